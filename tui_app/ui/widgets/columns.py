"""Lines of cells in columns that grow and shrink with the width of the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

COLUMN_GAP = 1
"""Blank cells between columns."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """How wide a column is.

    Attributes:
        width: the least width, in cells.
        flex: share of the remaining cells; 0 keeps the column at `width`.
        max_width: the greatest width, in cells; 0 for no limit.
        align_right: True to align the cells to the right.
        min_line_width: the narrowest line, in cells, in which the column is shown.
    """

    width: int
    flex: int = 0
    max_width: int = 0
    align_right: bool = False
    min_line_width: int = 0


MIN_WIDEST_COLUMN = 4
"""The least width, in cells, of the widest column in a line that is too narrow."""


def column_widths(columns: Sequence[ColumnSpec], width: int) -> list[int]:
    """Lay out the columns of a line.

    Args:
        columns: the columns.
        width: of the line, in cells.

    Returns:
        The width of each column; 0 for a column that is not shown.
    """
    widths = [column.width if width >= column.min_line_width else 0 for column in columns]
    gaps = COLUMN_GAP * (sum(1 for cells in widths if cells) - 1)
    remaining = width - sum(widths) - gaps
    growing = [index for index, column in enumerate(columns) if column.flex and widths[index]]
    while remaining > 0 and growing:
        total_flex = sum(columns[index].flex for index in growing)
        given = 0
        for index in list(growing):
            column = columns[index]
            share = max(1, remaining * column.flex // total_flex)
            if column.max_width:
                share = min(share, column.max_width - widths[index])
            share = min(share, remaining - given)
            widths[index] += share
            given += share
            if column.max_width and widths[index] >= column.max_width:
                growing.remove(index)
        if given == 0:
            break
        remaining -= given
    if remaining < 0:
        widest = max(range(len(widths)), key=lambda index: (columns[index].flex, widths[index]), default=None)
        if widest is not None:
            widths[widest] = max(MIN_WIDEST_COLUMN, widths[widest] + remaining)
    return widths


class ColumnLine(Visual):
    """One line of cells in columns."""

    def __init__(self, cells: Sequence[Content], columns: Sequence[ColumnSpec]) -> None:
        self._cells = cells
        self._columns = columns

    def content(self, width: int) -> Content:
        """The line as content of exactly `width` cells."""
        parts: list[Content] = []
        for cell, column, cells in zip(self._cells, self._columns, column_widths(self._columns, width), strict=True):
            if not cells:
                continue
            fitted = cell.truncate(cells, ellipsis=True)
            blank = Content(" " * (cells - fitted.cell_length))
            parts.append(blank + fitted if column.align_right else fitted + blank)
        return Content(" " * COLUMN_GAP).join(parts)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the strip of this line."""
        return self.content(width).truncate(width).render_strips(width, 1, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the container."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return 1."""
        return 1


class StackedLines(Visual):
    """Several visuals, one below the other."""

    def __init__(self, lines: Sequence[Visual]) -> None:
        self._lines = lines

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the strips of all lines, up to `height`."""
        strips: list[Strip] = []
        for line in self._lines:
            strips += line.render_strips(width, None, style, options)
            if height is not None and len(strips) >= height:
                return strips[:height]
        return strips

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the container."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the sum of the lines' heights."""
        return sum(line.get_height(rules, width) for line in self._lines)


class TextLine(ColumnLine):
    """One line of text, truncated to the width."""

    def __init__(self, content: Content) -> None:
        super().__init__([content], [_FULL_WIDTH])


_FULL_WIDTH = ColumnSpec(1, flex=1)

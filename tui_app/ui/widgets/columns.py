"""Columns of a table: their titles, their widths and how they shrink."""

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
    """How one column takes its room.

    Attributes:
        width: cells it always has.
        flex: its share of the cells that are left over; 0 keeps it at `width`.
        most: cells beyond which it does not grow; 0 is no bound.
        right: set to the right.
        from_width: shown only where the whole line has at least this many cells.
    """

    width: int
    flex: int = 0
    most: int = 0
    right: bool = False
    from_width: int = 0


def column_widths(columns: Sequence[ColumnSpec], width: int) -> list[int]:
    """Cells for each column in a line of `width` cells; 0 for one that is not shown."""
    shown = [column.width if width >= column.from_width else 0 for column in columns]
    gaps = COLUMN_GAP * (sum(1 for cells in shown if cells) - 1)
    left = width - sum(shown) - gaps
    growing = [place for place, column in enumerate(columns) if column.flex and shown[place]]
    while left > 0 and growing:
        total = sum(columns[place].flex for place in growing)
        given = 0
        for place in list(growing):
            share = max(1, left * columns[place].flex // total)
            if columns[place].most:
                share = min(share, columns[place].most - shown[place])
            share = min(share, left - given)
            shown[place] += share
            given += share
            if columns[place].most and shown[place] >= columns[place].most:
                growing.remove(place)
        if given == 0:
            break
        left -= given
    if left < 0:
        widest = max(range(len(shown)), key=lambda place: (columns[place].flex, shown[place]), default=None)
        if widest is not None:
            shown[widest] = max(4, shown[widest] + left)
    return shown


class ColumnLine(Visual):
    """One line of cells laid out in columns."""

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
            parts.append(blank + fitted if column.right else fitted + blank)
        return Content(" " * COLUMN_GAP).join(parts)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The one strip of this line."""
        return self.content(width).truncate(width).render_strips(width, 1, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One."""
        return 1


class StackedLines(Visual):
    """Several visuals below each other."""

    def __init__(self, lines: Sequence[Visual]) -> None:
        self._lines = lines

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The strips of all lines, cut at `height`."""
        strips: list[Strip] = []
        for line in self._lines:
            strips += line.render_strips(width, None, style, options)
            if height is not None and len(strips) >= height:
                return strips[:height]
        return strips

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The lines' heights together."""
        return sum(line.get_height(rules, width) for line in self._lines)


class TextLine(ColumnLine):
    """One line of one text, cut where the room ends."""

    def __init__(self, content: Content) -> None:
        super().__init__([content], [_FULL_WIDTH])


_FULL_WIDTH = ColumnSpec(1, flex=1)

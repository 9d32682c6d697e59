"""Lines of cells in columns that grow and shrink with the width of the line."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from tui_app.text.people import left_markers
from tui_app.text.tables import Lookalikes
from tui_app.ui.widgets.blanks import COLUMN_GAP, into_blanks


class ColumnSpec(Struct, frozen=True):
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


REPORTS_SIGN = "▾"
"""After a name, before how many people they lead."""
MIN_WIDEST_COLUMN = 4
"""The least width, in cells, of the widest column in a line that is too narrow."""


MIN_NAME_BESIDE_LONG, MIN_NAME = 9, 6
"""The least cells that are left of a name beside the long and the short word that somebody has left."""


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


def needed_widths(columns: Sequence[ColumnSpec], needed: Sequence[int], width: int) -> list[int]:
    """Lay out the columns of a list by what is in them, so that nothing is cut while there is room beside it.

    Args:
        columns: the columns.
        needed: the widest cell of each column; a column with nothing in it is left out.
        width: of the line, in cells.

    Returns:
        The width of each column; 0 for a column that is not shown.
    """
    shown = [bool(most) and width >= column.min_line_width for column, most in zip(columns, needed, strict=True)]
    least = [min(column.width, most) if show else 0 for column, most, show in zip(columns, needed, shown, strict=True)]
    remaining = width - sum(least) - COLUMN_GAP * max(0, sum(shown) - 1)
    if remaining < 0:
        tight = [replace(one, width=cells, min_line_width=0) for one, cells in zip(columns, least, strict=True)]
        return column_widths(tight, width)
    widths = least
    capped = [min(most, column.max_width or most) for column, most in zip(columns, needed, strict=True)]
    for wanted in (capped, needed):
        remaining = _grow(widths, wanted, columns, shown, remaining)
    if any(shown):
        widest = max(range(len(columns)), key=lambda index: (shown[index], columns[index].flex, needed[index]))
        widths[widest] += remaining  # keeps what is aligned to the right at the edge
    return widths


def _grow(
    widths: list[int], wanted: Sequence[int], columns: Sequence[ColumnSpec], shown: Sequence[bool], remaining: int
) -> int:
    """Widen the columns towards what they need, the fixed ones first, the others by their shares; what is left over."""
    for is_fixed in (True, False):
        while remaining > 0:
            short = [
                index
                for index, column in enumerate(columns)
                if shown[index] and widths[index] < wanted[index] and bool(column.flex) is not is_fixed
            ]
            if not short:
                break
            total = sum(columns[index].flex or 1 for index in short)
            given = remaining
            for index in short:
                share = max(1, given * (columns[index].flex or 1) // total)
                step = min(share, wanted[index] - widths[index], remaining)
                widths[index] += step
                remaining -= step
    return remaining


class ColumnLine(Visual):
    """One line of cells in columns.

    Args:
        wrapped: index of the column whose text goes on below where it has no room; None to cut every column.
    """

    def __init__(self, cells: Sequence[Content], columns: Sequence[ColumnSpec], *, wrapped: int | None = None) -> None:
        self.cells = cells
        self.columns = columns
        self._wrapped = wrapped
        self._needed: Sequence[int] | None = None
        self._short_needed: Sequence[int] = ()
        self._lookalikes: Sequence[Lookalikes] = ()

    def align(self, needed: Sequence[int], short_needed: Sequence[int], lookalikes: Sequence[Lookalikes] = ()) -> None:
        """Lay the line out by the widest cell of each column of its list; see `headings.align_lines`.

        Args:
            short_needed: the same below short headings.
            lookalikes: the texts of each column.
        """
        self._needed, self._short_needed, self._lookalikes = needed, short_needed, lookalikes

    def widths(self, width: int) -> list[int]:
        """The width of each column in a line of `width` cells."""
        if self._needed is None:
            return column_widths(self.columns, width)
        return needed_widths(self.columns, self._short_needed if self.is_tight(width) else self._needed, width)

    def is_tight(self, width: int) -> bool:
        """True if not all that is in the columns has room in a line of `width` cells, so that headings are short."""
        shown = [
            most
            for column, most in zip(self.columns, self._needed or (), strict=False)
            if most and width >= column.min_line_width
        ]
        return sum(shown) + COLUMN_GAP * (len(shown) - 1) > width

    def content(self, width: int) -> Content:
        """The line as content of exactly `width` cells."""
        return self.line(self.cells, self.widths(width))

    def line(self, line_cells: Sequence[Content], widths: Sequence[int]) -> Content:
        """Cells in columns of these widths."""
        parts: list[Content] = []
        fitting = into_blanks(line_cells, [column.align_right for column in self.columns], widths)
        for index, (cell, column, cells) in enumerate(zip(line_cells, self.columns, fitting, strict=True)):
            if not cells:
                continue
            fitted = _fitted(cell, cells, self._lookalikes[index] if self._lookalikes else None)
            blank = Content(" " * (cells - fitted.cell_length))
            parts.append(blank + fitted if column.align_right else fitted + blank)
        return Content(" " * COLUMN_GAP).join(parts)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the strip of this line, and those of the lines below it."""
        return [
            strip
            for line in self._lines(width)
            for strip in line.truncate(width).render_strips(width, 1, style, options)
        ]

    def _lines(self, width: int) -> list[Content]:
        if self._wrapped is None:
            return [self.content(width)]
        widths = self.widths(width)
        first, *others = self.cells[self._wrapped].wrap(max(1, widths[self._wrapped]))
        blank = [Content("")] * len(self.cells)
        lines = [self.line(_with(self.cells, self._wrapped, first), widths)]
        return [*lines, *(self.line(_with(blank, self._wrapped, other), widths) for other in others)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the container."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return 1, or the number of lines that a wrapped text takes."""
        return len(self._lines(width)) if self._wrapped is not None else 1


def _fitted(cell: Content, width: int, lookalikes: Lookalikes | None = None) -> Content:
    """A cell cut to a width; of somebody who has left, the name is cut, not that they have left.

    Of somebody who leads others, how many they are is left out before the name is cut. What would look like another
    text of its column is cut in the middle.
    """
    if cell.cell_length > width:
        whole = cell.plain
        name_alone, sign, count = whole.rpartition(f" {REPORTS_SIGN}")
        if sign and count.isdigit():
            cell = cell[: len(name_alone)]
        long, short = left_markers()
        if cell.plain.endswith(f" {long}"):
            name = cell[: -len(long) - 1]
            for marker, least in ((cell[-len(long) :], MIN_NAME_BESIDE_LONG), (Content(short), MIN_NAME)):
                room = width - marker.cell_length - 1
                if room >= least:
                    return name.truncate(room, ellipsis=True) + " " + marker
        if lookalikes is not None and lookalikes.has_another(whole, cell.truncate(width - 1).plain):
            return _fit_middle(cell, width)
    return cell.truncate(width, ellipsis=True)


def _fit_middle(cell: Content, width: int) -> Content:
    """The beginning and the end of a cell; the end shows what tells two texts apart."""
    head, tail = cell.truncate(width // 2), cell
    while tail.cell_length > max(0, width - width // 2 - 1):
        tail = tail[1:]
    return head.rstrip() + "…" + tail


def _with(cells: Sequence[Content], index: int, cell: Content) -> list[Content]:
    return [cell if at == index else one for at, one in enumerate(cells)]


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

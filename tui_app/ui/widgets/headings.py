"""The headings of a list, and how its lines are laid out together by what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from tui_app.text.tables import Lookalikes
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.blanks import COLUMN_GAP
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec

SORTED_SIGN = "▾"
"""After the heading of the column by which a list is sorted; a list without it cannot be sorted."""


def sorted_heading(label: str, *, is_sorted: bool) -> Content:
    """The heading of a column, marked if the list is sorted by it."""
    return plain(f"{label} {SORTED_SIGN}" if is_sorted else label, content.MUTED)


class HeadingLine(ColumnLine):
    """The headings of a list; a column in which no row has anything has no room, and so no heading.

    Args:
        short: what stands in their place where the columns below have too little room.
    """

    def __init__(
        self, cells: Sequence[Content], columns: Sequence[ColumnSpec], *, short: Sequence[Content] = ()
    ) -> None:
        super().__init__(cells, columns)
        self.short_cells = short or cells

    def content(self, width: int) -> Content:
        """The headings as content of exactly `width` cells."""
        return self.line(self.short_cells if self.is_tight(width) else self.cells, self.widths(width))


class SortableHeadings(Static):
    """The headings above a list that can be sorted."""

    class Chosen(Message):
        """Somebody clicked a heading.

        Attributes:
            column: its index among the columns.
        """

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    _line: ColumnLine | None = None

    def show(self, line: ColumnLine) -> None:
        """Show headings, which were laid out with their list."""
        self._line = line
        self.update(line)

    def on_click(self, event: Click) -> None:
        """Choose the column whose heading is under the pointer."""
        where = event.get_content_offset(self)
        if where is None or self._line is None:
            return
        end = 0
        for column, cells in enumerate(self._line.widths(self.content_size.width)):
            end += cells + COLUMN_GAP if cells else 0
            if where.x < end:
                self.post_message(self.Chosen(column))
                return


def align_lines(visuals: Iterable[object]) -> None:
    """Lay out the lines of a list together: those with the same columns get the same widths, by what is in them."""
    groups: dict[int, list[ColumnLine]] = {}
    for visual in visuals:
        if isinstance(visual, ColumnLine) and len(visual.columns) > 1:
            groups.setdefault(id(visual.columns), []).append(visual)
    for lines in groups.values():
        rows = [one.cells for one in lines if not isinstance(one, HeadingLine)]
        heads = [one for one in lines if isinstance(one, HeadingLine)]
        filled = _widest(rows or [one.cells for one in heads])
        needed, short_needed = (
            [most if something else 0 for most, something in zip(_widest([*rows, *cells]), filled, strict=True)]
            for cells in ([one.cells for one in heads], [one.short_cells for one in heads])
        )
        lookalikes = [Lookalikes(partial(_texts, rows, column)) for column in range(len(filled))]
        for line in lines:
            line.align(needed, short_needed, lookalikes)


def _texts(rows: Sequence[Sequence[Content]], column: int) -> list[str]:
    return [cells[column].plain for cells in rows]


def _widest(lines: Sequence[Sequence[Content]]) -> list[int]:
    return [max(cell.cell_length for cell in cells) for cells in zip(*lines, strict=True)]

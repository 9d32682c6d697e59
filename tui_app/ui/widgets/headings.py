"""The headings of a list, and how its lines are laid out together by what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec


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
        for line in lines:
            line.align(needed, short_needed)


def _widest(lines: Sequence[Sequence[Content]]) -> list[int]:
    return [max(cell.cell_length for cell in cells) for cells in zip(*lines, strict=True)]

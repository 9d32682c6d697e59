"""What the Team and Actions screens show, as plain lines: for the shell, without colours and without the screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui_app.domain.text_normalization import clean_line

COLUMN_GAP = 2
"""Blank cells between columns."""
MIN_CUT_WIDTH = 8
"""Cells below which no column is cut."""


def align_columns(rows: Sequence[Sequence[str]], width: int | None, right: Sequence[int] = ()) -> list[str]:
    """Rows of cells as lines in columns that are as wide as what stands in them; wide characters count as two cells.

    Control characters are left out: nothing that people typed is obeyed by the terminal.

    Args:
        rows: all with the same number of cells.
        width: cells of the terminal; the widest columns are cut to fit. None cuts nothing.
        right: the columns that are set to the right.
    """
    cells = [[Content(clean_line(cell)) for cell in row] for row in rows]
    shown = [max(cell.cell_length for cell in column) for column in zip(*cells, strict=True)]
    while width is not None and sum(shown) + COLUMN_GAP * (len(shown) - 1) > width and max(shown) > MIN_CUT_WIDTH:
        shown[shown.index(max(shown))] -= 1
    lines = []
    for row in cells:
        fitted = [cell.truncate(room, ellipsis=True) for cell, room in zip(row, shown, strict=True)]
        blanks = [" " * (room - cell.cell_length) for cell, room in zip(fitted, shown, strict=True)]
        parts = [
            blank + cell.plain if place in right else cell.plain + blank
            for place, (cell, blank) in enumerate(zip(fitted, blanks, strict=True))
        ]
        lines.append((" " * COLUMN_GAP).join(parts).rstrip())
    return lines

"""The blanks of one line of columns, into which a text beside them may go on."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

COLUMN_GAP = 1
"""Cells between two columns."""


def into_blanks(cells: Sequence[Content], at_right: Sequence[bool], widths: Sequence[int]) -> list[int]:
    """Let a text that would be cut go on into the blank beside it.

    That is an empty cell or the free part of the next one; for a text at the right, the free part of the one before.

    Args:
        cells: the texts.
        at_right: whether each is aligned to the right.
        widths: of the columns.

    Returns:
        The width of each cell of this line.
    """
    fitting = list(widths)
    for index, cell in enumerate(cells):
        for beside in range(index + 1, len(cells)):
            short = cell.cell_length - fitting[index]
            if not fitting[index] or short <= 0:
                break
            if not fitting[beside]:
                continue
            taken = cells[beside].cell_length
            if taken:
                free = max(0, fitting[beside] - taken) if at_right[beside] else 0
                fitting[index] += min(short, free)
                fitting[beside] -= min(short, free)
                break
            if short < fitting[beside]:
                fitting[index] += short
                fitting[beside] -= short
                break
            fitting[index] += fitting[beside] + COLUMN_GAP
            fitting[beside] = 0
    for index, cell in enumerate(cells):
        before = next((one for one in range(index - 1, -1, -1) if fitting[one]), None)
        short = cell.cell_length - fitting[index]
        if before is not None and at_right[index] and fitting[index] and short > 0:
            free = max(0, fitting[before] - cells[before].cell_length) if not at_right[before] else 0
            fitting[before] -= min(short, free)
            fitting[index] += min(short, free)
    return fitting

"""Find the table in the rows of a sheet: title lines above, one or two rows of headings, and the rows below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from tui_app.domain.errors import DomainError
from tui_app.domain.staff_list.heading_words import FILLERS, NAME_FIELDS, StaffField
from tui_app.domain.staff_list.headings import (
    GROUP_SEPARATOR,
    field_of_heading,
    heading_key,
    recognise_columns,
    recognised_count,
)
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow

SAMPLE_ROWS = 30
"""Filled rows among which the headings are looked for."""


def build_table(rows: Sequence[StaffTableRow], delimiter: str = "") -> StaffTable:
    """The table below the headings, wherever these are.

    Args:
        rows: the rows that are not empty, from the top of the sheet.
        delimiter: what separates the cells of a CSV file.

    Raises:
        DomainError: `staff_list_empty`: there is nothing below the headings.
    """
    top, headings = find_headings(rows)
    below = rows[top + 1 :]
    if not below:
        raise DomainError("staff_list_empty")
    heading_count = used_width(headings)
    width = max(heading_count, *(used_width(row.cells) for row in below))
    return StaffTable(
        _padded((" ".join(cell.split()) for cell in headings), width),
        tuple(
            StaffTableRow(
                row.number, _padded(row.cells, width), _contains_other_rows(row.cells, delimiter, heading_count)
            )
            for row in below
        ),
    )


def find_headings(rows: Sequence[StaffTableRow]) -> tuple[int, tuple[str, ...]]:
    """The index of the last row of headings, and the headings."""
    sample = [row.cells for row in rows[:SAMPLE_ROWS]]
    if not sample:
        return 0, ()
    top = _heading_row(sample)
    if top + 1 < len(sample) and _is_second_heading_row(sample[top + 1]):
        top += 1
    headings = sample[top]
    if top and rows[top].number == rows[top - 1].number + 1 and _is_group_row(sample[top - 1], headings):
        headings = _combined(sample[top - 1], headings)
    return top, headings


def fitness(rows: Sequence[StaffTableRow]) -> tuple[bool, int, int]:
    """How much a sheet looks like a staff list; more is better."""
    _, headings = find_headings(rows)
    fields = {*recognise_columns(headings)} - {StaffField.IGNORE}
    is_list = bool(fields & NAME_FIELDS) and (len(fields) > 1 or used_width(headings) <= 2)
    return is_list, len(fields), len(rows)


def _heading_row(rows: Sequence[tuple[str, ...]]) -> int:
    """The index of the headings: the row with most known headings, otherwise the first that is as full as most."""
    known = [recognised_count(row) for row in rows]
    counts = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = Counter(counts).most_common(1)[0][0]
    if max(known) >= 2 or (max(known) == 1 and usual <= 2):
        return known.index(max(known))
    return next(index for index, count in enumerate(counts) if count * 2 > usual)


def _is_second_heading_row(row: Sequence[str]) -> bool:
    """True if a row below headings is nothing but headings itself."""
    filled = [cell for cell in row if cell.strip()]
    return len(filled) >= 2 and all(field_of_heading(cell) is not StaffField.IGNORE for cell in filled)


def _is_group_row(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """True if a row names groups of the columns whose headings are below it."""
    filled = [(index, cell.strip()) for index, cell in enumerate(upper) if cell.strip()]
    if not filled or any(character.isdigit() for _, cell in filled for character in cell):
        return False
    if len(filled) == 1 and filled[0][0] == 0:
        return False  # a title

    def is_known(cell: str) -> bool:
        return field_of_heading(cell) is not StaffField.IGNORE or heading_key(cell) in map(heading_key, FILLERS)

    if not any(is_known(cell) for _, cell in filled):
        return False
    return recognised_count(_combined(upper, lower)) >= recognised_count(lower)


def _combined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Each heading with the group that it is in: «Leder / Navn».

    A group goes on to the right over empty cells, unless the sheet repeats it in each of its columns.
    """
    width = max(used_width(upper), used_width(lower))
    upper, lower = _padded(map(str.strip, upper), width), _padded(map(str.strip, lower), width)
    is_repeated = any(one and one == other for one, other in pairwise(upper))
    headings, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or ("" if is_repeated else group)
        if not below:
            headings.append(above)
        elif not group or heading_key(group) == heading_key(below):
            headings.append(below)
        else:
            headings.append(f"{group}{GROUP_SEPARATOR}{below}")
    return tuple(headings)


def _contains_other_rows(cells: Sequence[str], delimiter: str, width: int) -> bool:
    """True if one of the cells seems to have swallowed rows: lines in it are as wide as the list."""
    for column, cell in enumerate(cells):
        if delimiter and "\n" in cell.strip():
            counts = [line.count(delimiter) for line in cell.splitlines()]
            ends_a_row, starts_a_row = column + counts[0] == width - 1, counts[-1] + len(cells) - column == width
            if sum(counts) and (width - 1 in counts or (ends_a_row and starts_a_row)):
                return True
    return False


def used_width(row: Sequence[str]) -> int:
    """The number of cells up to the last that is filled."""
    return max((number for number, cell in enumerate(row, 1) if cell.strip()), default=0)


def _padded(cells: Iterable[str], width: int) -> tuple[str, ...]:
    first = tuple(islice(cells, width))
    return first + ("",) * (width - len(first))

"""Reads tables of text whose cells are separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tui_app.domain.errors import DomainError
from tui_app.domain.staff_list.headings import recognised_count
from tui_app.domain.staff_list.layout import SAMPLE_ROWS, build_table, find_headings
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow

MAX_ROWS = 200_000
SPREADSHEET_LAST_ROW = 1_048_576
"""The number of the last row that a spreadsheet can have."""
MAX_CELL_LENGTH = 32_767
"""Most characters in a cell of a spreadsheet."""
MAX_CELLS = 20_000_000
MAX_COLUMNS = 200
"""Further cells are ignored: spreadsheets formatted to the last column have thousands of empty ones."""

KEPT_CELL_LENGTH = 1000
"""As much of a cell is kept: the longest field of a person takes 200, and a longer text is told to be too long."""

FORMULA_SIGNS = ("=", "+", "-", "@")
"""First characters of cells that a spreadsheet would take for a formula."""
_SAMPLE_CHARACTERS = 100_000
"""As much of the text shows the delimiter."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_DELIMITERS = ";\t,|"


def read_delimited(text: str) -> StaffTable:
    """The staff list in a text; the delimiter is detected.

    Raises:
        DomainError: `staff_list_empty`, `staff_list_too_large` or `staff_list_unreadable`.
    """
    first, _, rest = text.partition("\n")
    first = first.rstrip("\r")
    if len(first) == 5 and first.lower().startswith("sep="):
        # a line for Excel, which does not show it as a row
        text, delimiter = rest, first[-1]
    else:
        delimiter = _guess_delimiter(text)
    try:
        rows = _csv_rows(text, delimiter)
    except (TypeError, ValueError) as error:  # not a character that can separate cells
        raise DomainError("staff_list_unreadable") from error
    if len(rows) > MAX_ROWS:
        raise DomainError("staff_list_too_large")
    return build_table(rows, delimiter)


def _csv_rows(text: str, delimiter: str) -> list[StaffTableRow]:
    """The rows; in a file with stray quotation marks, only those around a whole cell count as quotation."""
    try:
        return _filled_rows(csv.reader(_lines(text), delimiter=delimiter, strict=True))
    except csv.Error:
        return _filled_rows(_lenient_csv_rows(text, delimiter))


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends; a text stream would need four bytes for each character."""
    return (match[0] for match in _LINE.finditer(text))


def _filled_rows(rows: Iterable[Sequence[str]]) -> list[StaffTableRow]:
    """The rows that are not empty, with their numbers."""
    filled = []
    count = 0
    for number, cells in enumerate(rows, 1):
        count += len(cells)
        if any(cells) and any(cell.strip() for cell in cells):
            kept = (_unwrap_text_formula(cell)[:KEPT_CELL_LENGTH] for cell in cells[:MAX_COLUMNS])
            filled.append(StaffTableRow(number, tuple(kept)))
        if len(filled) > MAX_ROWS + SAMPLE_ROWS or number > SPREADSHEET_LAST_ROW or count > MAX_CELLS:
            raise DomainError("staff_list_too_large")
    return filled


def _lenient_csv_rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """Rows in which `"Olli" Hansen` and a quotation mark that is never closed are plain text."""
    separator = re.escape(delimiter)
    quoted_cell = rf'[ ]*"((?:[^"]|""){{0,{MAX_CELL_LENGTH}}})"[ ]*(?=[{separator}\r\n]|\Z)'
    cell = re.compile(rf"(?:{quoted_cell}|([^{separator}\r\n]*))({separator}|\r\n|\r|\n|\Z)")
    row: list[str] = []
    for match in cell.finditer(text):
        quoted, plain, end = match.groups()
        row.append(plain if quoted is None else quoted.replace('""', '"'))
        if end != delimiter:
            yield tuple(row)
            row = []


def _guess_delimiter(text: str) -> str:
    """The delimiter that gives the most known headings and the most even rows."""

    def fitness(delimiter: str) -> tuple[int, int, int]:
        rows = _filled_rows(islice(_lenient_csv_rows(text[:_SAMPLE_CHARACTERS], delimiter), SAMPLE_ROWS))
        _, headings = find_headings(rows)
        width = len(headings)
        return (recognised_count(headings), width, -sum(len(row.cells) != width for row in rows))

    return max(_DELIMITERS, key=fitness)


def _unwrap_text_formula(cell: str) -> str:
    """The text in `="0012"`, with which lists keep spreadsheets from dropping zeros, and in `'=1+1`."""
    if cell.startswith("'") and cell[1:2] in FORMULA_SIGNS:
        return cell[1:]
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1].replace('""', '"')
    return cell

"""Reads staff lists, CSV and XLSX, into a table of text."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from tui_app.domain.errors import DomainError
from tui_app.domain.staff_import.headings import StaffField, recognise_columns
from tui_app.domain.staff_import.rows import StaffTable, StaffTableRow
from tui_app.files.bounded_read import read_at_most

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 10 * MAX_FILE_BYTES
"""An XLSX file is a zip file; its unpacked size is checked before it is unpacked."""
MAX_ROWS = 200_000
SPREADSHEET_LAST_ROW = 1_048_576
"""The number of the last row that a spreadsheet can have."""
MAX_CELL_LENGTH = 32_767
"""Most characters in a cell of a spreadsheet."""
MAX_COLUMNS = 200
"""Further cells are ignored: spreadsheets formatted to the last column have thousands of empty ones."""

_DELIMITERS = ";\t,"
_SAMPLE_ROWS = 30
"""Rows in which delimiter and headings are detected."""
_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The first bytes of old Excel files, and of new ones with a password."""


def read_staff_list(path: Path) -> StaffTable:
    """The staff list in a CSV or XLSX file; format, encoding and delimiter are detected.

    Lines above the headings are skipped. Rows are numbered as a spreadsheet numbers them.

    Raises:
        DomainError: `staff_list_missing`, `staff_list_unreadable`, `staff_list_empty`, `staff_list_too_large`,
            `staff_list_old_excel` or `staff_list_protected`, each with the path.
    """
    try:
        return _parse(read_at_most(path, MAX_FILE_BYTES + 1))
    except FileNotFoundError as error:
        raise DomainError("staff_list_missing", path=path) from error
    except OSError as error:
        raise DomainError("staff_list_unreadable", path=path) from error
    except DomainError as error:
        error.values.setdefault("path", path)
        raise


def _parse(content: bytes) -> StaffTable:
    if len(content) > MAX_FILE_BYTES:
        raise DomainError("staff_list_too_large")
    if content.startswith(_OLE_SIGNATURE):
        is_protected = "EncryptedPackage".encode("utf-16-le") in content
        raise DomainError("staff_list_protected" if is_protected else "staff_list_old_excel")
    if content.startswith(b"PK\x03\x04"):
        return _xlsx_table(content)
    return _csv_table(_decoded(content))


def _decoded(content: bytes) -> str:
    """The text; bytes without a meaning in its encoding become the replacement character."""
    encoding, errors = "utf-8", "strict"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif content.startswith(codecs.BOM_UTF8):
        encoding, errors = "utf-8-sig", "replace"
    try:
        text = content.decode(encoding, errors)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise DomainError("staff_list_unreadable") from error
        text = content.decode("cp1252", "replace")
    if "\0" in text or content.startswith(b"%PDF"):
        raise DomainError("staff_list_unreadable")
    return text


def _csv_table(text: str) -> StaffTable:
    first, _, rest = text.partition("\n")
    first = first.rstrip("\r")
    if len(first) == 5 and first.lower().startswith("sep="):
        # a line for Excel, which does not show it as a row
        text, delimiter = rest, first[-1]
    else:
        delimiter = _guess_delimiter(text)
    try:
        rows = _non_empty_rows(_csv_rows(text, delimiter))
    except (TypeError, ValueError) as error:  # not a character that can separate cells
        raise DomainError("staff_list_unreadable") from error
    return _build_table(rows, delimiter)


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """The rows; in a file with stray quotation marks, only those around a whole cell count as quotation."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        yield from [tuple(row) for row in islice(reader, SPREADSHEET_LAST_ROW + 1)]
    except csv.Error:
        yield from _lenient_csv_rows(text, delimiter)


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
        parsed = islice(_lenient_csv_rows(text, delimiter), _SAMPLE_ROWS)
        rows = [row for row in parsed if any(cell.strip() for cell in row)]
        if not rows:
            return (0, 0, 0)
        headings = rows[_heading_row(rows)]
        width = len(headings)
        return (_recognised_count(headings), width, -sum(len(row) != width for row in rows))

    return max(_DELIMITERS, key=fitness)


def _xlsx_table(content: bytes) -> StaffTable:
    """The first visible sheet with known headings, otherwise the first with anything below its headings."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(member.file_size for member in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise DomainError("staff_list_too_large")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            return _first_table(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        finally:
            book.close()
    except DomainError:
        raise
    except Exception as error:
        # openpyxl raises almost anything for a damaged file, or one that is not a workbook
        raise DomainError("staff_list_unreadable") from error


def _first_table(sheets: Iterable[Any]) -> StaffTable:
    first = None
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs write wrong ones
        rows = sheet.iter_rows(min_row=1, values_only=True)
        try:
            table = _build_table(_non_empty_rows(tuple(map(_cell_text, row[:MAX_COLUMNS])) for row in rows))
        except DomainError as error:
            if error.code != "staff_list_empty":
                raise
            continue
        if _recognised_count(table.headings):
            return table
        first = first or table
    if first is None:
        raise DomainError("staff_list_empty")
    return first


def _cell_text(value: object) -> str:
    """A cell as text: whole numbers without decimals, dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _non_empty_rows(rows: Iterable[tuple[str, ...]]) -> list[StaffTableRow]:
    """The rows that are not empty, with their numbers."""
    filled = []
    for number, cells in enumerate(rows, 1):
        if any(cells) and any(cell.strip() for cell in cells):
            filled.append(StaffTableRow(number, cells[:MAX_COLUMNS]))
        if len(filled) > MAX_ROWS + _SAMPLE_ROWS or number > SPREADSHEET_LAST_ROW:
            raise DomainError("staff_list_too_large")
    return filled


def _build_table(rows: Sequence[StaffTableRow], delimiter: str = "") -> StaffTable:
    """The table below the headings, wherever these are.

    Args:
        delimiter: what separates the cells of a CSV file.
    """
    sample = [row.cells for row in rows[:_SAMPLE_ROWS]]
    top = _heading_row(sample) if sample else 0
    below = rows[top + 1 :]
    if not below:
        raise DomainError("staff_list_empty")
    if len(below) > MAX_ROWS:
        raise DomainError("staff_list_too_large")
    headings = rows[top].cells
    heading_count = _used_width(headings)
    width = max(heading_count, *(_used_width(row.cells) for row in below))
    return StaffTable(
        _padded((cell.strip() for cell in headings), width),
        tuple(
            StaffTableRow(
                row.number,
                _padded(map(_unwrap_text_formula, row.cells), width),
                _contains_other_rows(row.cells, delimiter, heading_count),
            )
            for row in below
        ),
    )


def _contains_other_rows(cells: Sequence[str], delimiter: str, width: int) -> bool:
    """True if one of the cells seems to have swallowed rows: lines in it are as wide as the list."""
    for column, cell in enumerate(cells):
        if delimiter and "\n" in cell.strip():
            counts = [line.count(delimiter) for line in cell.splitlines()]
            ends_a_row, starts_a_row = column + counts[0] == width - 1, counts[-1] + len(cells) - column == width
            if sum(counts) and (width - 1 in counts or (ends_a_row and starts_a_row)):
                return True
    return False


def _unwrap_text_formula(cell: str) -> str:
    """The text in `="0012"`, with which lists keep spreadsheets from dropping zeros."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1].replace('""', '"')
    return cell


def _heading_row(rows: Sequence[tuple[str, ...]]) -> int:
    """The index of the headings: the row with most known headings, otherwise the first that is as full as most."""
    known = [_recognised_count(row) for row in rows]
    counts = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = Counter(counts).most_common(1)[0][0]
    if max(known) >= 2 or (max(known) == 1 and usual <= 2):
        return known.index(max(known))
    return next(index for index, count in enumerate(counts) if count * 2 > usual)


def _recognised_count(row: Sequence[str]) -> int:
    return sum(field is not StaffField.IGNORE for field in recognise_columns(row))


def _used_width(row: Sequence[str]) -> int:
    return max((number for number, cell in enumerate(row, 1) if cell.strip()), default=0)


def _padded(cells: Iterable[str], width: int) -> tuple[str, ...]:
    first = tuple(islice(cells, width))
    return first + ("",) * (width - len(first))

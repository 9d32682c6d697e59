"""Staff list files, CSV and XLSX, read into a table of text."""

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

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 10 * MAX_FILE_BYTES
"""An XLSX file is a zip file: what it unpacks to is looked at before it is unpacked."""
MAX_ROWS = 200_000
SPREADSHEET_LAST_ROW = 1_048_576
"""The last row that a spreadsheet has."""
MAX_CELL_LENGTH = 32_767
"""Characters that a cell of a spreadsheet can hold."""
MAX_COLUMNS = 200
"""Cells beyond are not read; spreadsheets that were formatted to their last column have thousands of empty ones."""

_DELIMITERS = ";\t,"
_SAMPLE_ROWS = 30
"""Rows from which delimiter and headings are found out."""
_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The first bytes of old Excel files, and of new ones that have a password."""


def read_staff_list(path: Path) -> StaffTable:
    """The staff list in a CSV or XLSX file; which of the two, its encoding and its delimiter are found out.

    Lines above the headings are passed over. Row numbers are those that a spreadsheet shows.

    Raises:
        DomainError: `staff_list_missing`, `staff_list_unreadable`, `staff_list_empty`, `staff_list_too_large`,
            `staff_list_old_excel` or `staff_list_protected`, each with the path.
    """
    try:
        return _parse(_read_bytes(path))
    except DomainError as refusal:
        refusal.values.setdefault("path", path)
        raise


def _read_bytes(path: Path) -> bytes:
    try:
        path = path.expanduser()
        if not path.exists():
            raise DomainError("staff_list_missing")
        if not path.is_file():  # a folder; or a pipe, which might never end
            raise DomainError("staff_list_unreadable")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise DomainError("staff_list_too_large")
        return path.read_bytes()
    except (FileNotFoundError, ValueError, RuntimeError) as error:
        raise DomainError("staff_list_missing") from error
    except OSError as error:
        raise DomainError("staff_list_unreadable") from error


def _parse(content: bytes) -> StaffTable:
    if content.startswith(_OLE_SIGNATURE):
        is_protected = "EncryptedPackage".encode("utf-16-le") in content
        raise DomainError("staff_list_protected" if is_protected else "staff_list_old_excel")
    if content.startswith(b"PK\x03\x04"):
        return _xlsx_table(content)
    return _csv_table(_decoded(content))


def _decoded(content: bytes) -> str:
    """The text. A byte that stands for nothing in its encoding becomes the replacement sign."""
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
    said = first.rstrip("\r")
    if len(said) == 5 and said.lower().startswith("sep="):
        # Excel's own line, which Excel does not show as a row
        text, delimiter = rest, said[-1]
    else:
        delimiter = _guess_delimiter(text)
    try:
        rows = _non_empty_rows(_csv_rows(text, delimiter))
    except (TypeError, ValueError) as error:  # no character that can stand between cells
        raise DomainError("staff_list_unreadable") from error
    return _build_table(rows, delimiter)


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """The rows. Where quotation marks are not used as they should be, only a whole cell within them is quoted."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        yield from [tuple(row) for row in islice(reader, SPREADSHEET_LAST_ROW + 1)]
    except csv.Error:
        yield from _lenient_csv_rows(text, delimiter)


def _lenient_csv_rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """Rows in which `"Olli" Hansen` and a quotation mark that is never closed are text."""
    sign = re.escape(delimiter)
    quoted_cell = rf'[ ]*"((?:[^"]|""){{0,{MAX_CELL_LENGTH}}})"[ ]*(?=[{sign}\r\n]|\Z)'
    cell = re.compile(rf"(?:{quoted_cell}|([^{sign}\r\n]*))({sign}|\r\n|\r|\n|\Z)")
    row: list[str] = []
    for match in cell.finditer(text):
        quoted, plain, end = match.groups()
        row.append(plain if quoted is None else quoted.replace('""', '"'))
        if end != delimiter:
            yield tuple(row)
            row = []


def _guess_delimiter(text: str) -> str:
    """The delimiter by which the headings are recognised best and the rows are most alike."""

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
    """The first visible sheet with headings that are recognised; else the first with anything below its headings."""
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
        # a file that is no workbook, or a damaged one, makes openpyxl raise almost anything
        raise DomainError("staff_list_unreadable") from error


def _first_table(sheets: Iterable[Any]) -> StaffTable:
    found = None
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs write wrong ones
        rows = sheet.iter_rows(min_row=1, values_only=True)
        try:
            table = _build_table(_non_empty_rows(tuple(map(_cell_text, row[:MAX_COLUMNS])) for row in rows))
        except DomainError as refusal:
            if refusal.code != "staff_list_empty":
                raise
            continue
        if _recognised_count(table.headings):
            return table
        found = found or table
    if found is None:
        raise DomainError("staff_list_empty")
    return found


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
    """The rows that hold anything, with their numbers."""
    filled = []
    for number, cells in enumerate(rows, 1):
        if any(cells) and any(cell.strip() for cell in cells):
            filled.append(StaffTableRow(number, cells[:MAX_COLUMNS]))
        if len(filled) > MAX_ROWS + _SAMPLE_ROWS or number > SPREADSHEET_LAST_ROW:
            raise DomainError("staff_list_too_large")
    return filled


def _build_table(rows: Sequence[StaffTableRow], delimiter: str = "") -> StaffTable:
    """Find the headings; what stands above them is left, what stands below are the rows.

    Args:
        delimiter: what separates the cells in the file, if it is a file of text.
    """
    looked_at = [row.cells for row in rows[:_SAMPLE_ROWS]]
    top = _heading_row(looked_at) if looked_at else 0
    below = rows[top + 1 :]
    if not below:
        raise DomainError("staff_list_empty")
    if len(below) > MAX_ROWS:
        raise DomainError("staff_list_too_large")
    headings = rows[top].cells
    listed = _used_width(headings)
    width = max(listed, *(_used_width(row.cells) for row in below))
    return StaffTable(
        _padded((cell.strip() for cell in headings), width),
        tuple(
            StaffTableRow(
                row.number,
                _padded(map(_unwrap_text_formula, row.cells), width),
                _contains_other_rows(row.cells, delimiter, listed),
            )
            for row in below
        ),
    )


def _contains_other_rows(cells: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether the lines within one of the cells are as wide as rows of the list."""
    for place, cell in enumerate(cells):
        if delimiter and "\n" in cell.strip():
            signs = [line.count(delimiter) for line in cell.splitlines()]
            ends_a_row, begins_a_row = place + signs[0] == width - 1, signs[-1] + len(cells) - place == width
            if sum(signs) and (width - 1 in signs or (ends_a_row and begins_a_row)):
                return True
    return False


def _unwrap_text_formula(cell: str) -> str:
    """The text of `="0012"`, by which lists keep spreadsheets from dropping zeros."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1].replace('""', '"')
    return cell


def _heading_row(rows: Sequence[tuple[str, ...]]) -> int:
    """Which of the rows holds the headings: the one recognised best, else the first that is as full as most."""
    known = [_recognised_count(row) for row in rows]
    counts = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = Counter(counts).most_common(1)[0][0]
    if max(known) >= 2 or (max(known) == 1 and usual <= 2):
        return known.index(max(known))
    return next(place for place, count in enumerate(counts) if count * 2 > usual)


def _recognised_count(row: Sequence[str]) -> int:
    return sum(said is not StaffField.IGNORE for said in recognise_columns(row))


def _used_width(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)


def _padded(cells: Iterable[str], width: int) -> tuple[str, ...]:
    kept = tuple(islice(cells, width))
    return kept + ("",) * (width - len(kept))

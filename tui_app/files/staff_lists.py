"""Staff list files, CSV and XLSX, read into a table of text."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from tui_app.domain.refusals import Refusal
from tui_app.domain.staff_headings import StaffField, recognise
from tui_app.domain.staff_list import Table, TableRow

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_UNPACKED = 10 * LARGEST_FILE
"""An XLSX file is a zip file: what it unpacks to is looked at before it is unpacked."""
MOST_ROWS = 200_000
MOST_COLUMNS = 200
"""Cells beyond are not read; spreadsheets that were formatted to their last column have thousands of empty ones."""

_DELIMITERS = ";\t,"
_LOOKED_AT = 30
"""Rows from which delimiter and headings are found out."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The first bytes of old Excel files, and of new ones that have a password."""

_Rows = list[tuple[str, ...]]


def read_table(path: Path) -> Table:
    """The staff list in a CSV or XLSX file; which of the two, its encoding and its delimiter are found out.

    Lines above the headings are passed over. Row numbers are those that a spreadsheet shows.

    Raises:
        Refusal: `staff_list_missing`, `staff_list_unreadable`, `staff_list_empty`, `staff_list_too_large`,
            `staff_list_old_excel` or `staff_list_protected`, each with the path.
    """
    try:
        return _table(_rows(_bytes(path)))
    except Refusal as refusal:
        refusal.values.setdefault("path", path)
        raise


def _bytes(path: Path) -> bytes:
    try:
        path = path.expanduser()
        if not path.exists():
            raise Refusal("staff_list_missing")
        if not path.is_file():  # a folder; or a pipe, which might never end
            raise Refusal("staff_list_unreadable")
        if path.stat().st_size > LARGEST_FILE:
            raise Refusal("staff_list_too_large")
        return path.read_bytes()
    except (FileNotFoundError, ValueError, RuntimeError) as error:
        raise Refusal("staff_list_missing") from error
    except OSError as error:
        raise Refusal("staff_list_unreadable") from error


def _rows(content: bytes) -> _Rows:
    if content.startswith(_OLE):
        is_protected = "EncryptedPackage".encode("utf-16-le") in content
        raise Refusal("staff_list_protected" if is_protected else "staff_list_old_excel")
    if content.startswith(b"PK\x03\x04"):
        return _xlsx_rows(content)
    return _csv_rows(_decoded(content))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or content.startswith(b"%PDF"):
            break
        return text
    raise Refusal("staff_list_unreadable")


def _csv_rows(text: str) -> _Rows:
    first, _, rest = text.partition("\n")
    said = first.rstrip("\r")
    if len(said) == 5 and said.lower().startswith("sep="):
        # Excel's own line, which Excel does not show as a row
        return _whole(rest, said[-1])
    return _whole(text, _delimiter(text))


def _whole(text: str, delimiter: str) -> _Rows:
    """All rows; a quotation mark that is never closed is refused, since it would swallow the rows below it."""
    try:
        return _parsed(text, delimiter, strict=True)
    except csv.Error as error:
        if "end of data" in str(error):
            raise Refusal("staff_list_unreadable") from error
    except (TypeError, ValueError) as error:  # no character that can stand between cells
        raise Refusal("staff_list_unreadable") from error
    try:
        return _parsed(text, delimiter)
    except csv.Error as error:
        raise Refusal("staff_list_unreadable") from error


def _parsed(text: str, delimiter: str, most: int = MOST_ROWS + _LOOKED_AT, *, strict: bool = False) -> _Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    return [tuple(row[:MOST_COLUMNS]) for row in islice(reader, most)]


def _delimiter(text: str) -> str:
    """The delimiter by which the headings are recognised best and the rows are most alike."""

    def fitness(delimiter: str) -> tuple[int, int, int]:
        try:
            rows = [row for row in _parsed(text, delimiter, _LOOKED_AT) if any(cell.strip() for cell in row)]
        except csv.Error:
            rows = []
        if not rows:
            return (0, 0, 0)
        headings = rows[_headings_at(rows)]
        width = len(headings)
        return (_recognised(headings), width, -sum(len(row) != width for row in rows))

    return max(_DELIMITERS, key=fitness)


def _xlsx_rows(content: bytes) -> _Rows:
    """The rows of the first sheet that holds anything."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(member.file_size for member in packed.infolist()) > LARGEST_UNPACKED:
                raise Refusal("staff_list_too_large")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write wrong ones
                cells = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
                rows = [tuple(_text(cell) for cell in row) for row in islice(cells, MOST_ROWS + _LOOKED_AT)]
                if any(any(row) for row in rows):
                    return rows
        finally:
            book.close()
    except Refusal:
        raise
    except Exception as error:
        # a file that is no workbook, or a damaged one, makes openpyxl raise almost anything
        raise Refusal("staff_list_unreadable") from error
    return []


def _text(value: object) -> str:
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


def _table(rows: _Rows) -> Table:
    """Find the headings; what stands above them is left, what stands below are the rows."""
    filled = [number for number, row in enumerate(rows) if any(cell.strip() for cell in row)]
    if not filled:
        raise Refusal("staff_list_empty")
    looked_at = filled[:_LOOKED_AT]
    top = looked_at[_headings_at([rows[number] for number in looked_at])]
    below = [number for number in filled if number > top]
    if not below:
        raise Refusal("staff_list_empty")
    if len(below) > MOST_ROWS or len(rows) > MOST_ROWS + _LOOKED_AT - 1:
        raise Refusal("staff_list_too_large")
    width = max(_filled_width(rows[number]) for number in (top, *below))
    return Table(
        _padded((cell.strip() for cell in rows[top]), width),
        tuple(TableRow(number + 1, _padded(rows[number], width)) for number in below),
    )


def _headings_at(rows: Sequence[tuple[str, ...]]) -> int:
    """Which of the rows holds the headings: the one recognised best, else the first that is as full as most."""
    known = [_recognised(row) for row in rows]
    counts = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = Counter(counts).most_common(1)[0][0]
    if max(known) >= 2 or (max(known) == 1 and usual <= 2):
        return known.index(max(known))
    return next(place for place, count in enumerate(counts) if count * 2 > usual)


def _recognised(row: Sequence[str]) -> int:
    return sum(said is not StaffField.IGNORE for said in recognise(row))


def _filled_width(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)


def _padded(cells: Iterable[str], width: int) -> tuple[str, ...]:
    kept = tuple(islice(cells, width))
    return kept + ("",) * (width - len(kept))

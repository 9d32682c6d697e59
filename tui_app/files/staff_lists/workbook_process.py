"""Read a workbook from standard input and print its rows as lines of JSON; run as a program of its own.

A workbook can be made so that reading it takes all memory, or so that the reader gives up with the whole process. This
process has little memory and time, in proportion to the size of the workbook, and nothing to lose.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

MOST_UNPACKED_BYTES = 400 * 1024 * 1024
_SMALL_BYTES = 20 * 1024 * 1024
_LARGEST_RATIO = 150
"""Workbooks shrink to a tenth when they are packed; one that shrinks to so small a part is a trap."""
_MEMORY = 280 * 1024 * 1024
"""Address space, of which at most two thirds become memory in use."""
_MEMORY_PER_BYTE = 5
_SECONDS = 2
_BYTES_PER_SECOND = 15 * 1024 * 1024
_MOST_COLUMNS = 200
_KEPT_CELL_LENGTH = 1000
"""As for text files: the longest field of a person takes 200."""
_MOST_ROWS = 200_050
_MOST_FORMATTED_ROWS = 2 * _MOST_ROWS
_CHUNK = 1024 * 1024
_HEADING_ROWS = 40
"""Rows among which headings can stand."""
_EMPTY_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'])(?![^>]*\bt=[\"']str[\"'])[^>]*>\s*"
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</"
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")


class Refused(Exception):
    """The workbook is not read; the text is the last part of an error code."""


def main() -> None:
    """Read standard input, write standard output; the last line says how it went."""
    content = sys.stdin.buffer.read()
    try:
        _limit(_unpacked_size(content))
        for line in _lines(content):
            _print(line)
        outcome = "done"
    except Refused as refusal:
        outcome = str(refusal)
    except MemoryError:
        outcome = "unpacks_too_large"
    except Exception as error:  # noqa: BLE001 - readers raise almost anything for a damaged file
        outcome = "protected" if type(error).__name__ == "PasswordError" else "unreadable"
    _print({"outcome": outcome})


def _print(value: object) -> None:
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _unpacked_size(content: bytes) -> int:
    if not content.startswith(b"PK"):
        return len(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(member.file_size for member in packed.infolist())
            is_trap = size > MOST_UNPACKED_BYTES or (size > _SMALL_BYTES and size > len(content) * _LARGEST_RATIO)
            if not is_trap and size > _SMALL_BYTES and _count_rows(packed) > _MOST_FORMATTED_ROWS:
                raise Refused("too_large")
    except zipfile.BadZipFile as error:
        raise Refused("unreadable") from error
    if is_trap:
        raise Refused("unpacks_too_large")
    return size


def _count_rows(packed: zipfile.ZipFile) -> int:
    """About how many rows the sheets have, empty ones too."""
    count = 0
    for name in packed.namelist():
        if name.startswith("xl/worksheets/"):
            with packed.open(name) as member:
                while chunk := member.read(_CHUNK):
                    count += chunk.count(b"<row")
    return count


def _limit(size: int) -> None:
    """Limit memory and time; Windows and macOS have no such limits for a process."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        memory = _MEMORY + _MEMORY_PER_BYTE * size
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        seconds = _SECONDS + size // _BYTES_PER_SECOND
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _lines(content: bytes) -> Iterator[object]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for index, told in enumerate(book.sheets_metadata):
        if told.visible is not SheetVisibleEnum.Visible or told.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(index)
        rows = list(_rows(sheet))
        yield {"sheet": told.name, "formulas": _empty_formulas(content, told.name)}
        yield from rows


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers; merged cells hold for every row that they span."""
    if sheet.start is None:
        return
    top, left = sheet.start
    ranges = sheet.merged_cell_ranges or ()
    spans, groups = _spans(ranges), _groups(ranges)
    held: dict[int, tuple[int, str]] = {}
    count, last_held = 0, -1
    for number, values in enumerate(sheet.iter_rows(), top):
        if number > last_held and number not in spans and not any(values):
            continue
        cells = [""] * left + [_cell_text(value) for value in values[: max(0, _MOST_COLUMNS - left)]]
        for column, last in spans.get(number, ()):
            if column < len(cells):
                held[column] = (last, cells[column])
                last_held = max(last_held, last)
        for column, (last, text) in held.items():
            if number <= last and not cells[column]:
                cells[column] = text
        _fill_groups(cells, groups.get(number, ()))
        if any(cells):
            count += 1
            if count > _MOST_ROWS:
                raise Refused("too_large")
            yield number + 1, cells


def _spans(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> dict[int, list[tuple[int, int]]]:
    """First row -> columns whose cell is merged with those below, and the last row."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in ranges:
        if bottom > top:
            spans.setdefault(top, []).append((left, bottom))
    return spans


def _groups(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> dict[int, list[tuple[int, int]]]:
    """Row near the top -> first and last column of the cells that are merged to the right."""
    groups: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, right) in ranges:
        if bottom == top < _HEADING_ROWS and right > left:
            groups.setdefault(top, []).append((left, right))
    return groups


def _fill_groups(cells: list[str], groups: Iterable[tuple[int, int]]) -> None:
    """Let a cell that is merged to the right name a group of columns; a title in the first cell names none."""
    texts = {cell for cell in cells if cell}
    for left, right in groups:
        if left < len(cells) and (left or len(texts) > 1):
            width = min(right + 1, len(cells))
            cells[left:width] = [cells[left]] * (width - left)


def _cell_text(value: object) -> str:
    """A cell as text: whole numbers without decimals, dates as ISO."""
    if isinstance(value, str):
        return value[:_KEPT_CELL_LENGTH]
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _empty_formulas(content: bytes, sheet: str) -> Sequence[tuple[int, int]]:
    """Row and column index of the formulas whose value is not stored beside them."""
    if not content.startswith(b"PK"):
        return ()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        path = _path_of_sheet(packed, sheet)
        text = packed.read(path) if path else b""
    if b"<f" not in text and b":f" not in text:
        return ()
    return [(int(match[2]), _column_index(match[1])) for match in _EMPTY_FORMULA.finditer(text)]


def _path_of_sheet(packed: zipfile.ZipFile, sheet: str) -> str:
    names = set(packed.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return ""
    wanted = ""
    for tag in _SHEET.findall(packed.read("xl/workbook.xml")):
        if _attribute(tag, rb"name") == sheet:
            wanted = _attribute(tag, rb"\w+:id")
    for tag in _RELATION.findall(packed.read("xl/_rels/workbook.xml.rels")):
        if wanted and _attribute(tag, rb"Id") == wanted:
            target = _attribute(tag, rb"Target")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return path if path in names else ""
    return ""


def _attribute(tag: bytes, name: bytes) -> str:
    from html import unescape

    match = re.search(rb"\s" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return unescape((match[1] or match[2] or b"").decode("utf-8", "replace")) if match else ""


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


if __name__ == "__main__":
    main()

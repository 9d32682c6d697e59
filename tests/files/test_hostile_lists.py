"""Files that are no staff lists, or are made to do harm: each is refused in little time and memory, with its reason."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from tui_app.domain.errors import DomainError
from tui_app.files.staff_lists.reading import read_staff_list

CASES = Path(__file__).parents[1] / "staff_cases"
MEMORY_MIB = 200
CPU_SECONDS = 6
"""Two seconds on a quiet computer."""

READ = """
import resource, sys
from pathlib import Path
from tui_app.domain.errors import DomainError
from tui_app.files.staff_lists.reading import read_staff_list
try:
    said = str(len(read_staff_list(Path(sys.argv[1])).rows))
except DomainError as error:
    said = error.code.removeprefix("staff_list_")
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
# ru_maxrss of a process begins with what the process that started it has used
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(said, max(own, used[1].ru_maxrss) // 1024, sum(one.ru_utime + one.ru_stime for one in used))
"""


def workbook(cell: str = "A3") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Navn", "Nr"], ["Ola Li", 1]):
        sheet.append(row)
    sheet[cell] = "Siv"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_member(content: bytes, name: str, chunks: Iterable[bytes]) -> bytes:
    """A packed file with one member replaced."""
    packed, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for member in packed.namelist():
            if member != name:
                made.writestr(member, packed.read(member))
        with made.open(name, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)
    return out.getvalue()


def entities() -> bytes:
    """XML in which each entity is ten of the one before."""
    names = "abcdefghij"
    rules = [f'<!ENTITY a "{"x" * 50}">']
    rules += [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)]
    start = f'<?xml version="1.0"?><!DOCTYPE x [{"".join(rules)}]>'
    cell = '<c r="A1" t="inlineStr"><is><t>&j;</t></is></c>'
    return f"{start}<worksheet><sheetData><row r='1'>{cell}</row></sheetData></worksheet>".encode()


def repeated() -> bytes:
    """A spreadsheet of OpenDocument with one cell repeated over all rows and columns."""
    content = (CASES / "opendocument" / "list.ods").read_bytes()
    text = zipfile.ZipFile(io.BytesIO(content)).read("content.xml").decode()
    row = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
    )
    return with_member(content, "content.xml", [text.replace("</table:table>", row, 1).encode()])


def sheet(rows: bytes, merged: bytes = b"") -> bytes:
    """A sheet with these rows."""
    merges = b'<mergeCells><mergeCell ref="' + merged + b'"/></mergeCells>' if merged else b""
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return start + rows + b"</sheetData>" + merges + b"</worksheet>"


def deep(depth: int) -> bytes:
    """A row whose text is inside so many tags."""
    return b'<row><c t="inlineStr"><is>' + b"<r>" * depth + b"<t>x</t>" + b"</r>" * depth + b"</is></c></row>"


NAMED = b"".join(b'<row><c t="inlineStr"><is><t>' + text + b"</t></is></c></row>" for text in (b"Navn", b"Ola Li"))
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHEET = "xl/worksheets/sheet1.xml"
MEBIBYTE = 1024 * 1024
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a packed giant": (
        "unpacks_too_large",
        lambda: with_member(workbook(), SHEET, [b" " * MEBIBYTE] * 300),
    ),
    "a packed giant of texts": (
        "unpacks_too_large",
        lambda: with_member(workbook(), "xl/sharedStrings.xml", [b"<si><t>x</t></si>" * 60_000] * 100),
    ),
    "entities of entities": ("unreadable", lambda: with_member(workbook(), SHEET, [entities()])),
    "a cell in the last corner": ("unpacks_too_large", lambda: workbook("XFD1048576")),
    "a cell far to the right": ("unpacks_too_large", lambda: workbook("XFD3000")),
    "a repeated cell": ("unreadable", repeated),
    "a long line": ("long_line", lambda: b"Navn;Nr\n" + b"x" * (30 * MEBIBYTE)),
    "a line of 100 MB": ("too_large", lambda: b"Navn;Nr\n" + b"x" * 100_000_000),
    "many cells": ("long_line", lambda: (b";" * MEBIBYTE + b"\n") * 30),
    "many lines": ("too_large", lambda: b"Navn\n" + b"O\n" * 15_000_000),
    "an open quotation mark": ("too_large", lambda: b'Navn;Nr\n"' + b"x\n" * 15_000_000),
    "a web page": ("html", lambda: b"\xef\xbb\xbf\r\n<html><table><tr><td>Navn</td></tr></table>"),
    "a web archive": ("html", lambda: b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n"),
    "a web archive with a sender": (
        "html",
        lambda: b"From: <Saved by Excel>\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>",
    ),
    "a web page in UTF-16": ("html", lambda: "<html><table><tr><td>Navn</td></tr></table>".encode("utf-16")),
    "an XML workbook in UTF-16": ("xml", lambda: '<?xml version="1.0"?><Workbook/>'.encode("utf-16")),
    "half a workbook": ("unreadable", lambda: workbook()[:2000]),
    "a workbook without its end": ("unreadable", lambda: workbook()[:-30]),
    "an empty packed file": ("unreadable", lambda: b"PK\x05\x06" + bytes(18)),
    "another packed file": ("unreadable", lambda: b"7z\xbc\xaf'\x1c" + b"x" * 100),
    "a letter": ("unreadable", lambda: b"{\\rtf1\\ansi Navn}"),
    "a picture": ("nul", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50),
    "JSON": ("unreadable", lambda: b'[{"name": "Ola"}, {"name": "Siv"}]'),
    "an old workbook of noise": ("unreadable", lambda: OLE + bytes(range(256)) * 400),
    "a workbook with a password": ("protected", lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
    "a million formatted rows": (
        "unpacks_too_large",
        lambda: with_member(workbook(), SHEET, [sheet(b"<row><c s='1'/></row>" * 1_048_576)]),
    ),
    "all cells merged": ("1", lambda: with_member(workbook(), SHEET, [sheet(NAMED, b"A1:XFD1048576")])),
    "tags in tags": (
        "2",
        lambda: with_member(workbook(), SHEET, [sheet(NAMED + deep(200_000))]),
    ),
    "16,384 columns": ("1", lambda: ("Navn" + ";k" * 16_383 + "\nOla Li" + ";v" * 16_383).encode()),
    "a cell of a megabyte of accents": ("2", lambda: ("Navn;Nr\nO" + "\u0301" * 50_000 + ";1\nSiv;2\n").encode()),
    "a cell of many words": ("2", lambda: b"Navn;Nr\n" + b"Ola " * 40_000 + b";1\nSiv;2\n"),
    "quotation marks": ("1", lambda: b"Navn;Nr\n" + b'""""' * 40_000 + b"\n"),
    "an XML workbook": ("xml", lambda: b'<?xml version="1.0"?><Workbook/>'),
    "a PDF": ("pdf", lambda: b"%PDF-1.7\n"),
    "a NUL": ("nul", lambda: b"Navn;Nr\nOla\0;1\n"),
    "noise": ("nul", lambda: bytes(range(256)) * 40_000),
    "nothing": ("empty", lambda: b""),
    "an empty sheet": ("empty", lambda: with_member(workbook(), SHEET, [b"<worksheet><sheetData/></worksheet>"])),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells how much memory was used")
@pytest.mark.parametrize("name", FILES)
def test_what_is_no_list_is_refused_in_little_time_and_memory(name: str, tmp_path: Path) -> None:
    wanted, make = FILES[name]
    path = tmp_path / "liste.xls"
    path.write_bytes(make())
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    said, memory, seconds = done.stdout.split()
    assert said == wanted
    assert int(memory) <= MEMORY_MIB
    assert float(seconds) <= CPU_SECONDS


def not_a_file(folder: Path, kind: str) -> Path:
    path = folder / "liste.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link to itself":
        path.symlink_to(path)
    elif kind == "link to nothing":
        path.symlink_to(folder / "borte.csv")
    else:
        return Path(kind)
    return path


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="such files are of Linux")
@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        *(
            ("folder", "unreadable"),
            ("pipe", "unreadable"),
            ("link to itself", "missing"),
            ("link to nothing", "missing"),
        ),
        *(("/dev/zero", "unreadable"), ("/dev/stdin", "unreadable"), ("/proc/self/mem", "unreadable")),
        *(("x" * 5000, "unreadable"), ("a\0b", "missing"), ("", "unreadable")),
    ],
)
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, kind: str, wanted: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_staff_list(not_a_file(tmp_path, kind))
    assert refused.value.code == f"staff_list_{wanted}"


@pytest.mark.skipif(not os.access("/proc/kmsg", os.R_OK), reason="the system's own log is of Linux, and private")
def test_a_log_that_never_ends_is_not_waited_for() -> None:
    with suppress(DomainError):  # the system may have written something meanwhile
        read_staff_list(Path("/proc/kmsg"))

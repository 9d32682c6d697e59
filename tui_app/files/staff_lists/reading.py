"""Reads a staff list from a file of any kind into a table of text."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from tui_app.domain.errors import DomainError
from tui_app.domain.staff_list.findings import Finding, FindingKind, Level
from tui_app.domain.staff_list.table import StaffTable
from tui_app.files.bounded_read import read_at_most
from tui_app.files.staff_lists.delimited import SPREADSHEET_LAST_ROW, read_delimited
from tui_app.files.staff_lists.encodings import decode, repair_garbled

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_LINE_BYTES = 200 * 1024
"""No row of a staff list is as long; a line that is comes from something else."""

_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The first bytes of old Excel files, and of new ones with a password."""
_START = 4096
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"<div")

_OTHER_SIGNATURES = (
    *(b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
    *(b"{\\rtf", b"ID;P"),
)
"""The first bytes of packed files, letters and SYLK; most others have NUL characters, which are told."""


def read_staff_list(path: Path, sheet: str = "") -> StaffTable:
    """The staff list in a text file or workbook; kind, encoding, sheet and delimiter are detected.

    Lines above the headings are skipped. Rows are numbered as a spreadsheet numbers them.

    Args:
        sheet: the sheet of a workbook; empty to choose the one that looks most like a list.

    Raises:
        DomainError: `staff_list_missing`, `staff_list_unreadable` and others that begin so, each with the path.
    """
    try:
        table = _parse(read_at_most(path, MAX_FILE_BYTES + 1), sheet)
    except FileNotFoundError as error:
        raise DomainError("staff_list_missing", path=path) from error
    except OSError as error:
        raise DomainError("staff_list_unreadable", path=path) from error
    except DomainError as error:
        error.values.setdefault("path", path)
        raise
    return replace(table, name=path.name)


def _parse(content: bytes, sheet: str) -> StaffTable:
    if len(content) > MAX_FILE_BYTES:
        raise DomainError("staff_list_too_large")
    if content.startswith(_OLE_SIGNATURE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise DomainError("staff_list_protected")
        return _read_workbook(content, "Excel 97–2003 (.xls)", sheet)
    if content.startswith(b"PK\x03\x04"):
        is_open_document = b"opendocument.spreadsheet" in content[:200]
        return _read_workbook(content, "OpenDocument (.ods)" if is_open_document else "", sheet)
    _refuse_other_kinds(content)
    text, encoding = decode(content)
    text, example, better = repair_garbled(text)
    findings = []
    if encoding:
        findings.append(Finding(FindingKind.ENCODING, Level.NOTICE, values={"text": encoding}))
    if example:
        values = {"text": example, "better": better}
        findings.append(Finding(FindingKind.GARBLED_TEXT, Level.ASKED, values=values))
    return replace(read_delimited(text), findings=tuple(findings))


def _read_workbook(content: bytes, kind: str, sheet: str) -> StaffTable:
    from tui_app.files.staff_lists.workbooks import read_workbook

    return read_workbook(content, kind, sheet)


def _beginning(content: bytes) -> bytes:
    """The beginning of a text in lower case, without marks and spaces before it; of UTF-16 only what is ASCII."""
    start = content[:_START]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<\0" in start[:4] or b"\0<" in start[:4]:
        start = start.lstrip(b"\xff\xfe").replace(b"\0", b"")
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()


def _refuse_other_kinds(content: bytes) -> None:
    """Say what a file is that is no list of text.

    Raises:
        DomainError: what it is.
    """
    start = _beginning(content)
    if content.startswith(b"%PDF"):
        raise DomainError("staff_list_pdf")
    if content.startswith(_OTHER_SIGNATURES) or start.startswith((b"[{", b'{"')):
        raise DomainError("staff_list_unreadable")
    if start.startswith(b"mime-version:") or (start.startswith(b"from:") and b"multipart/" in start):
        raise DomainError("staff_list_html")
    if start.startswith(_HTML) or (start.startswith(b"<") and b"<html" in start):
        raise DomainError("staff_list_html")
    if start.startswith((b"<?xml", b"<workbook")):
        raise DomainError("staff_list_html" if b"html" in start else "staff_list_xml")
    if content.count(b"\n") > SPREADSHEET_LAST_ROW or content.count(b"\r") > SPREADSHEET_LAST_ROW:
        raise DomainError("staff_list_too_large")
    position = 0
    while position + MAX_LINE_BYTES < len(content):
        end = position + MAX_LINE_BYTES
        last = max(content.rfind(b"\n", position, end), content.rfind(b"\r", position, end))
        if last < position:
            raise DomainError("staff_list_long_line")
        position = last + 1

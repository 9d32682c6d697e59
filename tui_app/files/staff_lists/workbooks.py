"""Read workbooks of Excel and LibreOffice, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from tui_app.domain.errors import DomainError
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.findings import Finding, FindingKind, Level
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.layout import build_table, fitness
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.files.staff_lists import workbook_process

_SECONDS = 120
"""Longest time that a workbook of the largest size takes on a slow computer."""
_OUTCOMES = frozenset({"done", "too_large", "unpacks_too_large", "protected", "unreadable"})


class _Sheet(Struct, frozen=True):
    """A visible sheet.

    Attributes:
        empty_formulas: row and column index of formulas without a value.
    """

    name: str
    rows: Sequence[StaffTableRow]
    empty_formulas: Sequence[tuple[int, int]]


def read_workbook(content: bytes, kind: str, wanted: str = "") -> StaffTable:
    """The staff list in a workbook: the visible sheet that looks most like one.

    Args:
        kind: what to say about the kind of file; empty for an ordinary workbook.
        wanted: the name of a sheet; empty to choose one.

    Raises:
        DomainError: `staff_list_unreadable`, `…_protected`, `…_empty`, `…_too_large`, `…_unpacks_too_large` or
            `staff_list_no_such_sheet`.
    """
    sheets = [sheet for sheet in _sheets(_output(content)) if sheet.rows]
    if wanted:
        named = [sheet for sheet in sheets if sheet.name.casefold() == wanted.casefold()]
        if not named:
            raise DomainError("staff_list_no_such_sheet", sheet=wanted, sheets=", ".join(s.name for s in sheets))
    else:
        named = sheets
    if not named:
        raise DomainError("staff_list_empty")
    sheet = max(named, key=lambda one: fitness(one.rows))
    table = build_table(sheet.rows)
    findings = [Finding(FindingKind.FILE_KIND, Level.NOTICE, values={"text": kind})] if kind else []
    if len(sheets) > 1:
        others = tuple(one.name for one in sheets if one is not sheet)
        findings.append(Finding(FindingKind.SHEET_CHOSEN, Level.NOTICE, column=sheet.name, values={"others": others}))
    findings += _about_formulas(table, sheet.empty_formulas)
    return StaffTable(table.headings, table.rows, tuple(findings))


def _output(content: bytes) -> list[str]:
    try:
        done = subprocess.run(  # noqa: S603 - this program, and nothing that people name
            [sys.executable, "-I", str(Path(workbook_process.__file__))],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise DomainError("staff_list_unpacks_too_large") from error
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    outcome = ""
    if lines and done.returncode == 0:
        outcome = str(json.loads(lines.pop()).get("outcome", ""))
    if outcome not in _OUTCOMES:  # it ran out of memory or time
        raise DomainError("staff_list_unpacks_too_large")
    if outcome != "done":
        raise DomainError(f"staff_list_{outcome}")
    return lines


def _sheets(lines: Sequence[str]) -> list[_Sheet]:
    sheets: list[_Sheet] = []
    rows: list[StaffTableRow] = []
    for line in lines:
        told = json.loads(line)
        if isinstance(told, dict):
            rows = []
            sheets.append(_Sheet(told["sheet"], rows, [(row, column) for row, column in told["formulas"]]))
        else:
            number, cells = told
            if any(cell.strip() for cell in cells):
                rows.append(StaffTableRow(number, tuple(cells)))
    return sheets


def _about_formulas(table: StaffTable, formulas: Sequence[tuple[int, int]]) -> list[Finding]:
    """One finding for each column that counts and has formulas without values."""
    below = {row.number for row in table.rows}
    fields = suggest_columns(table)
    counts: dict[int, int] = {}
    for row, column in formulas:
        if row in below and column < len(fields) and fields[column] is not StaffField.IGNORE:
            counts[column] = counts.get(column, 0) + 1
    return [
        Finding(
            FindingKind.FORMULA_WITHOUT_VALUE,
            Level.VALUE_LEFT_OUT,
            column=table.headings[column],
            values={"count": count},
        )
        for column, count in sorted(counts.items())
    ]

"""A staff list as a table of text, from any kind of file."""

from __future__ import annotations

from dataclasses import dataclass

from tui_app.domain.staff_list.findings import Finding


@dataclass(frozen=True, slots=True)
class StaffTableRow:
    """One row of the table.

    Attributes:
        number: the row number as the file shows it, counting the heading row.
        cells: as many cells as there are headings.
        swallows_rows: an unclosed quotation mark seems to have swallowed the rows that follow.
    """

    number: int
    cells: tuple[str, ...]
    swallows_rows: bool = False


@dataclass(frozen=True, slots=True)
class StaffTable:
    """The rows below the headings.

    Attributes:
        findings: what was decided or lost while the file was read.
        name: the name of the file, without its folder.
    """

    headings: tuple[str, ...]
    rows: tuple[StaffTableRow, ...]
    findings: tuple[Finding, ...] = ()
    name: str = ""

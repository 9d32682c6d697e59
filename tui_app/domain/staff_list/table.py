"""A staff list as a table of text, from any kind of file."""

from __future__ import annotations

from msgspec import Struct

from tui_app.domain.staff_list.findings import Finding


class StaffTableRow(Struct, frozen=True):
    """One row of the table.

    Attributes:
        number: the row number as the file shows it, counting the heading row.
        cells: as many cells as there are headings.
        swallows_rows: an unclosed quotation mark seems to have swallowed the rows that follow.
    """

    number: int
    cells: tuple[str, ...]
    swallows_rows: bool = False


class StaffTable(Struct, frozen=True):
    """The rows below the headings.

    Attributes:
        findings: what was decided or lost while the file was read.
        name: the name of the file, without its folder.
    """

    headings: tuple[str, ...]
    rows: tuple[StaffTableRow, ...]
    findings: tuple[Finding, ...] = ()
    name: str = ""

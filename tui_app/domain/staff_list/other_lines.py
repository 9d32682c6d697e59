"""Tell the lines of a staff list that are no people: totals, sources, headings that are repeated on each page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from tui_app.domain.staff_list.findings import Finding, FindingKind, Level
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.headings import GROUP_SEPARATOR, field_of_heading, heading_key
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.domain.text_normalization import NAME_LIMIT

_JUDGED_ROWS = 500
_COUNTING = re.compile(
    r"(sum|summ?er?t?|delsum|i alt|ialt|total[a-z]*|subtotal|grand total|antall?|antal|count|number of|kilde|kjelde|"
    r"source|utskrevet|skrevet ut|utskrift|printed|generated|generert|rapport|report|end of|oppdatert|updated|"
    r"avdeling|avd|etat|enhet|seksjon|department|division|unit|team|gruppe|region|distrikt)(?![^\W\d_]).*"
    r"|\d+\s+(ansatte?|tilsette?|personer|medarbeidere?|people|persons|employees|staff|rows?|rader|records?|årsverk|stk)"
    r"\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""How lines begin that count people, name a part of the organisation or say where the list is from."""
_UNIT_ENDINGS = (
    *("etat", "etaten", "avdeling", "avdelingen", "avdelinga", "seksjon", "seksjonen", "enhet", "enheten", "eining"),
    *("eininga", "kontor", "kontoret", " stab", "department", "division", "unit", "office"),
)
"""How a line of one cell ends that names a part of the organisation, above its people: «Teknisk etat»."""
_PAGE = re.compile(
    r"(side|page|slutt|merk|note|created|laget|dato|date|per|as of|\*)(?![^\W\d_]).*[\d:*].*", re.IGNORECASE | re.DOTALL
)
"""Lines at the foot of a page. Their first words are also names, so there must be a digit or a colon too."""
_DIVIDER = re.compile(r"[-=_+*:|. ]*")
"""Cells of a line that a program draws between lines."""
_NAME_ORDER = (StaffField.NAME, StaffField.FIRST_NAME, StaffField.LAST_NAME)
_PERSON_FIELDS = (StaffField.EMAIL, StaffField.START_DATE)
"""What no totals line has."""


class OtherLines:
    """Decides row by row, by how full the rows of the list usually are."""

    def __init__(self, table: StaffTable, columns: Sequence[tuple[int, StaffField]]) -> None:
        self.findings: list[Finding] = []
        self._headings = [heading_key(heading) for heading in table.headings]
        self._heading_texts = {
            text.strip().casefold()
            for heading in table.headings
            for text in (heading, heading.rpartition(GROUP_SEPARATOR)[2])
            if text
        }
        self._has_only_names = all(field is StaffField.NAME for _index, field in columns)
        counts = [_filled(row) for row in islice(table.rows, _JUDGED_ROWS)]
        self._usual = sorted(counts)[len(counts) // 2] if counts else 0

    def takes(self, row: StaffTableRow, cells: Mapping[StaffField, str]) -> bool:
        """True if a row is no person; it is noted."""
        if all(_DIVIDER.fullmatch(cell.strip()) for cell in row.cells):
            return True
        if self._repeats_headings(row):
            self.findings.append(Finding(FindingKind.REPEATED_HEADINGS, Level.NOTICE, row.number))
            return True
        if self._is_totals(row, cells) or self._is_heading_on_its_side(cells):
            text = " · ".join(cell.strip() for cell in row.cells if cell.strip())[:NAME_LIMIT]
            self.findings.append(Finding(FindingKind.TOTALS_LINE, Level.NOTICE, row.number, values={"text": text}))
            return True
        return False

    def _repeats_headings(self, row: StaffTableRow) -> bool:
        if not any(cell.strip().casefold() in self._heading_texts for cell in row.cells if cell):
            return False
        compared = [
            (heading, heading_key(cell))
            for heading, cell in zip(self._headings, row.cells, strict=False)
            if cell.strip() and heading
        ]
        same = sum(cell == heading or (bool(cell) and heading.endswith(cell)) for heading, cell in compared)
        return same >= 2 and same * 3 >= len(compared) * 2

    def _is_heading_on_its_side(self, cells: Mapping[StaffField, str]) -> bool:
        """True for «Leder» below «Navn», where nothing else is known: the list has its people side by side."""
        name = cells.get(StaffField.NAME, "")
        return self._has_only_names and field_of_heading(name) is not StaffField.IGNORE

    def _is_totals(self, row: StaffTableRow, cells: Mapping[StaffField, str]) -> bool:
        filled = [cell.strip() for cell in row.cells if cell.strip()]
        if (
            row.swallows_rows
            or len(filled) > max(2, self._usual // 2)
            or any(field in cells for field in _PERSON_FIELDS)
        ):
            return False
        if len(filled) == 1 and self._usual >= 3 and filled[0].casefold().endswith(_UNIT_ENDINGS):
            return True
        begins_so = bool(_COUNTING.fullmatch(filled[0]) or _PAGE.fullmatch(filled[0]))
        name = " ".join(cells[field] for field in _NAME_ORDER if field in cells)
        if begins_so:
            return not _is_like_a_name(name) or bool(_COUNTING.fullmatch(name))
        is_number = any(character.isdigit() for character in cells.get(StaffField.EMPLOYEE_NUMBER, ""))
        return len(filled) == 1 and self._usual >= 3 and not is_number and not _is_like_a_name(name)


def _is_like_a_name(text: str) -> bool:
    """True for two words or more without digits and signs."""
    return len(text.split()) >= 2 and not any(c.isdigit() or c in ":;*/=_" for c in text)


def _filled(row: StaffTableRow) -> int:
    return sum(1 for cell in row.cells if cell and not cell.isspace())

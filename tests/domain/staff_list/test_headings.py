"""What the columns of a staff list contain."""

from __future__ import annotations

import pytest

from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.headings import recognise_columns


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Navn", StaffField.NAME),
        ("ETTERNAVN, FORNAVN", StaffField.NAME),
        ("Ansatt-nr.", StaffField.EMPLOYEE_NUMBER),
        ("employee_id", StaffField.EMPLOYEE_NUMBER),
        ("E-postadresse", StaffField.EMAIL),
        ("Nærmeste leder", StaffField.LEADER),
        ("Leders ansattnummer", StaffField.LEADER_NUMBER),
        ("Manager E-mail", StaffField.LEADER_EMAIL),
        ("Leders navn", StaffField.LEADER_NAME),
        ("Sluttdato", StaffField.END_DATE),
        ("Startdato (dd.mm.åååå)", StaffField.START_DATE),
        ("Ansatt (nr)", StaffField.EMPLOYEE_NUMBER),
        ("E-post leder", StaffField.LEADER_EMAIL),
        ("Leders e-post", StaffField.LEADER_EMAIL),
        ("E-post til nærmeste leder", StaffField.LEADER_EMAIL),
        ("Navn leder", StaffField.LEADER_NAME),
        ("Kostnadssted", StaffField.UNIT),
        ("Skostørrelse", StaffField.IGNORE),
    ],
)
def test_headings_are_recognised(heading: str, field: StaffField) -> None:
    assert recognise_columns([heading]) == (field,)


def test_each_meaning_goes_to_one_column() -> None:
    assert recognise_columns(["Navn", "Name"]) == (StaffField.NAME, StaffField.IGNORE)
    assert recognise_columns(["Kostnadssted", "Avdeling"]) == (StaffField.IGNORE, StaffField.UNIT)
    assert recognise_columns(["Cost center", "Kostnadssted"]) == (StaffField.UNIT, StaffField.IGNORE)

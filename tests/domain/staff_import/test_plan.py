"""What the import of a staff list would do."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.staff_import.staff_lists import TODAY, codes, planned
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.headings import recognise_columns
from tui_app.domain.staff_import.plan import plan_import
from tui_app.domain.staff_import.rows import StaffTable, StaffTableRow, parse_rows


def test_names_are_cleaned_and_put_in_order() -> None:
    made = planned("Navn", "Hansen,  Ola", "Kari\x1b]0;x\x07  Nordmann", "Per Olsen")
    assert [one.name for one in made.people] == ["Ola Hansen", "Kari]0;x Nordmann", "Per Olsen"]
    made = planned("Fornavn | Etternavn", "Ola | Hansen")
    assert [one.name for one in made.people] == ["Ola Hansen"]


def test_each_bad_cell_is_reported_with_its_row() -> None:
    made = planned(
        "Navn | Nr | E-post | Startdato | Sluttdato | Status",
        " | 1 | | | | ",
        "Ola | 2 | | 31.02.2020 | | ",
        "Per | 3 | | 01.02.2020 | 01.01.2020 | ",
        "Pål | 4 | ikke epost | | | ",
        f"{'x' * 121} | 5 | | | | ",
        "Siv | 6 | | | | på månen",
        "God | 7 | god@x.no | 01.02.2020 | | aktiv",
        " | | | | | ",
    )
    assert codes(made) == {
        2: {"empty_name"},
        3: {"unreadable_date"},
        4: {"end_before_start"},
        5: {"not_an_email"},
        6: {"too_long"},
        7: {"unknown_status"},
    }
    assert [one.name for one in made.people] == ["God"]
    assert made.rejected_rows == 6


def test_every_row_of_a_duplicate_is_rejected() -> None:
    made = planned(
        "Navn | Nr | E-post",
        "A | 1 | a@x.no",
        "B | 1 | b@x.no",
        "C | 3 | c@x.no",
        "D | 4 | C@X.no",
        "E | | ",
        "e | 6 | ",
        "F | 7 | ",
        "F | 8 | ",
    )
    assert codes(made) == {
        2: {"duplicate_number"},
        3: {"duplicate_number"},
        4: {"duplicate_email"},
        5: {"duplicate_email"},
        6: {"duplicate_person"},
        7: {"duplicate_person"},
    }
    assert made.problems[0].values["rows"] == (3,)
    assert [one.name for one in made.people] == ["F", "F"]


def test_status_words() -> None:
    known = [
        Person(1, "Per", end_date=date(2025, 1, 1)),
        Person(2, "Pål", end_date=date(2025, 1, 1)),
        Person(3, "Siv"),
    ]
    made = planned("Navn | Status", "Per | sluttet", "Pål | Aktiv", "Siv | Permisjon", "Ny | fratrådt", known=known)
    ends = {one.name: one.values["end_date"] for one in made.people}
    assert ends == {"Per": date(2025, 1, 1), "Pål": None, "Siv": None, "Ny": date(2026, 11, 22)}


@pytest.mark.parametrize(
    ("status", "end"),
    [
        ("Permisjon 50 %", None),
        ("50 % permisjon", None),
        ("Aktiv (fast)", None),
        ("Aktiv fra 1.1.2020", None),
        ("Ikke sluttet", None),
        ("Ikke lenger ansatt", date(2026, 11, 22)),
        ("No longer employed", date(2026, 11, 22)),
        ("Passiv", date(2026, 11, 22)),
        ("Sluttet 31.12.2025", date(2025, 12, 31)),
        ("Sluttet (31.12.2025)", date(2025, 12, 31)),
        ("n/a", None),
    ],
)
def test_statuses_of_several_words(status: str, end: date | None) -> None:
    made = planned("Navn | Status", f"Per | {status}")
    assert not made.problems
    assert made.people[0].values["end_date"] == end


def test_an_unknown_status_is_reported_once_with_its_rows() -> None:
    made = planned("Navn | Status", "A | Fast stilling sluttet", "B | aktiv", "C | FAST STILLING SLUTTET", "D | tull")
    assert [(one.row, one.code.value, one.values["rows"]) for one in made.problems] == [
        (2, "unknown_status", (2, 4)),
        (5, "unknown_status", (5,)),
    ]
    assert made.rejected_rows == 3


@pytest.mark.parametrize("end", ["2999-12-31", "31.12.9999", "31.12.2999"])
def test_an_end_in_the_far_future_means_no_end(end: str) -> None:
    known = [Person(1, "Per", end_date=date(2025, 1, 1)), Person(2, "Siv", end_date=date(2030, 1, 1))]
    made = planned("Navn | Slutt | Status", f"Per | {end} | ", f"Siv | {end} | ", f"Ny | {end} | sluttet", known=known)
    assert [one.values["end_date"] for one in made.people] == [None, None, date(2026, 11, 22)]


def test_a_row_that_swallowed_others_is_rejected() -> None:
    listed = StaffTable(("Navn",), (StaffTableRow(2, ("Per;2 Pål;3",), swallows_rows=True), StaffTableRow(3, ("Siv",))))
    made = plan_import(parse_rows(listed, recognise_columns(listed.headings), TODAY), [], TODAY)
    assert codes(made) == {2: {"rows_together"}}

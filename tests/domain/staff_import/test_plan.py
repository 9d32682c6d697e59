"""What the import of a staff list would do."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.staff_import.staff_lists import TODAY, kinds, levels, planned
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.plan import ImportContext
from tui_app.domain.staff_import.prepare import ListReview, plan_list
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow


def test_names_are_cleaned_and_put_in_order() -> None:
    made = planned("Navn", "Hansen,  Ola", "Kari\x1b]0;x\x07  Nordmann", "Per Olsen")
    assert [one.name for one in made.people] == ["Ola Hansen", "Kari]0;x Nordmann", "Per Olsen"]
    made = planned("Fornavn | Etternavn", "Ola | Hansen")
    assert [one.name for one in made.people] == ["Ola Hansen"]


def test_a_fault_costs_only_what_it_must() -> None:
    made = planned(
        "Navn | Nr | E-post | Startdato | Sluttdato | Status | Stilling",
        " | 1 | | | | | Lege",
        "Ola | 2 | | 31.02.2020 | | | Lege",
        "Per | 3 | | 01.02.2020 | 01.01.2020 | | Lege",
        "Pål | 4 | ikke epost | | | | Lege",
        f"{'x' * 121} | 5 | | | | | Lege",
        "Siv | 6 | | | | på månen | Lege",
        "God | 7 | god@x.no | 01.02.2020 | | aktiv | Lege",
        f"Eva | 8 | | | | | {'x' * 121}",
        "B\ufffdrd | 9 | | | | | Lege",
        "Bj?rn | 10 | | | | | Lege",
        f"Lang | {'1' * 41} | | | | | Lege",
        " | | | | | | ",
    )
    assert {row: levels(made, row) for row in kinds(made)} == {
        2: {"unreadable_name": "row_left_out"},
        3: {"bad_date": "value_left_out"},
        4: {"end_before_start": "value_left_out"},
        5: {"bad_email": "value_left_out"},
        6: {"too_long": "row_left_out"},
        7: {"unknown_status": "value_left_out"},
        9: {"too_long": "value_left_out"},
        10: {"garbled_text": "row_left_out"},
        11: {"garbled_text": "row_left_out"},
        12: {"bad_number": "row_left_out"},
    }
    assert [one.name for one in made.people] == ["Ola", "Per", "Pål", "Siv", "God", "Eva"]
    assert made.rows_left_out == 5
    assert all(finding.column for finding in made.findings if finding.level == "value_left_out")


def test_status_words() -> None:
    known = [
        Person(1, "Per", end_date=date(2025, 1, 1)),
        Person(2, "Pål", end_date=date(2025, 1, 1)),
        Person(3, "Siv"),
    ]
    made = planned("Navn | Status", "Per | sluttet", "Pål | Aktiv", "Siv | Permisjon", "Ny | fratrådt", known=known)
    ends = {one.name: one.values["end_date"] for one in made.people}
    assert ends == {"Per": date(2025, 1, 1), "Pål": None, "Siv": None, "Ny": date(2026, 11, 22)}
    assert kinds(made) == {3: {"comes_back"}, 5: {"left_without_a_day"}}


@pytest.mark.parametrize(
    ("status", "end"),
    [
        ("Permisjon 50 %", None),
        ("50 % permisjon", None),
        ("Aktiv (fast)", None),
        ("Aktiv fra 1.1.2020", None),
        ("Ikke sluttet", None),
        ("Leave of absence", None),
        ("Ikke lenger ansatt", date(2026, 11, 22)),
        ("No longer employed", date(2026, 11, 22)),
        ("Involuntarily Terminated", date(2026, 11, 22)),
        ("Terminated for Cause", date(2026, 11, 22)),
        ("Passiv", date(2026, 11, 22)),
        ("Sluttet 31.12.2025", date(2025, 12, 31)),
        ("Sluttet (31.12.2025)", date(2025, 12, 31)),
        ("n/a", None),
    ],
)
def test_statuses_of_several_words(status: str, end: date | None) -> None:
    made = planned("Navn | Status", f"Per | {status}", "Pål | Aktiv", "Siv | Aktiv")
    assert made.people[0].values["end_date"] == end
    assert "unknown_status" not in levels(made, 2)


@pytest.mark.parametrize("status", ["Code 7", "A", "2", "tull", "Aktiv, sluttet", "Pending termination", "1"])
def test_nobody_leaves_by_a_status_that_is_not_understood(status: str) -> None:
    made = planned("Navn | Status", f"Per | {status}", "Pål | Aktiv", "Siv | Aktiv", "Ida | Aktiv")
    assert levels(made, 2) == {"unknown_status": "value_left_out"}
    assert made.people[0].values["end_date"] is None


@pytest.mark.parametrize("end", ["2999-12-31", "31.12.9999", "31.12.2999"])
def test_an_end_in_the_far_future_means_no_end(end: str) -> None:
    known = [Person(1, "Per", end_date=date(2025, 1, 1)), Person(2, "Siv", end_date=date(2030, 1, 1))]
    made = planned("Navn | Slutt | Status", f"Per | {end} | ", f"Siv | {end} | ", f"Ny | {end} | sluttet", known=known)
    assert [one.values["end_date"] for one in made.people] == [None, None, date(2026, 11, 22)]


def test_a_row_that_swallowed_others_is_left_out() -> None:
    listed = StaffTable(("Navn",), (StaffTableRow(2, ("Per;2 Pål;3",), swallows_rows=True), StaffTableRow(3, ("Siv",))))
    made = plan_list(ListReview(listed, suggest_columns(listed)), ImportContext((), TODAY)).plan
    assert levels(made, 2) == {"rows_together": "row_left_out"}
    assert [one.name for one in made.people] == ["Siv"]


def test_rows_are_taken_out_and_corrected() -> None:
    listed = StaffTable(("Navn", "E-post"), tuple(StaffTableRow(n, (f"P{n}", "feil")) for n in (2, 3)))
    review = ListReview(
        listed, suggest_columns(listed), rows_taken_out=frozenset({3}), corrections={(2, 1): "rett@x.no"}
    )
    made = plan_list(review, ImportContext((), TODAY)).plan
    assert [(one.name, one.values["email"]) for one in made.people] == [("P2", "rett@x.no")]
    assert not kinds(made)

"""What a staff list says, and what importing it would do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.cells import parse_cell_date
from tui_app.domain.staff_import.headings import StaffField, recognise_columns
from tui_app.domain.staff_import.plan import ImportChange, ImportPlan, PlannedPerson, plan_import
from tui_app.domain.staff_import.rows import RowProblemCode, StaffTable, StaffTableRow, parse_rows

TODAY = date(2026, 11, 23)


def table(headings: str, *rows: str) -> StaffTable:
    """A table written with bars; row numbers as if the headings were the first row."""
    cells = [tuple(cell.strip() for cell in row.split("|")) for row in rows]
    return StaffTable(
        tuple(cell.strip() for cell in headings.split("|")),
        tuple(StaffTableRow(number, row) for number, row in enumerate(cells, 2)),
    )


def planned(headings: str, *rows: str, known: Sequence[Person] = (), under: int | None = None) -> ImportPlan:
    listed = table(headings, *rows)
    return plan_import(
        parse_rows(listed, recognise_columns(listed.headings), TODAY), known, TODAY, default_leader_id=under
    )


def codes(made: ImportPlan) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for problem in made.problems:
        found.setdefault(problem.row, set()).add(problem.code.value)
    return found


def stored(made: ImportPlan, known: Sequence[Person] = ()) -> list[Person]:
    """Everybody as they would be in the database after the import."""
    people = {person.id: person for person in known}
    ids = {one.key: one.person_id or 1000 + place for place, one in enumerate(made.people)}
    for one in made.people:
        leader_id = one.leader_id if one.leader_key is None else ids[one.leader_key]
        people[ids[one.key]] = Person(id=ids[one.key], leader_id=leader_id, **one.values)  # type: ignore[arg-type]
    return list(people.values())


def named(made: ImportPlan, name: str) -> PlannedPerson:
    return next(one for one in made.people if one.name == name)


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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15.03.2020", date(2020, 3, 15)),
        ("5.3.20", date(2020, 3, 5)),
        ("5.3.87", date(1987, 3, 5)),
        ("2020-03-15", date(2020, 3, 15)),
        ("15/03/2020", date(2020, 3, 15)),
        ("2020-03-15T00:00:00", date(2020, 3, 15)),
        ("2020-03-15 08:30:00+01:00", date(2020, 3, 15)),
        ("15.03.2020 00:00", date(2020, 3, 15)),
        ("20200315", date(2020, 3, 15)),
        ("03/31/2020", None),
        ("31.02.2020", None),
        ("snart", None),
        ("15.3", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert parse_cell_date(text, TODAY) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_not(text: str) -> None:
    day = parse_cell_date(text, TODAY)
    assert day is None or day.year >= 1900


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


def test_duplicates_are_refused_in_every_row() -> None:
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


def test_an_unknown_status_is_told_once_with_its_rows() -> None:
    made = planned("Navn | Status", "A | Fast stilling sluttet", "B | aktiv", "C | FAST STILLING SLUTTET", "D | tull")
    assert [(one.row, one.code.value, one.values["rows"]) for one in made.problems] == [
        (2, "unknown_status", (2, 4)),
        (5, "unknown_status", (5,)),
    ]
    assert made.rejected_rows == 3


@pytest.mark.parametrize("end", ["2999-12-31", "31.12.9999", "31.12.2999"])
def test_a_far_end_is_no_end(end: str) -> None:
    known = [Person(1, "Per", end_date=date(2025, 1, 1)), Person(2, "Siv", end_date=date(2030, 1, 1))]
    made = planned("Navn | Slutt | Status", f"Per | {end} | ", f"Siv | {end} | ", f"Ny | {end} | sluttet", known=known)
    assert [one.values["end_date"] for one in made.people] == [None, None, date(2026, 11, 22)]


def test_zeros_that_a_spreadsheet_dropped_do_not_matter() -> None:
    for stored_as, said in (("123", "00123"), ("00123", "123")):
        known = [Person(1, "Ola", employee_number=stored_as)]
        made = planned("Navn | Nr | Leders nr", f"Ole | {said} | ", "Per | 4 | 0123", known=known)
        assert not made.problems
        assert (made.people[0].person_id, made.people[0].values["employee_number"]) == (1, "00123")
        assert made.people[1].leader_id == 1
    assert codes(planned("Navn | Nr", "A | 7", "B | 007")) == {2: {"duplicate_number"}, 3: {"duplicate_number"}}
    both = [Person(1, "A", employee_number="7"), Person(2, "B", employee_number="007")]
    assert planned("Navn | Nr", "Ny | 007", known=both).people[0].person_id == 2
    assert codes(planned("Navn | Nr", "Ny | 07", known=both)) == {2: {"ambiguous_person"}}


def test_two_people_never_get_one_address() -> None:
    known = [Person(1, "Q", employee_number="1", email="før@x.no"), Person(2, "S", employee_number="2")]
    headings = "Navn | Nr | E-post | Startdato"
    for rows, bad in (
        (["Q | 1 |  | ", "R | 3 | FØR@x.no | "], {3: {"email_of_another"}}),
        (["S | 2 | før@x.no | "], {2: {"email_of_another"}}),
        (["Q | 1 | ny@x.no | ", "S | 2 | før@x.no | "], {}),
        (["Q | 1 | ny@x.no | tull", "S | 2 | før@x.no | "], {2: {"unreadable_date"}, 3: {"email_of_another"}}),
    ):
        assert codes(planned(headings, *rows, known=known)) == bad
    made = planned(
        "Navn | Nr | E-post | Startdato | Leders e-post",
        "Q | 1 | ny@x.no | tull | ",
        "R | 3 | | | før@x.no",
        known=known,
    )
    assert codes(made) == {2: {"unreadable_date"}, 3: {"email_of_another"}}


def test_a_row_that_holds_others_is_refused() -> None:
    listed = StaffTable(("Navn",), (StaffTableRow(2, ("Per;2 Pål;3",), swallows_rows=True), StaffTableRow(3, ("Siv",))))
    made = plan_import(parse_rows(listed, recognise_columns(listed.headings), TODAY), [], TODAY)
    assert codes(made) == {2: {"rows_together"}}


def test_people_are_found_again_by_number_then_email_then_name() -> None:
    known = [
        Person(1, "Ola Hansen", employee_number="10", email="ola@x.no"),
        Person(2, "Kari Olsen", email="kari@x.no"),
        Person(3, "Åse Li"),
        Person(4, "Per Berg", employee_number="40"),
    ]
    made = planned(
        "Navn | Nr | E-post",
        "Ola Nytt | 10 | ",
        "Kari Nytt | 20 | KARI@x.no",
        "ÅSE LI | 30 | ase@x.no",
        "Per Berg | 41 | ",
        known=known,
    )
    assert [(one.person_id, one.change) for one in made.people] == [
        (1, ImportChange.UPDATE),
        (2, ImportChange.UPDATE),
        (3, ImportChange.UPDATE),
        (None, ImportChange.CREATE),
    ]
    assert named(made, "Ola Nytt").values["email"] == "ola@x.no"  # the empty cell keeps it


def test_two_people_of_one_name_are_not_guessed_between() -> None:
    known = [Person(1, "Ola Hansen", title="Lege"), Person(2, "Ola Hansen", title="Vaktmester")]
    made = planned("Navn", "Ola Hansen", known=known)
    assert codes(made) == {2: {"ambiguous_person"}}
    assert made.problems[0].values["candidates"] == ("Ola Hansen (Lege)", "Ola Hansen (Vaktmester)")
    made = planned("Navn | Nr", "Ola Hansen | 1", "Ola Hansen | 2", known=known[:1])
    assert codes(made) == {2: {"ambiguous_person"}, 3: {"ambiguous_person"}}


def test_own_leader_and_rows_below_a_bad_row() -> None:
    made = planned("Navn | Leder", "A | A", "B | A", "C | B", "D | ")
    assert codes(made) == {2: {"own_leader"}, 3: {"leader_has_problem"}, 4: {"leader_has_problem"}}
    assert [one.name for one in made.people] == ["D"]


def test_circles_through_people_outside_the_list() -> None:
    known = [Person(1, "A", leader_id=None), Person(2, "B", leader_id=1), Person(3, "C", leader_id=2)]
    assert codes(planned("Navn | Leder", "A | C", known=known)) == {2: {"leader_circle"}}


def test_leaving_bad_rows_out_makes_no_circle() -> None:
    """B would move from under A, but cannot; then A cannot stand under X, who stands under B."""
    known = [Person(1, "A"), Person(2, "B", leader_id=1), Person(3, "X", leader_id=2), Person(4, "C")]
    made = planned("Navn | Leder | Startdato", "A | X | ", "B | C | tull", known=known)
    assert codes(made) == {2: {"leader_circle"}, 3: {"unreadable_date"}}


@given(st.integers(2, 30), st.integers(0, 10), st.randoms(use_true_random=False))
def test_circles_of_any_length_are_found(length: int, tail: int, chance: random.Random) -> None:
    rows = [f"P{n} | P{(n + 1) % length}" for n in range(length)]
    rows += [f"T{n} | {'P0' if n == 0 else f'T{n - 1}'}" for n in range(tail)] + ["Fri | "]
    chance.shuffle(rows)
    made = planned("Navn | Leder", *rows)
    assert [one.name for one in made.people] == ["Fri"]
    assert sum(problem.code is RowProblemCode.LEADER_CIRCLE for problem in made.problems) == length

"""What a staff list says, and what importing it would do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.records import Person
from tui_app.domain.staff_list import StaffField, StaffProblem, Table, TableRow, read_date, read_rows, recognise
from tui_app.domain.staff_plan import Change, PlannedPerson, StaffPlan, plan

TODAY = date(2026, 11, 23)


def table(headings: str, *rows: str) -> Table:
    """A table written with bars; row numbers as if the headings were the first row."""
    cells = [tuple(cell.strip() for cell in row.split("|")) for row in rows]
    return Table(
        tuple(cell.strip() for cell in headings.split("|")),
        tuple(TableRow(number, row) for number, row in enumerate(cells, 2)),
    )


def planned(headings: str, *rows: str, known: Sequence[Person] = (), under: int | None = None) -> StaffPlan:
    listed = table(headings, *rows)
    return plan(read_rows(listed, recognise(listed.headings), TODAY), known, TODAY, under=under)


def codes(made: StaffPlan) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for problem in made.problems:
        found.setdefault(problem.row, set()).add(problem.code.value)
    return found


def stored(made: StaffPlan, known: Sequence[Person] = ()) -> list[Person]:
    """Everybody as they would be in the database after the import."""
    people = {person.id: person for person in known}
    ids = {one.key: one.person_id or 1000 + place for place, one in enumerate(made.people)}
    for one in made.people:
        leader_id = one.leader_id if one.leader_key is None else ids[one.leader_key]
        people[ids[one.key]] = Person(id=ids[one.key], leader_id=leader_id, **one.values)  # type: ignore[arg-type]
    return list(people.values())


def named(made: StaffPlan, name: str) -> PlannedPerson:
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
        ("Skostørrelse", StaffField.IGNORE),
    ],
)
def test_headings_are_recognised(heading: str, field: StaffField) -> None:
    assert recognise([heading]) == (field,)


def test_each_meaning_goes_to_one_column() -> None:
    assert recognise(["Navn", "Name"]) == (StaffField.NAME, StaffField.IGNORE)


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
    assert read_date(text, TODAY) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_not(text: str) -> None:
    day = read_date(text, TODAY)
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
    assert made.left_out == 6


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
        (1, Change.UPDATE),
        (2, Change.UPDATE),
        (3, Change.UPDATE),
        (None, Change.CREATE),
    ]
    assert named(made, "Ola Nytt").values["email"] == "ola@x.no"  # the empty cell keeps it


def test_two_people_of_one_name_are_not_guessed_between() -> None:
    known = [Person(1, "Ola Hansen", title="Lege"), Person(2, "Ola Hansen", title="Vaktmester")]
    made = planned("Navn", "Ola Hansen", known=known)
    assert codes(made) == {2: {"ambiguous_person"}}
    assert made.problems[0].values["candidates"] == ("Ola Hansen (Lege)", "Ola Hansen (Vaktmester)")
    made = planned("Navn | Nr", "Ola Hansen | 1", "Ola Hansen | 2", known=known[:1])
    assert codes(made) == {2: {"ambiguous_person"}, 3: {"ambiguous_person"}}


def test_leaders_by_number_email_and_name_further_down_or_in_the_database() -> None:
    known = [Person(7, "Sjef Sjefsen", employee_number="70")]
    made = planned(
        "Navn | Nr | E-post | Leder",
        "A | 1 | | 4",
        "B | 2 | | d@x.no",
        "C | 3 | | Dahl, Dina",
        "Dina Dahl | 4 | d@x.no | 70",
        known=known,
    )
    assert not made.problems
    dina = named(made, "Dina Dahl")
    assert {named(made, name).leader_key for name in "ABC"} == {dina.key}
    assert dina.leader_id == 7


def test_a_leader_who_is_nowhere_is_created_and_told() -> None:
    made = planned("Navn | Leder", "A | Ny Leder", "B | ny leder", "C | A")
    assert [(notice.code.value, notice.rows, notice.values["name"]) for notice in made.notices] == [
        ("leader_created", (2, 3), "Ny Leder")
    ]
    assert named(made, "Ny Leder").change is Change.CREATE
    assert named(made, "A").leader_key == named(made, "B").leader_key == named(made, "Ny Leder").key


def test_a_new_leader_for_somebody_without_one_is_a_change() -> None:
    made = planned("Navn | Leder", "A | Ny Leder", known=[Person(1, "A")])
    assert named(made, "A").changed == ("leader_id",)


def test_a_number_alone_cannot_become_a_leader() -> None:
    assert codes(planned("Navn | Leder", "A | 99")) == {2: {"unknown_leader"}}
    made = planned("Navn | Leders nr | Leders navn", "A | 99 | Siv Sjef", "B | | Siv Sjef")
    assert named(made, "Siv Sjef").values["employee_number"] == "99"
    assert named(made, "A").leader_key == named(made, "B").leader_key


def test_an_ambiguous_leader_is_told_with_the_candidates() -> None:
    made = planned("Navn | Nr | Leder", "Ola | 1 | ", "Ola | 2 | ", "Per | 3 | Ola")
    assert codes(made) == {4: {"ambiguous_leader"}}
    assert made.problems[0].values["candidates"] == ("Ola (1)", "Ola (2)")


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
    assert sum(problem.code is StaffProblem.LEADER_CIRCLE for problem in made.problems) == length


ROW = st.tuples(
    st.sampled_from(["Ola", "Kari", "Åse Li", "Li, Åse", "Per", ""]),
    st.sampled_from(["", "1", "2", "3", "4"]),
    st.sampled_from(["", "a@x.no", "b@x.no", "c@x.no"]),
    st.sampled_from(["", "1", "9", "a@x.no", "Ola", "Kari", "Ny"]),
    st.sampled_from(["", "aktiv", "sluttet"]),
)
ROWS = st.lists(ROW, max_size=7).map(lambda rows: [" | ".join(row) for row in rows])
HEADINGS = "Navn | Nr | E-post | Leder | Status"
KNOWN = st.sampled_from(
    [
        [],
        [Person(1, "Ola"), Person(2, "Kari", leader_id=1, employee_number="1")],
        [Person(1, "Ola", leader_id=2, email="b@x.no"), Person(2, "Per"), Person(3, "Per", employee_number="3")],
    ]
)


@given(ROWS, KNOWN)
def test_twice_changes_nothing_and_nobody_stands_in_a_circle(rows: list[str], known: list[Person]) -> None:
    first = planned(HEADINGS, *rows, known=known)
    after = stored(first, known)
    numbers = [person.employee_number for person in after if person.employee_number]
    assert len(numbers) == len(set(numbers))
    leaders = {person.id: person.leader_id for person in after}
    for start, first_above in leaders.items():
        above, steps = first_above, 0
        while above is not None:
            assert above != start
            above, steps = leaders[above], steps + 1
            assert steps <= len(leaders)
    if not first.problems:
        second = planned(HEADINGS, *rows, known=after)
        assert not second.problems
        assert {one.change for one in second.people} <= {Change.UNCHANGED}
        assert not second.notices


@given(ROWS, KNOWN, st.randoms(use_true_random=False))
def test_row_order_does_not_matter(rows: list[str], known: list[Person], chance: random.Random) -> None:
    def essence(made: StaffPlan, listed: list[str]) -> object:
        return (
            sorted((listed[problem.row - 2], problem.code.value) for problem in made.problems),
            sorted((one.name, one.change, one.person_id or 0, one.leader_name) for one in made.people),
        )

    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert essence(planned(HEADINGS, *rows, known=known), rows) == essence(
        planned(HEADINGS, *shuffled, known=known), shuffled
    )

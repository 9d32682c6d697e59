"""Whom a staff list means by its leaders, and that a second import changes nothing."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.staff_import.staff_lists import codes, named, planned, stored
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.plan import ImportChange, ImportPlan
from tui_app.domain.staff_import.rows import RowProblem, RowProblemCode


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


def test_a_leader_who_is_not_listed_or_stored_is_created_and_reported() -> None:
    made = planned("Navn | Leder", "A | Ny Leder", "B | ny leder", "C | A")
    assert [(notice.code.value, notice.rows, notice.values["name"]) for notice in made.notices] == [
        ("leader_created", (2, 3), "Ny Leder")
    ]
    assert named(made, "Ny Leder").change is ImportChange.CREATE
    assert named(made, "A").leader_key == named(made, "B").leader_key == named(made, "Ny Leder").key


def test_a_first_leader_is_a_change() -> None:
    made = planned("Navn | Leder", "A | Ny Leder", known=[Person(1, "A")])
    assert named(made, "A").changed == ("leader_id",)


def test_a_number_alone_cannot_become_a_leader() -> None:
    assert codes(planned("Navn | Leder", "A | 99")) == {2: {"unknown_leader"}}
    made = planned("Navn | Leders nr | Leders navn", "A | 99 | Siv Sjef", "B | | Siv Sjef")
    assert named(made, "Siv Sjef").values["employee_number"] == "99"
    assert named(made, "A").leader_key == named(made, "B").leader_key


def test_an_ambiguous_leader_is_reported_with_the_candidates() -> None:
    made = planned("Navn | Nr | Leder", "Ola | 1 | ", "Ola | 2 | ", "Per | 3 | Ola")
    assert codes(made) == {4: {"ambiguous_leader"}}
    assert made.problems[0].values["candidates"] == ("Ola (1)", "Ola (2)")


@pytest.mark.parametrize(
    "cell",
    [
        "Kari Berg (1001)",
        "Berg, Kari (1001)",
        "Kari Berg (ansattnr. 1001)",
        "1001 Kari Berg",
        "1001 - Kari Berg",
        "Kari Berg, 1001",
        "Kari Berg <kari@x.no>",
        "kari@x.no (Kari Berg)",
        "1001 kari@x.no",
        "CN=Kari Berg,OU=Ansatte,DC=x",
        "CN=Berg\\, Kari,OU=Ansatte,DC=x",
        "(1001)",
        "01001",
    ],
)
@pytest.mark.parametrize("heading", ["Leder", "Leders navn", "Leders nr"])
def test_a_cell_of_several_parts_names_one_leader(cell: str, heading: str) -> None:
    made = planned(f"Navn | Nr | E-post | {heading}", f"Ola | 5 | | {cell}", "Kari Berg | 1001 | kari@x.no | ")
    assert not made.problems
    assert not made.notices
    assert named(made, "Ola").leader_name == "Kari Berg"


@pytest.mark.parametrize("cell", ["1001 Kari B. Berg", "1001 Kari Hansen", "Kari Hansen <kari@x.no>"])
def test_a_fuller_or_earlier_name_with_a_number_or_address_is_accepted(cell: str) -> None:
    made = planned("Navn | Nr | E-post | Leder", f"Ola | 5 | | {cell}", "Kari Berg | 1001 | kari@x.no | ")
    assert not made.problems
    assert named(made, "Ola").leader_name == "Kari Berg"


@pytest.mark.parametrize("cell", ["ingen", "none", "NULL", "N/A", "-", "--", "ikke angitt", "(tom)", "Ingen leder"])
def test_words_for_nobody_mean_no_leader(cell: str) -> None:
    made = planned("Navn | Leder", f"Ola | {cell}")
    assert [(one.name, one.leader_name) for one in made.people] == [("Ola", "")]


def test_a_name_that_contains_a_number_is_a_name_if_somebody_has_it() -> None:
    made = planned("Navn | Nr | Leder", "Ola | 5 | Team 1001", "Team 1001 | 7 | ", "Per | 1001 | ")
    assert named(made, "Ola").leader_name == "Team 1001"


@pytest.mark.parametrize(
    "leader",
    [
        "1 | | | Per",
        "1 | | | Sjef",
        " | Sjef 001 | | ",
        "1 | | per@x.no | ",
        " | | kari@x.no | Per",
        "9 | | kari@x.no | ",
        " | Kari (1) | | Per",
        " | Kari (2) | | ",
        " | Per <kari@x.no> | | ",
        "1 | 2 | | ",
        " | | annen@x.no | Per",
    ],
)
def test_parts_that_match_different_people_are_reported(leader: str) -> None:
    made = planned(
        "Navn | Nr | E-post | Leders nr | Leder | Leders e-post | Leders navn",
        "Kari | 1 | kari@x.no | | | | ",
        "Per | 2 | per@x.no | | | | ",
        f"Ola | 3 | | {leader}",
    )
    assert codes(made) == {4: {"leader_disagrees"}}
    assert len(str(made.problems[0].values["candidates"])) > 4
    assert not made.notices


def test_a_leader_given_in_several_ways_is_created_once() -> None:
    made = planned(
        "Navn | Leders nr | Leders e-post | Leders navn",
        "A | 0099 | | ",
        "B | 99 | siv@x.no | ",
        "C | | siv@x.no | Siv Sjef",
        "D | | | Siv Sjef",
        "E | 98 | | ",
    )
    assert codes(made) == {6: {"unknown_leader"}}
    siv = named(made, "Siv Sjef")
    assert (siv.values["employee_number"], siv.values["email"]) == ("0099", "siv@x.no")
    assert {named(made, name).leader_key for name in "ABCD"} == {siv.key}
    assert [(notice.rows, notice.values["name"]) for notice in made.notices] == [((2, 3, 4, 5), "Siv Sjef")]


def test_no_second_leader_with_the_same_name_is_created() -> None:
    made = planned("Navn | Leders nr | Leders e-post", "A | 99 | siv@x.no", "B | | siv@y.no")
    assert codes(made) == {3: {"leader_disagrees"}}
    made = planned("Navn | E-post | Leders e-post", "A | | siv@y.no", "Siv | siv@x.no | ")
    assert codes(made) == {2: {"leader_disagrees"}}
    assert made.problems[0].values["candidates"] == ("Siv (siv@x.no)", "Siv (siv@y.no)")


def test_contradictory_references_are_reported_in_every_row() -> None:
    made = planned("Navn | Leders nr | Leders navn", "A | 8 | Siv", "B | 8 | Per", "C | 8 | ", "D | 9 | Eva")
    assert codes(made) == {2: {"leader_disagrees"}, 3: {"leader_disagrees"}, 4: {"leader_disagrees"}}
    for leaders in (("8 | siv@x.no", "9 | siv@y.no"), ("8 | siv@x.no", " | siv@y.no")):
        made = planned("Navn | Leders nr | Leders e-post", "Siv | | ", f"A | {leaders[0]}", f"B | {leaders[1]}")
        assert codes(made) == {3: {"leader_disagrees"}, 4: {"leader_disagrees"}}


@pytest.mark.parametrize(
    ("address", "name"),
    [("kari.berg@x.no", "Kari Berg"), ("kari_berg-olsen2@x.no", "Kari Berg-Olsen"), ("åse@x.no", "Åse")],
)
def test_a_leader_known_only_by_address_is_created_from_it(address: str, name: str) -> None:
    made = planned("Navn | Leders e-post", f"A | {address}")
    assert named(made, name).values["email"] == address
    assert [notice.values["name"] for notice in made.notices] == [name]
    assert codes(planned("Navn | Leders e-post", "A | 1234@x.no")) == {2: {"unknown_leader"}}
    listed = planned("Navn | Leders e-post", f"A | {address}", f"{name} | ")
    assert not listed.notices
    assert named(listed, "A").leader_key == named(listed, name).key


CELL = st.sampled_from
ROW = st.tuples(
    CELL(["Ola", "Kari", "Åse Li", "Li, Åse", "Per", ""]),
    CELL(["", "1", "2", "3", "01", "002"]),
    CELL(["", "a@x.no", "b@x.no", "c@x.no", "kari@x.no"]),
    CELL(["", "", "1", "9", "09", "8", "9 - Kari"]),
    CELL(["", "", "a@x.no", "z@x.no", "kari@x.no", "ola@x.no"]),
    CELL(["", "", "Ola", "Kari", "Ny", "Kari (9)", "Kari <kari@x.no>", "ingen"]),
    CELL(["", "", "1", "9", "ola@x.no", "Ola", "Kari (8)", "Ny", "Ola <z@x.no>", "9, Ola"]),
    CELL(["", "", "aktiv", "sluttet", "tull"]),
)
ROWS = st.lists(ROW, max_size=7).map(lambda rows: [" | ".join(row) for row in rows])
SHARED = (RowProblemCode.UNKNOWN_STATUS,)
"""Problems that are reported once for all their rows."""
HEADINGS = "Navn | Nr | E-post | Leders nr | Leders e-post | Leders navn | Leder | Status"


@st.composite
def stored_people(draw: st.DrawFn) -> list[Person]:
    """Some people, each with their own number and led by one of those before."""
    numbers = draw(st.lists(CELL(["", "", "1", "2", "002", "4"]), max_size=4))
    return [
        Person(
            place,
            draw(CELL(["Ola", "Kari", "Åse Li", "Per"])),
            employee_number="" if number in numbers[: place - 1] else number,
            email=draw(CELL(["", "a@x.no", "b@x.no", "kari@x.no"])),
            leader_id=draw(CELL([None, *range(1, place)])),
            end_date=draw(CELL([None, None, date(2020, 1, 1)])),
        )
        for place, number in enumerate(numbers, 1)
    ]


@given(ROWS, stored_people())
def test_a_second_import_changes_nothing_and_rejects_the_same_rows(rows: list[str], known: list[Person]) -> None:
    first = planned(HEADINGS, *rows, known=known)
    after = stored(first, known)
    second = planned(HEADINGS, *rows, known=after)
    assert {one.change for one in second.people} <= {ImportChange.UNCHANGED}
    assert codes(second).keys() == codes(first).keys()
    assert not second.notices


@given(ROWS, stored_people())
def test_an_import_creates_no_shared_numbers_addresses_or_leader_cycles(rows: list[str], known: list[Person]) -> None:
    after = stored(planned(HEADINGS, *rows, known=known), known)
    numbers = [person.employee_number for person in after if person.employee_number]
    assert len(numbers) == len(set(numbers))
    shared_before = Counter(person.email for person in known)
    for email, count in Counter(person.email for person in after if person.email).items():
        assert count <= max(1, shared_before[email])
    leaders = {person.id: person.leader_id for person in after}
    for start, first_above in leaders.items():
        above, steps = first_above, 0
        while above is not None:
            assert above != start
            above, steps = leaders[above], steps + 1
            assert steps <= len(leaders)


@given(ROWS, stored_people(), st.randoms(use_true_random=False))
def test_row_order_does_not_matter(rows: list[str], known: list[Person], chance: random.Random) -> None:
    def rows_of(problem: RowProblem) -> tuple[int, ...]:
        return cast("tuple[int, ...]", problem.values["rows"]) if problem.code in SHARED else (problem.row,)

    def essence(made: ImportPlan, listed: list[str]) -> object:
        return (
            sorted((listed[row - 2], problem.code.value) for problem in made.problems for row in rows_of(problem)),
            sorted((one.name, one.change, one.person_id or 0, one.leader_name) for one in made.people),
        )

    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert essence(planned(HEADINGS, *rows, known=known), rows) == essence(
        planned(HEADINGS, *shuffled, known=known), shuffled
    )

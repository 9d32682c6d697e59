"""Imports of any list: repeated, in any order, and of what was exported."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.domain.staff_import.lists import listed
from tests.domain.staff_import.staff_lists import TODAY, planned, stored
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.plan import ImportChange, ImportContext, ImportPlan
from tui_app.domain.staff_import.prepare import ListReview, plan_list
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.text.people import staff_list_headings, staff_list_rows

CELL = st.sampled_from
ROW = st.tuples(
    CELL(["Ola", "Kari", "Åse Li", "Li, Åse", "Åse K. Li", "Per Berg", "Kari Berg", ""]),
    CELL(["", "1", "2", "3", "01", "002"]),
    CELL(["", "a@x.no", "b@x.no", "c@x.no", "kari@x.no", "feil"]),
    CELL(["", "", "1", "9", "09", "8", "9 - Kari Ny"]),
    CELL(["", "", "a@x.no", "z@x.no", "kari@x.no", "eva.ny@x.no"]),
    CELL(["", "", "Ola", "Kari", "Ny Ny", "Kari Ny (9)", "Kari <kari@x.no>", "ingen"]),
    CELL(["", "", "1", "9", "eva.ny@x.no", "Ola", "Åse Li", "Kari (8)", "Ny Ny", "Ola <z@x.no>", "9, Ola Ny", "0"]),
    CELL(["", "", "aktiv", "sluttet", "tull"]),
    CELL(["", "", "2020-01-01", "2026-02-02", "snart"]),
)
ROWS = st.lists(ROW, max_size=7).map(lambda rows: [" | ".join(row) for row in rows])
EMPTY = " |  |  |  |  |  | "
HEADINGS = "Navn | Nr | E-post | Leders nr | Leders e-post | Leders navn | Leder | Status | Startdato"


@st.composite
def stored_people(draw: st.DrawFn) -> list[Person]:
    """Some people, each with their own number and led by one of those before.

    An address may be shared, as in older databases, but not by two of one name.
    """
    numbers = draw(st.lists(CELL(["", "", "1", "2", "002", "4"]), max_size=4))
    people = [
        Person(
            place,
            draw(CELL(["Ola", "Kari", "Åse Li", "Per Berg"])),
            employee_number="" if number in numbers[: place - 1] else number,
            email=draw(CELL(["", "a@x.no", "b@x.no", "kari@x.no"])),
            leader_id=draw(CELL([None, *range(1, place)])),
            start_date=draw(CELL([None, date(2018, 1, 1), date(2020, 1, 1)])),
            end_date=draw(CELL([None, None, date(2021, 1, 1)])),
        )
        for place, number in enumerate(numbers, 1)
    ]
    holders = Counter((person.name, person.email) for person in people)
    return [replace(one, email="" if holders[one.name, one.email] > 1 else one.email) for one in people]


@example(["Ola | 2 | " + EMPTY, "Kari | 1 | a@x.no" + EMPTY, "Kari | 2 | a@x.no" + EMPTY.rstrip() + " 2020-01-01"], [])
@example(
    [listed("Ola", "", "b@x.no", "", "", "", "", "", "2020-01-01"), listed("Ola", "01"), listed("Ola")],
    [Person(1, "Kari", employee_number="1", email="b@x.no", start_date=date(2020, 1, 1))],
)
@example(
    [listed("Per Berg", "", "", "", "kari@x.no"), listed("Li, Åse", "", "kari@x.no")],
    [Person(1, "Per Berg"), Person(2, "Ola", leader_id=1), Person(3, "Åse Li", leader_id=2)],
)
@example(
    [listed("Åse K. Li", "1"), listed("Åse K. Li", "", "", "1", "", "", "", "", "2026-02-02")],
    [Person(2, "Åse Li"), Person(4, "Ola", employee_number="1")],
)
@example(
    [listed("Ola", "2"), listed("Åse Li", "1", "b@x.no"), listed("Ola", "002")],
    [Person(1, "Åse Li", employee_number="002", email="b@x.no"), Person(2, "Ola", employee_number="1")],
)
@example(
    [listed("Kari", "", "", "1", "", "", "9, Ola Ny"), listed("Kari", "", "", "", "", "", "9, Ola Ny")],
    [],
)
@example(
    [listed("Per Berg", "", "a@x.no"), listed("Åse K. Li", "2"), listed("Åse K. Li", "", "a@x.no")],
    [Person(2, "Kari", employee_number="2")],
)
@example(
    [listed("Kari", "", "", "", "", "", "", "", "2026-02-02"), listed("Kari", "3"), listed("Kari", "1")],
    [Person(1, "Ola", employee_number="1"), Person(2, "Kari", leader_id=1), Person(4, "Kari", leader_id=1)],
)
@given(ROWS, stored_people())
def test_a_second_import_changes_nothing(rows: list[str], known: list[Person]) -> None:
    first = planned(HEADINGS, *rows, known=known)
    second = planned(HEADINGS, *rows, known=stored(first, known))
    assert {one.change for one in second.people} <= {ImportChange.UNCHANGED}


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
def test_the_order_of_rows_and_columns_does_not_matter(
    rows: list[str], known: list[Person], chance: random.Random
) -> None:
    def essence(made: ImportPlan) -> object:
        return sorted(
            (str(sorted((name, str(value)) for name, value in one.values.items())), one.person_id or 0, one.leader_name)
            for one in made.people
        )

    first = planned(HEADINGS, *rows, known=known)
    if any(finding.kind == "two_jobs" for finding in first.findings):
        return  # the first row is the main job
    order = list(range(len(HEADINGS.split("|"))))
    chance.shuffle(order)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    headings, *turned = (
        " | ".join(line.split("|")[place].strip() for place in order) for line in (HEADINGS, *shuffled)
    )
    assert essence(planned(headings, *turned, known=known)) == essence(first)


TEAM = {
    "Kari Anne Berg": ["Kari Anne Berg", "Berg, Kari Anne", "Kari A. Berg", "K. A. Berg", "Kari Berg", "Berg, K."],
    "Ola Lie": ["Ola Lie", "Lie, Ola", "O. Lie", "Lie, O."],
    "Siv Moe": ["Siv Moe", "MOE, SIV", "S. Moe"],
    "Åse Dahl": ["Aase Dahl", "Dahl, Åse", "Å. Dahl"],
}


@given(
    st.lists(st.integers(0, 5), min_size=4, max_size=4),
    st.permutations(range(4)),
    st.permutations(range(3)),
    st.booleans(),
)
def test_leaders_by_name_and_initials_are_the_same_in_any_order(
    ways: list[int], order: list[int], columns: list[int], is_known: bool
) -> None:
    names = list(TEAM)
    rows = [["Navn", "Tittel", "Leder"]]
    for name, leader, way in zip(names, (None, *names), ways, strict=False):
        rows.append([name, "Lege", TEAM[leader][way % len(TEAM[leader])] if leader else ""])
    known = [Person(n, name) for n, name in enumerate(names, 1)] if is_known else []
    turned = [" | ".join(row[place] for place in columns) for row in (rows[0], *(rows[n + 1] for n in order))]
    made = planned(*turned, known=known)
    assert {one.name: one.leader_name for one in made.people} == dict(zip(names, ("", *names), strict=False))


@example([Person(3, "Kari"), Person(4, "Kari", end_date=date(2021, 1, 1))])
@example(
    [
        Person(1, "Ola"),
        Person(2, "Åse Li", start_date=date(2018, 1, 1)),
        Person(3, "Åse Li", leader_id=1, start_date=date(2018, 1, 1), end_date=date(2021, 1, 1)),
    ]
)
@example(
    [
        Person(1, "Per"),
        *(Person(n, "Kari", employee_number=nr, leader_id=1) for n, nr in ((2, ""), (3, "2"), (4, "002"))),
    ]
)
@example(
    [
        Person(1, "Ola", employee_number="1"),
        Person(2, "Kari", leader_id=1),
        Person(3, "Ola"),
        Person(4, "Kari", leader_id=3),
    ]
)
@given(stored_people())
def test_the_import_of_what_was_exported_changes_nothing(known: list[Person]) -> None:
    rows = staff_list_rows(known)
    listed = StaffTable(staff_list_headings(), tuple(StaffTableRow(n, row) for n, row in enumerate(rows, 2)))
    mapping = suggest_columns(listed)
    assert StaffField.IGNORE not in mapping
    made = plan_list(ListReview(listed, mapping), ImportContext(known, TODAY)).plan
    assert {one.change for one in made.people} <= {ImportChange.UNCHANGED}

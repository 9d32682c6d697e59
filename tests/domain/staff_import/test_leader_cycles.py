"""Leader cycles in a staff list, and rows that depend on rejected ones."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.staff_import.staff_lists import codes, planned
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.rows import RowProblemCode


def test_rows_with_themselves_as_leader_and_rows_below_are_rejected() -> None:
    made = planned("Navn | Leder", "A | A", "B | A", "C | B", "D | ")
    assert codes(made) == {2: {"own_leader"}, 3: {"leader_has_problem"}, 4: {"leader_has_problem"}}
    assert [one.name for one in made.people] == ["D"]


def test_cycles_through_people_outside_the_list_are_found() -> None:
    known = [Person(1, "A", leader_id=None), Person(2, "B", leader_id=1), Person(3, "C", leader_id=2)]
    assert codes(planned("Navn | Leder", "A | C", known=known)) == {2: {"leader_circle"}}


def test_leaving_out_rejected_rows_creates_no_cycle() -> None:
    """B would move away from under A but cannot, so A cannot move under X, who is under B."""
    known = [Person(1, "A"), Person(2, "B", leader_id=1), Person(3, "X", leader_id=2), Person(4, "C")]
    made = planned("Navn | Leder | Startdato", "A | X | ", "B | C | tull", known=known)
    assert codes(made) == {2: {"leader_circle"}, 3: {"unreadable_date"}}


@given(st.integers(2, 30), st.integers(0, 10), st.randoms(use_true_random=False))
def test_cycles_of_any_length_are_found(length: int, tail: int, chance: random.Random) -> None:
    rows = [f"P{n} | P{(n + 1) % length}" for n in range(length)]
    rows += [f"T{n} | {'P0' if n == 0 else f'T{n - 1}'}" for n in range(tail)] + ["Fri | "]
    chance.shuffle(rows)
    made = planned("Navn | Leder", *rows)
    assert [one.name for one in made.people] == ["Fri"]
    assert sum(problem.code is RowProblemCode.LEADER_CIRCLE for problem in made.problems) == length

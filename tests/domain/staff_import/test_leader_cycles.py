"""People who would lead each other in a ring."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.staff_import.staff_lists import kinds, leaders, planned
from tui_app.domain.records.person import Person


def test_own_name_number_or_address_is_no_leader_and_those_below_keep_theirs() -> None:
    made = planned("Navn | Nr | E-post | Leder", "A | 1 | | A", "B | 2 | | 2", "C | 3 | c@x.no | c@x.no", "D | 4 | | A")
    assert leaders(made) == {"A": "", "B": "", "C": "", "D": "A"}
    assert not kinds(made)


def test_a_ring_comes_in_without_leaders_and_those_below_keep_theirs() -> None:
    made = planned("Navn | Leder", "A | C", "B | A", "C | B", "D | C", "E | D")
    assert kinds(made) == {row: {"leader_circle"} for row in (2, 3, 4)}
    assert leaders(made) == {"A": "", "B": "", "C": "", "D": "C", "E": "D"}


def test_a_ring_through_people_outside_the_list_leaves_the_stored_leaders() -> None:
    known = [Person(1, "A", leader_id=None), Person(2, "B", leader_id=1), Person(3, "C", leader_id=2)]
    made = planned("Navn | Leder", "A | C", known=known)
    assert kinds(made) == {2: {"leader_circle"}}
    assert not made.people[0].changed


@given(st.integers(2, 30), st.integers(0, 10), st.randoms(use_true_random=False))
def test_rings_of_any_length_are_found(length: int, tail: int, chance: random.Random) -> None:
    rows = [f"P{n} | P{(n + 1) % length}" for n in range(length)]
    rows += [f"T{n} | {'P0' if n == 0 else f'T{n - 1}'}" for n in range(tail)] + ["Fri | "]
    chance.shuffle(rows)
    made = planned("Navn | Leder", *rows)
    assert sum(finding.kind == "leader_circle" for finding in made.findings) == length
    found = leaders(made)
    assert len(found) == length + tail + 1
    assert all(found[f"T{n}"] for n in range(tail))

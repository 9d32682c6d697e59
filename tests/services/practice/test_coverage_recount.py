"""Coverage counted by the database equals a slow recount, whatever the days; and reads the counters by index."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest

from tui_app.domain.dates.arithmetic import add_months
from tui_app.domain.figures.coverage import Coverage, coverage_windows
from tui_app.domain.figures.periods import shown_periods
from tui_app.domain.records.conversation import HELD_STATES, ConversationKind, ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.storage.conversations.coverage import count_coverage, count_people
from tui_app.storage.database import bypassing_row_security, is_postgres, proxy, reading, writing
from tui_app.storage.figures import Population
from tui_app.storage.tables import registry as tables

Stored = tuple[str, date | None, date | None, list[tuple[date, ConversationState]]]


def drawn(chance: random.Random, edges: list[date]) -> date:
    """A day at or near the edge of a window, or any."""
    day = chance.choice(edges)
    return day + timedelta(days=chance.choice((0, 1, -1, chance.randint(-400, 60))))


def store(kari: Viewer, chance: random.Random, edges: list[date]) -> list[Stored]:
    """People with a leader in two units, one of them spelt in two ways, and their conversations."""
    people: list[Stored] = []
    for _number in range(60):
        start = drawn(chance, edges) if chance.random() < 0.5 else None
        end = drawn(chance, edges) if chance.random() < 0.3 else None
        talks = [
            (drawn(chance, edges), chance.choice(list(ConversationState))) for _talk in range(chance.randint(0, 4))
        ]
        people.append((chance.choice(("Nord", "Nord ", "Sør", "")), start, end, talks))
    with writing(kari), bypassing_row_security():
        for number, (unit, start, end, talks) in enumerate(people):
            person = tables.Person.create(
                name=f"P {number}", search="p", sorting="p", unit=unit, start_date=start, end_date=end, leader=kari.id
            )
            for on, state in talks:
                kind = ConversationKind.YEARLY
                tables.Conversation.create(person=person, leader=kari.id, kind=kind, state=state, on=on)
    return people


def recount(people: list[Stored], first: date, last: date) -> dict[str, Coverage]:
    found: dict[str, Coverage] = {}
    for unit, start, end, talks in people:
        if (start is None or start <= last) and (end is None or end >= last):
            inside = [state for on, state in talks if first <= on <= last and state in HELD_STATES]
            one = Coverage(1, int(bool(inside)), int(ConversationState.SIGNED in inside))
            found[unit.strip()] = found.get(unit.strip(), Coverage()) + one
    return found


@pytest.mark.parametrize("seed", range(4))
def test_coverage_equals_a_recount(kari: Viewer, now: datetime, seed: int) -> None:
    quarters, year = shown_periods(now.date())
    windows = coverage_windows((*quarters, year), now.date())
    people = store(kari, random.Random(seed), [day for window in windows for day in window])
    with reading(kari), bypassing_row_security():
        found = count_coverage(Population(None), windows)
        sizes = count_people(Population(None), windows)
    for number, (first, last) in enumerate(windows):
        expected = recount(people, first, last)
        assert {unit: columns[number] for unit, columns in found.items() if columns[number].people} == expected
        assert {unit: columns[number].people for unit, columns in sizes.items() if columns[number].people} == {
            unit: one.people for unit, one in expected.items()
        }
        assert add_months(last, -12) < first


def test_a_half_year_is_counted_without_a_look_at_the_table(kari: Viewer) -> None:
    query = "select item, value, sum(waiting + released) from listening_count where half_year = '2026H2' group by 1, 2"
    with writing(kari), bypassing_row_security():
        if is_postgres():
            proxy.execute_sql("set local enable_seqscan = off")
            proxy.execute_sql("set local enable_bitmapscan = off")
        plan = str(proxy.execute_sql(f"explain {'' if is_postgres() else 'query plan '}{query}").fetchall())
    assert "listening_count_half_year" in plan
    assert "COVERING" in plan or "Index Only Scan" in plan

"""Queries that count, by unit, the employees, and those with a conversation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import peewee as pw

from tui_app.domain.figures.coverage import Coverage
from tui_app.domain.records.conversation import HELD_STATES, ConversationState
from tui_app.storage.database import is_postgres
from tui_app.storage.figures import Population
from tui_app.storage.tables import registry as tables

Windows = Sequence[tuple[date, date]]
"""First and last days."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def count_people(population: Population, windows: Windows) -> dict[str, list[Coverage]]:
    """Count, by unit, the people employed at the end of each window, without their conversations."""
    table, days = tables.Person, _Days(windows)
    query = table.select(table.unit, *days.employed(), pw.Value(""), pw.fn.COUNT(table.id))
    query = population.apply(query.where(table.leader.is_null(False)), table)
    return _by_unit(query.group_by(*map(pw.SQL, "123")), days)


def count_coverage(population: Population, windows: Windows) -> dict[str, list[Coverage]]:
    """Count, by unit and for each window, the people employed at its end, and those with a conversation in it.

    Only people with a leader count. Call it inside `database.bypassing_row_security`. One pass over the conversations
    notes for each person between which days they fell; who is in which window is counted from that.
    """
    table, days = tables.Person, _Days(windows)
    talks = days.conversations()
    query = table.select(table.unit, *days.employed(), talks.c.fell, pw.fn.COUNT(table.id))
    query = query.join(talks, pw.JOIN.LEFT_OUTER, on=(talks.c.about == table.id))
    query = population.apply(query.where(table.leader.is_null(False)), table)
    return _by_unit(query.group_by(*map(pw.SQL, "1234")), days)


class _Days:
    """The days on which windows begin and end, as letters and numbers that a database groups by."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        self._begins = sorted({day for first, last in windows for day in (first, last + timedelta(days=1))})
        self._ends = sorted({last for _first, last in windows})

    def employed(self) -> tuple[Any, Any]:
        """The first and the last end of a window at which a person was employed, by number."""
        table, ends = tables.Person, list(enumerate(self._ends))
        starts = [(table.start_date.is_null() | (table.start_date <= end), number) for number, end in ends]
        leaves = [(table.end_date.is_null() | (table.end_date >= end), number) for number, end in reversed(ends)]
        return pw.Case(None, starts, len(ends)), pw.Case(None, leaves, -1)

    def conversations(self) -> Any:
        """For each person, a letter for each conversation: where it fell; a capital one if it is signed."""
        table = tables.Conversation
        spans = list(zip(self._begins, _LETTERS, strict=False))
        letter = pw.Case(None, [(table.on >= day, letter) for day, letter in reversed(spans)])
        signed = pw.Case(None, [(table.state == ConversationState.SIGNED, pw.fn.UPPER(letter))], letter)
        letters = pw.fn.STRING_AGG(signed, "") if is_postgres() else pw.fn.GROUP_CONCAT(signed, "")
        held = table.select(table.person.alias("about"), letters.alias("fell")).where(
            table.state.in_(HELD_STATES), table.on >= self._begins[0], table.on < self._begins[-1]
        )
        return held.group_by(table.person).alias("talks")

    def columns(self, first: int, last: int, fell: str, count: int) -> list[Coverage]:
        """What so many people with the same numbers and letters add to each window."""
        days = {self._begins[_LETTERS.index(letter.lower())]: False for letter in fell}
        days |= {self._begins[_LETTERS.index(letter.lower())]: True for letter in fell if letter.isupper()}
        found = []
        for begin, end in self._windows:
            inside = [is_signed for day, is_signed in days.items() if begin <= day <= end]
            if first <= self._ends.index(end) <= last:
                found.append(Coverage(count, count if inside else 0, count if any(inside) else 0))
            else:
                found.append(Coverage())
        return found


def _by_unit(query: Any, days: _Days) -> dict[str, list[Coverage]]:
    alike: dict[tuple[str, int, int, str], int] = defaultdict(int)
    for unit, first, last, fell, count in query.tuples():
        alike[unit.strip(), first, last, "".join(sorted(set(fell or "")))] += count
    found: dict[str, list[Coverage]] = {}
    for (unit, first, last, fell), count in alike.items():
        columns = days.columns(first, last, fell, count)
        before = found.get(unit)
        found[unit] = [one + other for one, other in zip(before, columns, strict=True)] if before else columns
    return found

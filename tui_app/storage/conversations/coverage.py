"""A query that counts, by unit, the employees with a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.figures.coverage import Coverage
from tui_app.domain.records.conversation import HELD_STATES, ConversationState
from tui_app.storage.figures import Population
from tui_app.storage.tables import registry as tables


def count_coverage(population: Population, windows: Sequence[tuple[date, date]]) -> dict[str, list[Coverage]]:
    """Count, by unit and for each window, the people employed at its end, and those with a conversation in it.

    Only people with a leader count. Call it inside `database.bypassing_row_security`.

    Args:
        windows: first and last days.
    """
    table = tables.Person
    talks = _conversations_by_person(windows)
    counts: list[Any] = []
    for number, (_first, last) in enumerate(windows):
        employed = (table.start_date.is_null() | (table.start_date <= last)) & (
            table.end_date.is_null() | (table.end_date >= last)
        )
        counts += [
            pw.fn.COUNT(table.id).filter(employed),
            pw.fn.COUNT(table.id).filter(employed & (getattr(talks.c, f"held_{number}") == 1)),
            pw.fn.COUNT(table.id).filter(employed & (getattr(talks.c, f"signed_{number}") == 1)),
        ]
    query = table.select(table.unit, *counts).join(talks, pw.JOIN.LEFT_OUTER, on=(talks.c.about == table.id))
    query = population.apply(query.where(table.leader.is_null(False)), table).group_by(table.unit)
    found: dict[str, list[Coverage]] = {}
    for unit, *numbers in query.tuples():
        columns = [Coverage(*numbers[start : start + 3]) for start in range(0, len(numbers), 3)]
        before = found.get(unit.strip(), [Coverage()] * len(columns))
        found[unit.strip()] = [one + other for one, other in zip(before, columns, strict=True)]
    return found


def _conversations_by_person(windows: Sequence[tuple[date, date]]) -> Any:
    """For each person, whether they had a conversation in each window: one pass over the conversations."""
    table = tables.Conversation
    flags: list[Any] = []
    for number, (first, last) in enumerate(windows):
        is_inside = (table.on >= first) & (table.on <= last)
        is_signed = is_inside & (table.state == ConversationState.SIGNED)
        flags += [
            pw.fn.MAX(pw.Case(None, [(is_inside, 1)], 0)).alias(f"held_{number}"),
            pw.fn.MAX(pw.Case(None, [(is_signed, 1)], 0)).alias(f"signed_{number}"),
        ]
    since = min(first for first, _last in windows)
    held = table.select(table.person.alias("about"), *flags).where(table.state.in_(HELD_STATES), table.on >= since)
    return held.group_by(table.person).alias("talks")

"""Queries about retention holds: people about whom nothing is erased, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.retention import RetentionHold
from tui_app.storage.tables import registry as tables


def _select() -> pw.ModelSelect:
    table, person, by = tables.Hold, tables.Person.alias("held_person"), tables.Person.alias("holder")
    return (
        table.select(table, person.name.alias("person_name"), by.name.alias("by_name"))
        .select_extend(person.end_date.alias("person_end"), by.end_date.alias("by_end"))
        .join(person, on=(table.person == person.id))
        .switch(table)
        .join(by, on=(table.by == by.id))
        .order_by(table.ended_on.is_null(False), table.since.desc(), table.id.desc())
    )


def _record(row: dict[str, Any]) -> RetentionHold:
    return RetentionHold(
        row["id"],
        row["person"],
        row["person_name"],
        row["by_name"],
        row["reason"],
        row["since"],
        row["ended_on"],
        row["person_end"],
        row["by_end"],
    )


def all_holds() -> tuple[RetentionHold, ...]:
    """Return all holds: active ones first, then by date, the newest first."""
    return tuple(_record(row) for row in _select().dicts())


def of_person(person_id: int) -> tuple[RetentionHold, ...]:
    """Return the holds on one person, in the same order."""
    return tuple(_record(row) for row in _select().where(tables.Hold.person == person_id).dicts())


def get(hold_id: int) -> RetentionHold | None:
    """Return the hold, or None."""
    row = _select().where(tables.Hold.id == hold_id).dicts().first()
    return _record(row) if row else None


def people_on_hold() -> frozenset[int]:
    """Return the ids of the people with an active hold."""
    table = tables.Hold
    return frozenset(row[0] for row in table.select(table.person).where(table.ended_on.is_null()).tuples())


def add(person_id: int, by_id: int, reason: str, since: date) -> int:
    """Store a hold and return its id."""
    return int(tables.Hold.insert(person=person_id, by=by_id, reason=reason, since=since).execute())


def end(hold_id: int, on: date) -> bool:
    """End a hold on a date; False if it has already ended."""
    table = tables.Hold
    return bool(table.update(ended_on=on).where(table.id == hold_id, table.ended_on.is_null()).execute())

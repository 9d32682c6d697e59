"""Queries about holds: about whom nothing is erased, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.retention import RetentionHold
from tui_app.storage.tables import registry as tables


def _select() -> pw.ModelSelect:
    table, person, by = tables.Hold, tables.Person.alias("held"), tables.Person.alias("holder")
    return (
        table.select(table, person.name.alias("person_name"), by.name.alias("by_name"))
        .join(person, on=(table.person == person.id))
        .switch(table)
        .join(by, on=(table.by == by.id))
        .order_by(table.ended_on.is_null(False), table.since.desc(), table.id.desc())
    )


def _record(row: dict[str, Any]) -> RetentionHold:
    return RetentionHold(
        row["id"], row["person"], row["person_name"], row["by_name"], row["reason"], row["since"], row["ended_on"]
    )


def all_holds() -> tuple[RetentionHold, ...]:
    """All holds, those that stand first, the newest first."""
    return tuple(_record(row) for row in _select().dicts())


def of_person(person_id: int) -> tuple[RetentionHold, ...]:
    """The holds about one person, those that stand first."""
    return tuple(_record(row) for row in _select().where(tables.Hold.person == person_id).dicts())


def get(hold_id: int) -> RetentionHold | None:
    """The hold, or None."""
    row = _select().where(tables.Hold.id == hold_id).dicts().first()
    return _record(row) if row else None


def people_on_hold() -> frozenset[int]:
    """The people about whom a hold stands."""
    table = tables.Hold
    return frozenset(row[0] for row in table.select(table.person).where(table.ended_on.is_null()).tuples())


def add(person_id: int, by_id: int, reason: str, since: date) -> int:
    """Keep a new hold; the id."""
    new: int = tables.Hold.insert(person=person_id, by=by_id, reason=reason, since=since).execute()
    return new


def end(hold_id: int, on: date) -> bool:
    """Let it stand no more from a day on; False when it had ended already."""
    table = tables.Hold
    return bool(table.update(ended_on=on).where(table.id == hold_id, table.ended_on.is_null()).execute())

"""Queries about invitations to practise. Each is about one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tui_app.domain.practice.sessions import PracticeInvitation
from tui_app.domain.records.practice import PracticeFormat
from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import upsert


def save(person_id: int, by_id: int, format: PracticeFormat, on: date) -> None:
    """Store an invitation; it replaces an earlier one to the same format."""
    upsert(tables.PracticeInvitation, {"person": person_id, "by": by_id, "format": format}, {"on": on})


def to_person(person_id: int, since: date, today: date) -> tuple[PracticeInvitation, ...]:
    """Return the invitations that a person has got since a day, the newest first; none from a clock that was ahead."""
    table = tables.PracticeInvitation
    return tuple(_invitations((table.person == person_id) & table.on.between(since, today)))


def of_person(person_id: int) -> tuple[PracticeInvitation, ...]:
    """Return all invitations that a person has got or sent, the newest first."""
    table = tables.PracticeInvitation
    return tuple(_invitations((table.person == person_id) | (table.by == person_id)))


def _invitations(condition: Any) -> Iterator[PracticeInvitation]:
    table, person, by = tables.PracticeInvitation, tables.Person.alias("invited"), tables.Person.alias("by")
    query = (
        table.select(table.id, table.person, person.name, table.by, by.name, table.format, table.on)
        .join_from(table, person, on=(table.person == person.id))
        .join_from(table, by, on=(table.by == by.id))
        .where(condition)
        .order_by(table.on.desc(), table.id.desc())
    )
    for row in query.tuples():
        yield PracticeInvitation(*row)


def delete_to(person_id: int, invitation_id: int) -> None:
    """Delete an invitation that a person has got."""
    table = tables.PracticeInvitation
    table.delete().where(table.person == person_id, table.id == invitation_id).execute()


def delete_format(person_id: int, format: PracticeFormat) -> None:
    """Delete the invitations to one format that a person has got."""
    table = tables.PracticeInvitation
    table.delete().where(table.person == person_id, table.format == format).execute()


def delete_sent_before(by_id: int, day: date) -> None:
    """Delete the invitations that a person sent before a day."""
    table = tables.PracticeInvitation
    table.delete().where(table.by == by_id, table.on < day).execute()


def delete_of_person(person_id: int) -> None:
    """Delete the invitations that a person has got or sent."""
    table = tables.PracticeInvitation
    table.delete().where((table.person == person_id) | (table.by == person_id)).execute()

"""Queries about practice sessions, warm-ups and what leaders noted after conversations. Each is about one person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tui_app.domain.practice.sessions import LookBack, PracticeSession, WarmUp
from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import upsert


def add(person_id: int, session: PracticeSession) -> None:
    """Store a session."""
    tables.PracticeSession.insert(
        person=person_id, format=session.format, on=session.on, minutes=session.minutes
    ).execute()


def of_person(person_id: int, since: date, until: date = date.max) -> tuple[PracticeSession, ...]:
    """Return a person's sessions from `since` to `until`, the newest first."""
    table = tables.PracticeSession
    query = table.select(table.format, table.on, table.minutes).where(
        table.person == person_id, table.on.between(since, until)
    )
    return tuple(PracticeSession(*row) for row in query.order_by(table.on.desc(), table.id.desc()).tuples())


def save_warm_up(person_id: int, conversation_id: int, warm_up: WarmUp, on: date) -> None:
    """Store what a person chose for a conversation; it replaces an earlier choice."""
    values = {"questions": list(warm_up.questions), "rule": warm_up.rule, "on": on}
    upsert(tables.WarmUp, {"conversation": conversation_id, "person": person_id}, values)


def warm_up(person_id: int, conversation_id: int) -> WarmUp | None:
    """Return what a person chose for a conversation, or None."""
    table = tables.WarmUp
    query = table.select(table.questions, table.rule).where(
        table.conversation == conversation_id, table.person == person_id
    )
    row = query.tuples().first()
    return WarmUp(tuple(row[0]), row[1]) if row else None


def warmed_up_for(person_id: int, conversation_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of those of these conversations for which a person has chosen something."""
    if not conversation_ids:
        return frozenset()
    table = tables.WarmUp
    query = table.select(table.conversation).where(
        table.person == person_id, table.conversation.in_(list(conversation_ids))
    )
    return frozenset(row[0] for row in query.tuples())


def save_look_back(person_id: int, conversation_id: int, look_back: LookBack, on: date) -> None:
    """Store what a person noted after a conversation; it replaces an earlier note."""
    values = {
        "opened_up": look_back.opened_up,
        "took_over": look_back.took_over,
        "next_time": look_back.next_time,
        "on": on,
    }
    upsert(tables.LookBack, {"conversation": conversation_id, "person": person_id}, values)


def look_back(person_id: int, conversation_id: int) -> LookBack | None:
    """Return what a person noted after a conversation, or None."""
    table = tables.LookBack
    return _look_back((table.conversation == conversation_id) & (table.person == person_id))


def last_look_back(person_id: int) -> LookBack | None:
    """Return what a person noted after their latest conversation, or None."""
    return _look_back(tables.LookBack.person == person_id)


def _look_back(condition: object) -> LookBack | None:
    table = tables.LookBack
    query = table.select(table.opened_up, table.took_over, table.next_time).where(condition)
    row = query.order_by(table.on.desc(), table.id.desc()).tuples().first()
    return LookBack(*row) if row else None


def warm_ups_of_person(person_id: int) -> tuple[tuple[int, WarmUp], ...]:
    """Return all that a person chose, each with the id of its conversation."""
    table = tables.WarmUp
    query = table.select(table.conversation, table.questions, table.rule).where(table.person == person_id)
    return tuple((row[0], WarmUp(tuple(row[1]), row[2])) for row in query.order_by(table.id).tuples())


def look_backs_of_person(person_id: int) -> tuple[tuple[int, LookBack], ...]:
    """Return all that a person noted, each with the id of its conversation."""
    table = tables.LookBack
    query = table.select(table.conversation, table.opened_up, table.took_over, table.next_time)
    rows = query.where(table.person == person_id).order_by(table.id).tuples()
    return tuple((row[0], LookBack(*row[1:])) for row in rows)


def delete_of_person(person_id: int) -> None:
    """Delete a person's sessions, warm-ups and notes."""
    for table in (tables.PracticeSession, tables.WarmUp, tables.LookBack):
        table.delete().where(table.person == person_id).execute()

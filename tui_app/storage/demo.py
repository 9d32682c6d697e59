"""Storing a demonstration team: many rows by few statements, into a database that is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tui_app.domain.audit import FIRST, Entry
from tui_app.domain.records import Subject
from tui_app.storage import audit, people, tables

Row = Mapping[str, object]
"""Column name -> value; the rows of one call have the same columns."""

_TABLES: Mapping[Subject, Any] = {
    Subject.GOAL: tables.Goal,
    Subject.ACTION: tables.Action,
    Subject.CONVERSATION: tables.Conversation,
    Subject.FOLLOW_UP: tables.FollowUp,
    Subject.TOPIC: tables.Topic,
    Subject.REQUEST: tables.FollowUpRequest,
    Subject.MINUTES: tables.Minutes,
}


def add_people(rows: Sequence[Row]) -> list[int]:
    """Store new people, given as `people.add` takes them; their ids in the same order."""
    return _insert(tables.Person, [people.columns(row) for row in rows])


def add_things(subject: Subject, rows: Sequence[Row]) -> list[int]:
    """Store new goals, actions, conversations, follow-ups, topics or minutes; their ids in the same order."""
    return _insert(_TABLES[subject], rows)


def add_minutes_texts(rows: Sequence[Row]) -> None:
    """Store what stands in the sections of minutes."""
    _insert(tables.MinutesText, rows)


def add_preparations(rows: Sequence[Row]) -> list[int]:
    """Store new preparations; their ids in the same order."""
    return _insert(tables.Preparation, rows)


def add_accounts(rows: Sequence[Row]) -> None:
    """Store how people sign in."""
    tables.Account.insert_many(rows).execute()


def add_stand_ins(rows: Sequence[Row]) -> None:
    """Store who stands in for whom."""
    tables.StandIn.insert_many(rows).execute()


def add_log(entries: Iterable[Entry]) -> None:
    """Store the first lines of the log, in this order."""
    tables.AuditEntry.insert_many(audit.chained(entries, FIRST)).execute()


def add_answers(rows: Sequence[Row]) -> None:
    """Store the answers of preparations."""
    _insert(tables.Answer, rows)


def add_history(rows: Sequence[Row]) -> None:
    """Store history rows, the oldest first."""
    if rows:
        tables.History.insert_many(rows).execute()


def _insert(table: Any, rows: Sequence[Row]) -> list[int]:
    """Insert in one statement. Ids rise in the order of its rows, so the newest ids, sorted, are theirs."""
    if not rows:
        return []
    table.insert_many(rows).execute()
    newest = table.select(table.id).order_by(table.id.desc()).limit(len(rows)).tuples()
    return sorted(new for (new,) in newest)

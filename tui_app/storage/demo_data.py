"""Storing a demonstration team: many rows by few statements, into a database that is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tui_app.domain.audit import GENESIS_HASH, AuditEntry
from tui_app.domain.records.change import ChangeSubject
from tui_app.storage import audit_log
from tui_app.storage.people import people
from tui_app.storage.tables import registry as tables

ColumnValues = Mapping[str, object]
"""Column name -> value; the rows of one call have the same columns."""

_TABLES: Mapping[ChangeSubject, Any] = {
    ChangeSubject.GOAL: tables.Goal,
    ChangeSubject.ACTION: tables.Action,
    ChangeSubject.CONVERSATION: tables.Conversation,
    ChangeSubject.FOLLOW_UP: tables.FollowUp,
    ChangeSubject.TOPIC: tables.Topic,
    ChangeSubject.REQUEST: tables.FollowUpRequest,
    ChangeSubject.MINUTES: tables.Minutes,
}


def add_people(rows: Sequence[ColumnValues]) -> list[int]:
    """Store new people, given as `people.add` takes them; their ids in the same order."""
    return _insert(tables.Person, [people.to_columns(row) for row in rows])


def add_records(subject: ChangeSubject, rows: Sequence[ColumnValues]) -> list[int]:
    """Store new goals, actions, conversations, follow-ups, topics or minutes; their ids in the same order."""
    return _insert(_TABLES[subject], rows)


def add_minutes_texts(rows: Sequence[ColumnValues]) -> None:
    """Store what stands in the sections of minutes."""
    _insert(tables.MinutesText, rows)


def add_preparations(rows: Sequence[ColumnValues]) -> list[int]:
    """Store new preparations; their ids in the same order."""
    return _insert(tables.Preparation, rows)


def add_accounts(rows: Sequence[ColumnValues]) -> None:
    """Store how people sign in."""
    tables.Account.insert_many(rows).execute()


def add_stand_ins(rows: Sequence[ColumnValues]) -> None:
    """Store who stands in for whom."""
    tables.StandIn.insert_many(rows).execute()


def add_audit_entries(entries: Iterable[AuditEntry]) -> None:
    """Store the first lines of the log, in this order."""
    tables.AuditEntry.insert_many(audit_log.chained(entries, GENESIS_HASH)).execute()


def add_answers(rows: Sequence[ColumnValues]) -> None:
    """Store the answers of preparations."""
    _insert(tables.Answer, rows)


def add_history(rows: Sequence[ColumnValues]) -> None:
    """Store history rows, the oldest first."""
    if rows:
        tables.History.insert_many(rows).execute()


def _insert(table: Any, rows: Sequence[ColumnValues]) -> list[int]:
    """Insert in one statement. Ids rise in the order of its rows, so the newest ids, sorted, are theirs."""
    if not rows:
        return []
    table.insert_many(rows).execute()
    newest = table.select(table.id).order_by(table.id.desc()).limit(len(rows)).tuples()
    return sorted(new for (new,) in newest)

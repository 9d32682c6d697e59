"""Storing the demonstration team: many rows with few statements, in an empty database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import peewee as pw

from tui_app.domain.audit import GENESIS_HASH, AuditEntry
from tui_app.domain.records.change import ChangeSubject
from tui_app.storage import audit_log
from tui_app.storage.database import proxy
from tui_app.storage.people import people
from tui_app.storage.tables import registry as tables

ColumnValues = Mapping[str, object]
"""Column name -> value; all rows of one call have the same columns."""


def add_people(rows: Sequence[ColumnValues]) -> list[int]:
    """Store people, with fields as in `people.add`, and return their ids in the same order."""
    return _insert(tables.Person, [people.to_columns(row) for row in rows])


def add_records(subject: ChangeSubject, rows: Sequence[ColumnValues]) -> list[int]:
    """Store records of one kind, without their history, and return their ids in the same order."""
    return _insert(tables.TABLES_BY_SUBJECT[subject], rows)


def add_minutes_texts(rows: Sequence[ColumnValues]) -> None:
    """Store the texts of sections of minutes."""
    _insert(tables.MinutesText, rows)


def add_preparations(rows: Sequence[ColumnValues]) -> list[int]:
    """Store preparations and return their ids in the same order."""
    return _insert(tables.Preparation, rows)


def add_accounts(rows: Sequence[ColumnValues]) -> None:
    """Store accounts: how people sign in."""
    tables.Account.insert_many(rows).execute()


def add_stand_ins(rows: Sequence[ColumnValues]) -> None:
    """Store the periods in which somebody covers for a leader."""
    tables.StandIn.insert_many(rows).execute()


def add_practice(
    sessions: Sequence[ColumnValues], warm_ups: Sequence[ColumnValues], answers: Sequence[ColumnValues]
) -> None:
    """Store practice sessions, what was chosen before conversations, and the counters of answers."""
    for table, rows in (
        (tables.PracticeSession, sessions),
        (tables.WarmUp, warm_ups),
        (tables.ListeningCount, answers),
    ):
        if rows:
            _insert_each(table, rows)


def add_audit_entries(entries: Iterable[AuditEntry]) -> None:
    """Store the first entries of the audit log, in this order."""
    _insert_each(tables.AuditEntry, [*audit_log.chained(entries, GENESIS_HASH)])


def add_answers(rows: Sequence[ColumnValues]) -> None:
    """Store the answers in preparations."""
    _insert(tables.Answer, rows)


def add_history(rows: Sequence[ColumnValues]) -> None:
    """Store history entries, the oldest first."""
    if rows:
        _insert_each(tables.History, rows)


def _insert(table: Any, rows: Sequence[ColumnValues]) -> list[int]:
    """Insert rows and return their ids: the newest ones, since ids rise in the order of the rows."""
    if not rows:
        return []
    _insert_each(table, rows)
    newest = table.select(table.id).order_by(table.id.desc()).limit(len(rows)).tuples()
    return sorted(row_id for (row_id,) in newest)


def _insert_each(table: Any, rows: Sequence[ColumnValues]) -> None:
    """Insert rows with the same statement. One of all values, as peewee makes it, takes five times as long."""
    defaults = table._meta.get_default_dict  # noqa: SLF001 - peewee's description of the table
    rows = [defaults() | row for row in rows]
    columns = [getattr(table, name) for name in rows[0]]
    statement, _values = table.insert_many([tuple(rows[0].values())], fields=columns).sql()
    values = [[_parameter(column.db_value(row[column.name])) for column in columns] for row in rows]
    proxy.connection().cursor().executemany(statement, values)


def _parameter(value: object) -> object:
    """The value itself where the column makes a call of it, which is in the statement: `json(?)`."""
    return value.arguments[0] if isinstance(value, pw.Function) else value

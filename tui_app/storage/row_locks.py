"""Locking rows until a transaction ends, always in one order, so that no two transactions wait for each other.

What is read afterwards cannot change before it is written. On PostgreSQL only: SQLite has one writer at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tui_app.domain.records.change import ChangeSubject
from tui_app.storage.database import is_postgres
from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import Table

_ORDER = (ChangeSubject.CONVERSATION, ChangeSubject.ACTION, ChangeSubject.GOAL)
"""The kinds of record that are locked first, in this order; the others follow by name."""


def lock_rows(table: type[Table], ids: Collection[int], strength: str = "FOR UPDATE") -> None:
    """Lock rows in the order of their ids.

    Args:
        table: its primary key is a number.
        ids: rows that do not exist, or that the viewer may not see, are passed over.
        strength: a weaker one lets others go on referring to the rows.
    """
    if is_postgres() and ids:
        key = table._meta.primary_key  # noqa: SLF001
        query = table.select(key).where(key.in_(sorted(set(ids)))).order_by(key)
        query.for_update(strength).tuples().execute()


def lock_people(person_ids: Collection[int]) -> None:
    """Let nobody else store anything that refers to these people."""
    lock_rows(tables.Person, person_ids)


def lock_belongings(person_id: int) -> None:
    """Let one transaction at a time check and store what a person may have only once, or only without overlaps."""
    lock_rows(tables.Person, [person_id], "FOR NO KEY UPDATE")


def lock_records(records: Mapping[ChangeSubject, Collection[int]]) -> None:
    """Lock records whose changes are recorded in the history."""
    for subject in (*_ORDER, *sorted(set(records) - set(_ORDER))):
        lock_rows(tables.TABLES_BY_SUBJECT[subject], records.get(subject, ()))

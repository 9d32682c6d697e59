"""Queries about failed sign-ins, which slow down further attempts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tui_app.domain.accounts.sign_in_delays import SignInAttempts
from tui_app.storage.database import is_postgres
from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import LONG_AGO


def get_attempts_for_update(key: str) -> SignInAttempts:
    """Return the failed sign-ins under a key, and lock them until this transaction ends."""
    table = tables.SignInAttempt
    table.insert(key=key, count=0, last_at=LONG_AGO).on_conflict_ignore().execute()
    query = table.select(table.count, table.last_at).where(table.key == key)
    if is_postgres():
        query = query.for_update()
    count, last_at = query.tuples().first()
    return SignInAttempts(count, last_at) if count else SignInAttempts()


def count_attempt(keys: Collection[str], at: datetime) -> None:
    """Count a failed sign-in under each of the keys."""
    table = tables.SignInAttempt
    table.update(count=table.count + 1, last_at=at).where(table.key.in_(list(keys))).execute()


def touch_attempts(keys: Collection[str], at: datetime) -> None:
    """Set the time of the last failed sign-in under each of the keys once more.

    For an unknown person it replaces the audit log entry: the time taken must not reveal who exists.
    """
    table = tables.SignInAttempt
    table.update(last_at=at).where(table.key.in_(list(keys))).execute()


def delete_attempts(keys: Collection[str], before: datetime) -> None:
    """Delete the failed sign-ins under the keys, and all from before a time."""
    table = tables.SignInAttempt
    table.delete().where(table.key.in_(list(keys)) | (table.last_at < before)).execute()

"""Queries about failed sign-ins, which slow down further attempts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from tui_app.domain.accounts.sign_in_delays import SignInAttempts
from tui_app.storage.database import is_postgres
from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import LONG_AGO


def get_attempts_for_update(key: str) -> SignInAttempts:
    """Return the failed sign-ins under a key, and lock them until this transaction ends.

    One statement stores, locks and reads the row: between two, another sign-in could delete it.
    """
    table = tables.SignInAttempt
    query = table.insert(key=key, count=0, last_at=LONG_AGO).on_conflict(
        conflict_target=[table.key], update={table.count: table.count}
    )
    count, last_at = next(iter(query.returning(table.count, table.last_at).tuples().execute()))
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


def delete_attempts(keys: Sequence[str]) -> None:
    """Delete the failed sign-ins under the keys."""
    table = tables.SignInAttempt
    for key in keys:  # one after the other, in the order in which attempts lock them
        table.delete().where(table.key == key).execute()


def delete_expired_attempts(before: datetime, after: datetime) -> None:
    """Delete the failed sign-ins from before a time, and those from after one, which a wrong clock has dated.

    Those that somebody is counting at this moment stay.
    """
    table = tables.SignInAttempt
    expired = table.select(table.key).where((table.last_at < before) | (table.last_at > after))
    if is_postgres():
        expired = expired.for_update(skip_locked=True)
    table.delete().where(table.key.in_(expired)).execute()

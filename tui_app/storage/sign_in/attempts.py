"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tui_app.domain.accounts.sign_in_delays import SignInAttempts
from tui_app.storage.database import is_postgres
from tui_app.storage.tables import registry as tables


def get_attempts_for_update(key: str) -> SignInAttempts:
    """The wrong tries under a key; held by the writing scope."""
    table = tables.SignInAttempt
    table.insert(key=key, count=0, last_at=_LONG_AGO).on_conflict_ignore().execute()
    query = table.select(table.count, table.last_at).where(table.key == key)
    if is_postgres():
        query = query.for_update()
    count, last_at = query.tuples().first()
    return SignInAttempts(count, last_at) if count else SignInAttempts()


def count_attempt(keys: Collection[str], at: datetime) -> None:
    """Count a try under each of these keys."""
    table = tables.SignInAttempt
    table.update(count=table.count + 1, last_at=at).where(table.key.in_(list(keys))).execute()


def touch_attempts(keys: Collection[str], at: datetime) -> None:
    """Write down once more when the last try was: it costs what another line in the log does."""
    table = tables.SignInAttempt
    table.update(last_at=at).where(table.key.in_(list(keys))).execute()


def delete_attempts(keys: Collection[str], before: datetime) -> None:
    """Forget the tries under these keys, and everybody's from before a moment."""
    table = tables.SignInAttempt
    table.delete().where(table.key.in_(list(keys)) | (table.last_at < before)).execute()


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")

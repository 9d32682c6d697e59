"""When something that is stored happened, as far as its moment can be trusted: a clock may have been ahead."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tui_app.domain.dates.clock import is_from_wrong_clock
from tui_app.storage.tables import registry as tables


def logged_at(number: int, at: datetime, now: datetime) -> datetime:
    """Return when the log entry with this number was written."""
    return _trusted_moment(tables.AuditEntry, number, at, now)


def changed_at(change_id: int, at: datetime, now: datetime) -> datetime:
    """Return when a change was made."""
    return _trusted_moment(tables.History, change_id, at, now)


def _trusted_moment(table: Any, row_id: int, at: datetime, now: datetime) -> datetime:
    """The moment itself; one from the future was dated by a wrong clock, and counts as that of the next row."""
    if not is_from_wrong_clock(at, now):
        return at
    later = table.select(table.at).where(table.id > row_id, table.at <= now).order_by(table.id).tuples().first()
    moment: datetime = later[0] if later else now
    return moment

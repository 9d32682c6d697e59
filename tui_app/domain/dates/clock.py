"""Stored moments and the clock: one that was ahead leaves moments in the future, which never run out by themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

CLOCK_TOLERANCE = timedelta(minutes=1)
"""A moment that is ahead by this much is normal: another program stored it while this one was waiting."""


def is_from_wrong_clock(stored: datetime | date, now: datetime) -> bool:
    """True if a stored moment or day, which should be past, lies in the future, so that it cannot be trusted."""
    if isinstance(stored, datetime):
        return stored > now + CLOCK_TOLERANCE
    return stored > now.date()


def is_within(stored: datetime | None, age: timedelta, now: datetime) -> bool:
    """True if something was stored less than this long ago; a moment in the future is not trusted."""
    return stored is not None and now - stored < age and not is_from_wrong_clock(stored, now)

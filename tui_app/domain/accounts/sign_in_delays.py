"""The delay before the next sign-in attempt after failed ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from tui_app.domain.dates.clock import is_from_wrong_clock

DELAY_SECONDS = (0, 0, 0, 5, 15, 60, 300)
"""Seconds to wait after the first, second, … failed attempt. The last value is the longest: nobody is locked out for
good."""

FREE_ATTEMPTS = DELAY_SECONDS.count(0)
"""Attempts at one terminal that are never delayed, whatever others try at other terminals."""
GLOBAL_ATTEMPT_LIMIT = 12
"""Number of failed attempts, at all terminals together, from which on `GLOBAL_DELAY_SECONDS` applies."""
GLOBAL_DELAY_SECONDS = 30
"""Seconds between two attempts at any terminals, so that using many terminals hardly helps an attacker."""
ATTEMPTS_EXPIRE_AFTER = timedelta(days=1)
"""Failed attempts older than this no longer count."""


class SignInAttempts(Struct, frozen=True):
    """The number of failed attempts in a row, and when the last one was."""

    count: int = 0
    last_at: datetime | None = None


def seconds_to_wait(here: SignInAttempts, everywhere: SignInAttempts, now: datetime) -> int:
    """Whole seconds until the next attempt is accepted.

    Args:
        here: attempts for this person at this terminal.
        everywhere: attempts for this person at all terminals.
        now: the current time.
    """
    seconds = _seconds_left(
        DELAY_SECONDS[min(here.count, len(DELAY_SECONDS)) - 1] if here.count else 0, here.last_at, now
    )
    if here.count >= FREE_ATTEMPTS and everywhere.count >= GLOBAL_ATTEMPT_LIMIT:
        seconds = max(seconds, _seconds_left(GLOBAL_DELAY_SECONDS, everywhere.last_at, now))
    return seconds


def _seconds_left(seconds: int, last_at: datetime | None, now: datetime) -> int:
    if last_at is None or is_from_wrong_clock(last_at, now):
        return 0  # the next attempt is stored with the right time
    delay = timedelta(seconds=seconds)
    # a clock that was set back must not prolong the delay
    left = min(last_at + delay - now, delay)
    return max(0, -(-left // timedelta(seconds=1)))

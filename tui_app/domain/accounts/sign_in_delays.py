"""TODO-DOC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

DELAY_SECONDS = (0, 0, 0, 5, 15, 60, 300)
"""Seconds that one waits after the first, second, … wrong try; no longer than the last: nobody is shut out for good."""


FREE_ATTEMPTS = DELAY_SECONDS.count(0)
"""Tries at one terminal that are looked at at once, whatever strangers do at others."""


GLOBAL_ATTEMPT_LIMIT = 12


GLOBAL_DELAY_SECONDS = 30
"""From so many wrong tries on, wherever they were, one in so many seconds is looked at: many terminals hardly help."""


ATTEMPTS_EXPIRE_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SignInAttempts:
    """Wrong tries so far, in a row, and when the last one was."""

    count: int = 0
    last_at: datetime | None = None


def seconds_to_wait(here: SignInAttempts, everywhere: SignInAttempts, now: datetime) -> int:
    """Whole seconds until the next try is looked at.

    Args:
        here: for this person at this terminal.
        everywhere: for this person at all terminals.
    """
    wait = _seconds_left(DELAY_SECONDS[min(here.count, len(DELAY_SECONDS)) - 1] if here.count else 0, here.last_at, now)
    if here.count >= FREE_ATTEMPTS and everywhere.count >= GLOBAL_ATTEMPT_LIMIT:
        wait = max(wait, _seconds_left(GLOBAL_DELAY_SECONDS, everywhere.last_at, now))
    return wait


def _seconds_left(seconds: int, last_at: datetime | None, now: datetime) -> int:
    if last_at is None:
        return 0
    delay = timedelta(seconds=seconds)
    # a clock that was set back must not make the wait longer than it is
    left = min(last_at + delay - now, delay)
    return max(0, -(-left // timedelta(seconds=1)))

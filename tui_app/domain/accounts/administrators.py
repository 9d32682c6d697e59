"""The rule that somebody always administers the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tui_app.domain.errors import DomainError


def last_day_administered(end_dates: Iterable[date | None]) -> date:
    """The last day on which somebody administers; the latest possible date while somebody has no last day.

    Args:
        end_dates: the last days of the administrators whose account is open, None for those who stay.
    """
    return max((day or date.max for day in end_dates), default=date.min)


def check_administrator_remains(before: Iterable[date | None], after: Iterable[date | None]) -> None:
    """Check that a change does not bring nearer the day from which nobody administers.

    Args:
        before: the last days of the administrators before the change.
        after: those after it.

    Raises:
        DomainError: `last_administrator`.
    """
    if last_day_administered(after) < last_day_administered(before):
        raise DomainError("last_administrator")

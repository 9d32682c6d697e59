"""TODO-DOC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tui_app.domain.errors import DomainError
from tui_app.domain.records.action import Action

NUDGE_INTERVAL = timedelta(days=7)
"""A promise is reminded of once in so long a time, whoever does it."""


@dataclass(frozen=True, slots=True)
class ActionNotice:
    """What somebody says about an open action and what waits: a reminder of an overdue one, or a comment."""

    action_id: int
    by_name: str
    on: date
    is_comment: bool = False


NUDGES_SHOWN_FOR = timedelta(days=30)
"""How long it stands at a promise that somebody has reminded of it."""


COMMENTS_SHOWN_FOR = timedelta(days=14)
"""How long it stands at an action that somebody has commented on it, until the reader does something about it."""


def may_be_nudged(action: Action, viewer_id: int, today: date) -> bool:
    """Whether the viewer may remind of this promise: overdue, and somebody else's."""
    return action.is_overdue(today) and action.responsible_id != viewer_id


def check_nudge(action: Action, viewer_id: int, last: date | None, today: date) -> None:
    """Whether somebody may be reminded of a promise now.

    Args:
        last: the day on which they were reminded of it last.

    Raises:
        DomainError: `not_overdue`, or `reminded_lately` with the day from which it can be done again.
    """
    if not may_be_nudged(action, viewer_id, today):
        raise DomainError("not_overdue")
    if last is not None and today < last + NUDGE_INTERVAL:
        raise DomainError("reminded_lately", day=last + NUDGE_INTERVAL)

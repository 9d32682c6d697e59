"""Nudges: reminders of somebody else's overdue action."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from tui_app.domain.errors import DomainError
from tui_app.domain.records.action import Action

NUDGE_INTERVAL = timedelta(days=7)
"""The shortest time between two nudges about the same action, whoever sends them."""


class ActionNotice(Struct, frozen=True):
    """A message about an open action: a nudge about an overdue one, or a comment."""

    action_id: int
    by_name: str
    on: date
    is_comment: bool = False


NUDGES_SHOWN_FOR = timedelta(days=30)
"""How long a nudge is shown beside its action."""
COMMENTS_SHOWN_FOR = timedelta(days=14)
"""How long a comment is shown beside its action, unless the reader changes the action first."""


def may_be_nudged(action: Action, viewer_id: int, today: date) -> bool:
    """True if the viewer may send a nudge about this action: it is overdue, and somebody else's."""
    return action.is_overdue(today) and action.responsible_id != viewer_id


def check_nudge(action: Action, viewer_id: int, last: date | None, today: date) -> None:
    """Check that the person responsible for an action may be nudged now.

    Args:
        action: the action.
        viewer_id: the person who wants to send the nudge.
        last: the day of the last nudge; None if there was none.
        today: the current day.

    Raises:
        DomainError: `not_overdue`; `responsible_has_left` with their name; or `reminded_lately` with the first day on
            which a nudge is possible again.
    """
    if not may_be_nudged(action, viewer_id, today):
        raise DomainError("not_overdue")
    if action.lacks_responsible(today):
        raise DomainError("responsible_has_left", name=action.responsible_name)
    if last is not None and last <= today < last + NUDGE_INTERVAL:  # a day in the future is from a wrong clock
        raise DomainError("reminded_lately", day=last + NUDGE_INTERVAL)

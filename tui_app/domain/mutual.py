"""What each does so that the other sees somebody cares: a follow-up asked for, a promise remembered, an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tui_app.domain.records import Action, ActionStatus
from tui_app.domain.refusals import Refusal

NUDGE_EVERY = timedelta(days=7)
"""A promise is reminded of once in so long a time, whoever does it."""
ANSWERED_WITHIN = timedelta(days=60)
"""What was done longer ago waits for no word any more: an answer is a joy, not a debt."""


@dataclass(frozen=True, slots=True)
class Request:
    """An employee asks to be followed up.

    Attributes:
        answered_on: the day on which it was answered or taken back; None while it waits.
    """

    id: int
    person_id: int
    text: str
    asked_on: date
    answered_on: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """What somebody says about an open action and what waits: a reminder of an overdue one, or a comment."""

    action_id: int
    by_name: str
    on: date
    is_comment: bool = False


NUDGES_SHOWN = timedelta(days=30)
"""How long it stands at a promise that somebody has reminded of it."""
COMMENTS_SHOWN = timedelta(days=14)
"""How long it stands at an action that somebody has commented on it, until the reader does something about it."""


def waits_for_word(action: Action, viewer_id: int, today: date) -> bool:
    """Whether something done waits for a word of the viewer: somebody else did it, and nobody has answered."""
    return (
        action.status is ActionStatus.DONE
        and action.acknowledged_on is None
        and action.responsible_id != viewer_id
        and action.done_on is not None
        and today - action.done_on <= ANSWERED_WITHIN
    )


def may_be_reminded(action: Action, viewer_id: int, today: date) -> bool:
    """Whether the viewer may remind of this promise: overdue, and somebody else's."""
    return action.is_overdue(today) and action.responsible_id != viewer_id


def check_nudge(action: Action, viewer_id: int, last: date | None, today: date) -> None:
    """Whether somebody may be reminded of a promise now.

    Args:
        last: the day on which they were reminded of it last.

    Raises:
        Refusal: `not_overdue`, or `reminded_lately` with the day from which it can be done again.
    """
    if not may_be_reminded(action, viewer_id, today):
        raise Refusal("not_overdue")
    if last is not None and today < last + NUDGE_EVERY:
        raise Refusal("reminded_lately", day=last + NUDGE_EVERY)

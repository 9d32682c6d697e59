"""What each does so that the other sees somebody cares: a follow-up asked for, a promise remembered, an answer."""

from __future__ import annotations

from datetime import date, timedelta

from tui_app.domain.records.action import Action, ActionStatus

ACKNOWLEDGE_WITHIN = timedelta(days=60)
"""What was done longer ago waits for no word any more: an answer is a joy, not a debt."""


def awaits_acknowledgement(action: Action, viewer_id: int, today: date) -> bool:
    """Whether something done waits for a word of the viewer: somebody else did it, and nobody has answered."""
    return (
        action.status is ActionStatus.DONE
        and action.acknowledged_on is None
        and action.responsible_id != viewer_id
        and action.done_on is not None
        and today - action.done_on <= ACKNOWLEDGE_WITHIN
    )

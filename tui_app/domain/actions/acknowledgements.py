"""Acknowledgements of actions that somebody else has done."""

from __future__ import annotations

from datetime import date, timedelta

from tui_app.domain.records.action import Action, ActionStatus

ACKNOWLEDGE_WITHIN = timedelta(days=60)
"""Actions done longer ago than this no longer wait for an acknowledgement."""


def awaits_acknowledgement(action: Action, viewer_id: int, today: date) -> bool:
    """True if an action that somebody else has done waits for the viewer to acknowledge it."""
    return (
        action.status is ActionStatus.DONE
        and action.acknowledged_on is None
        and action.responsible_id != viewer_id
        and action.done_on is not None
        and today - action.done_on <= ACKNOWLEDGE_WITHIN
    )

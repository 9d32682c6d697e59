"""Undo: take back what one key press did."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.records import Action, ChangeKind, Goal, Subject, Viewer
from tui_app.domain.refusals import Refusal
from tui_app.services.marks import mark
from tui_app.storage import actions, history, minutes, pages, preparations
from tui_app.storage.database import writing


def undo(viewer: Viewer, now: datetime, batch: str) -> int:
    """Take back a batch of changes that `viewer` made: all of it, or nothing.

    Returns:
        How many changes were taken back.

    Raises:
        Refusal: `nothing_to_undo`, or `undo_too_late` when somebody went on working on it.
    """
    with writing(viewer):
        done = history.batch(batch, viewer.id)
        if not done or any(one.kind is ChangeKind.STEP for one in done):
            raise Refusal("nothing_to_undo")
        taking_back = mark(viewer, now)
        for one in done:
            if by := _stays(one) or history.undo(one, taking_back):
                raise Refusal("undo_too_late", by=by)
        return len(done)


def _stays(done: history.Done) -> str:
    """Who stands for what would be lost if it were taken back; empty when nothing would.

    A planned conversation carries what somebody has prepared for it, in answer to the form it has now, a goal the
    actions that serve it; what was agreed in a conversation stands in the minutes once they are submitted. Nor does an
    action serve again what is gone.
    """
    created = done.kind is ChangeKind.CREATED
    if done.subject is Subject.CONVERSATION:
        return preparations.writers(done.subject_id) if created or "template_id" in done.before else ""
    if not created:
        goal_id = done.before.get("goal_id")
        return history.last_changed_by(Subject.GOAL, goal_id) if goal_id and pages.goal(goal_id) is None else ""
    if done.subject is Subject.GOAL and (by := history.tied_by(done.subject_id)):
        return by
    if done.subject is Subject.ACTION:
        agreed: Action | Goal | None = actions.get(done.subject_id)
    else:
        agreed = pages.goal(done.subject_id) if done.subject is Subject.GOAL else None
    conversation_id = agreed.conversation_id if agreed else None
    return minutes.submitter(conversation_id) if conversation_id is not None else ""

"""Undo: take back what one key press did."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.errors import DomainError
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Viewer
from tui_app.services.change_stamp import change_stamp
from tui_app.storage.actions import actions, goals
from tui_app.storage.conversations import minutes, preparations
from tui_app.storage.database import writing
from tui_app.storage.history import history
from tui_app.storage.history import undo as stored_undo


def undo(viewer: Viewer, now: datetime, batch: str) -> int:
    """Take back a batch of changes that `viewer` made: all of it, or nothing.

    Returns:
        How many changes were taken back.

    Raises:
        DomainError: `nothing_to_undo`, or `undo_too_late` when somebody went on working on it.
    """
    with writing(viewer):
        done = stored_undo.undoable_batch(batch, viewer.id)
        if not done or any(one.kind is ChangeKind.STEP for one in done):
            raise DomainError("nothing_to_undo")
        taking_back = change_stamp(viewer, now)
        for one in done:
            if by := _blocked_by(one) or stored_undo.undo_change(one, taking_back):
                raise DomainError("undo_too_late", by=by)
        return len(done)


def _blocked_by(done: stored_undo.UndoableChange) -> str:
    """Who stands for what would be lost if it were taken back; empty when nothing would.

    A planned conversation carries what somebody has prepared for it, in answer to the form it has now, a goal the
    actions that serve it; what was agreed in a conversation stands in the minutes once they are submitted. Nor does an
    action serve again what is gone.
    """
    created = done.kind is ChangeKind.CREATED
    if done.subject is ChangeSubject.CONVERSATION:
        return preparations.writer_names(done.subject_id) if created or "template_id" in done.before else ""
    if not created:
        goal_id = done.before.get("goal_id")
        return (
            history.last_changed_by(ChangeSubject.GOAL, goal_id) if goal_id and goals.get_goal(goal_id) is None else ""
        )
    if done.subject is ChangeSubject.GOAL and (by := history.action_linked_by(done.subject_id)):
        return by
    if done.subject is ChangeSubject.ACTION:
        agreed: Action | Goal | None = actions.get(done.subject_id)
    else:
        agreed = goals.get_goal(done.subject_id) if done.subject is ChangeSubject.GOAL else None
    conversation_id = agreed.conversation_id if agreed else None
    return minutes.submitter_name(conversation_id) if conversation_id is not None else ""

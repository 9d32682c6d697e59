"""Undo the last change."""

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
    """Undo a batch of changes that `viewer` made: all of them, or none.

    Returns:
        How many changes were undone.

    Raises:
        DomainError: `nothing_to_undo`; or `undo_too_late`: somebody has built on it since.
    """
    with writing(viewer):
        changes = stored_undo.undoable_batch(batch, viewer.id)
        if not changes or any(change.kind is ChangeKind.STEP for change in changes):
            raise DomainError("nothing_to_undo")
        stamp = change_stamp(viewer, now)
        for change in changes:
            if by := _blocked_by(change) or stored_undo.undo_change(change, stamp):
                raise DomainError("undo_too_late", by=by)
        return len(changes)


def _blocked_by(change: stored_undo.UndoableChange) -> str:
    """Name of the person whose work would be lost by undoing a change; empty if undoing it is safe.

    - A planned conversation, or its form, cannot be undone once somebody has prepared for it.
    - A new goal cannot be undone while an action supports it.
    - A goal or action agreed in a conversation cannot be undone once the minutes are submitted.
    - An action cannot go back to a goal that no longer exists.
    """
    created = change.kind is ChangeKind.CREATED
    if change.subject is ChangeSubject.CONVERSATION:
        return preparations.writer_names(change.subject_id) if created or "template_id" in change.before else ""
    if not created:
        goal_id = change.before.get("goal_id")
        return (
            history.last_changed_by(ChangeSubject.GOAL, goal_id) if goal_id and goals.get_goal(goal_id) is None else ""
        )
    if change.subject is ChangeSubject.GOAL and (by := history.action_linked_by(change.subject_id)):
        return by
    if change.subject is ChangeSubject.ACTION:
        agreed: Action | Goal | None = actions.get(change.subject_id)
    else:
        agreed = goals.get_goal(change.subject_id) if change.subject is ChangeSubject.GOAL else None
    conversation_id = agreed.conversation_id if agreed else None
    return minutes.submitter_name(conversation_id) if conversation_id is not None else ""

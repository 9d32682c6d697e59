"""Undo: take back what one key press did."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.records import ChangeKind, Subject, Viewer
from tui_app.domain.refusals import Refusal
from tui_app.services.marks import mark
from tui_app.storage import history, preparations
from tui_app.storage.database import writing


def undo(viewer: Viewer, now: datetime, batch: str) -> int:
    """Take back a batch of changes that `viewer` made: all of it, or nothing.

    Returns:
        How many changes were taken back.

    Raises:
        Refusal: `nothing_to_undo`, or `undo_too_late` when somebody went on working on it.
    """
    with writing():
        done = history.batch(batch, viewer.id)
        if not done or any(one.kind is ChangeKind.STEP for one in done):
            raise Refusal("nothing_to_undo")
        taking_back = mark(viewer, now)
        for one in done:
            if _holds_words(one) or not history.undo(one, taking_back):
                by = history.last_changed_by(one.subject, one.subject_id)
                raise Refusal("undo_too_late", by=by)
        return len(done)


def _holds_words(done: history.Done) -> bool:
    """Whether taking back a planned conversation would take what somebody has prepared with it."""
    is_plan = done.subject is Subject.CONVERSATION and done.kind is ChangeKind.CREATED
    return is_plan and preparations.any_answer(done.subject_id)

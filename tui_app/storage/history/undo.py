"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.storage.history.history import name_of_newest
from tui_app.storage.history.recording import NOTE_KINDS, TABLES_BY_SUBJECT, ChangeStamp, column_name, write_entry
from tui_app.storage.tables import registry as tables


@dataclass(frozen=True, slots=True)
class UndoableChange:
    """One recorded change as undoing it needs it."""

    id: int
    person_id: int
    subject: ChangeSubject
    subject_id: int
    kind: ChangeKind
    before: Mapping[str, Any]


def undoable_batch(batch_id: str, by_id: int) -> list[UndoableChange]:
    """What one person did in one batch and has not undone, the newest first."""
    table = tables.History
    query = (
        table.select()
        .where(table.batch == batch_id, table.by == by_id, table.undone == False)  # noqa: E712
        .order_by(table.id.desc())
    )
    return [
        UndoableChange(
            row["id"],
            row["person"],
            row["subject"],
            row["subject_id"],
            row["kind"],
            row["before"],
        )
        for row in query.dicts()
    ]


def undo_change(done: UndoableChange, mark: ChangeStamp) -> str:
    """Take one change back, if nobody changed the thing since: fields as before, or gone when it was new.

    A new conversation that calendars have been told of stays as a cancelled one, so that they can be told of that.

    The version goes on counting, so that a third terminal which read the undone state notices.

    Returns:
        Who changed the thing since; nothing is written then. Empty when the change was taken back.
    """
    table = TABLES_BY_SUBJECT[done.subject]
    if by := _later_change_by(done):
        return by
    itself = table.id == done.subject_id
    if done.kind in (ChangeKind.ON_TRACK, ChangeKind.NUDGED):
        pass  # it changed nothing
    elif done.kind is ChangeKind.COMMENT:
        table.update(comments=table.comments - 1).where(itself).execute()
    elif done.kind is ChangeKind.CREATED and not _is_in_calendars(done):
        table.delete().where(itself).execute()
    elif done.kind is ChangeKind.CREATED:
        cancelled = {"state": ConversationState.CANCELLED, "sequence": table.sequence + 1}
        table.update(cancelled | {"version": table.version + 1}).where(itself).execute()
    else:
        values = {column_name(name): value for name, value in done.before.items()}
        if "sequence" in values:  # a calendar that learned of the change has to learn of its undoing
            values["sequence"] = table.sequence + 1
        table.update(values | {"version": table.version + 1}).where(itself).execute()
    tables.History.update(undone=True).where(tables.History.id == done.id).execute()
    write_entry(mark, done.person_id, done.subject, done.subject_id, ChangeKind.UNDONE, {}, {}, "")
    return ""


def _is_in_calendars(done: UndoableChange) -> bool:
    table = tables.Conversation
    here = (table.id == done.subject_id) & (table.in_calendar == True)  # noqa: E712
    return done.subject is ChangeSubject.CONVERSATION and bool(table.select(table.id).where(here).exists())


def _later_change_by(done: UndoableChange) -> str:
    """Whose later change of the same thing stands; what is only said counts where it is to go altogether."""
    table = tables.History
    passing = [ChangeKind.UNDONE]
    if done.kind in NOTE_KINDS:
        return ""
    if done.kind is not ChangeKind.CREATED:
        passing.extend(NOTE_KINDS)
    return name_of_newest(
        (table.subject == done.subject)
        & (table.subject_id == done.subject_id)
        & (table.id > done.id)
        & (table.undone == False)  # noqa: E712
        & table.kind.not_in(passing)
    )

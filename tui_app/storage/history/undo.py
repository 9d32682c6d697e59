"""Undoing recorded changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.storage.history.history import name_of_newest
from tui_app.storage.history.recording import NOTE_KINDS, ChangeStamp, column_name, write_entry
from tui_app.storage.tables import registry as tables


class UndoableChange(Struct, frozen=True):
    """A recorded change, with what is needed to undo it."""

    id: int
    person_id: int
    subject: ChangeSubject
    subject_id: int
    kind: ChangeKind
    before: Mapping[str, Any]


def undoable_batch(batch_id: str, by_id: int) -> list[UndoableChange]:
    """Return a person's changes in a batch that are not undone yet, the newest first."""
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


def undo_change(change: UndoableChange, stamp: ChangeStamp) -> str:
    """Undo a change, unless the record was changed since: restore the fields, or delete a new record.

    A new conversation that was exported to a calendar is cancelled instead, so that the calendar can be updated.

    The version is raised, so that other terminals notice the change.

    Returns:
        Empty if the change was undone; otherwise the name of the person who changed the record since.
    """
    table = tables.TABLES_BY_SUBJECT[change.subject]
    if by := _later_change_by(change):
        return by
    is_record = table.id == change.subject_id
    if change.kind in (ChangeKind.ON_TRACK, ChangeKind.NUDGED):
        pass  # no field was changed
    elif change.kind is ChangeKind.COMMENT:
        table.update(comments=table.comments - 1).where(is_record).execute()
    elif change.kind is ChangeKind.CREATED and not _is_in_calendar(change):
        table.delete().where(is_record).execute()
    elif change.kind is ChangeKind.CREATED:
        cancelled = {"state": ConversationState.CANCELLED, "sequence": table.sequence + 1}
        table.update(cancelled | {"version": table.version + 1}).where(is_record).execute()
    else:
        values = {column_name(name): value for name, value in change.before.items()}
        if "sequence" in values:  # calendars ignore an update that does not raise the sequence
            values["sequence"] = table.sequence + 1
        table.update(values | {"version": table.version + 1}).where(is_record).execute()
    tables.History.update(undone=True).where(tables.History.id == change.id).execute()
    write_entry(stamp, change.person_id, change.subject, change.subject_id, ChangeKind.UNDONE, {}, {}, "")
    return ""


def _is_in_calendar(change: UndoableChange) -> bool:
    table = tables.Conversation
    query = table.select(table.id).where(table.id == change.subject_id, table.in_calendar == True)  # noqa: E712
    return change.subject is ChangeSubject.CONVERSATION and bool(query.exists())


def _later_change_by(change: UndoableChange) -> str:
    """Name of the author of the newest later change of the record; later notes count if the record would be deleted."""
    if change.kind in NOTE_KINDS:
        return ""
    table = tables.History
    ignored = [ChangeKind.UNDONE, *(() if change.kind is ChangeKind.CREATED else NOTE_KINDS)]
    return name_of_newest(
        (table.subject == change.subject)
        & (table.subject_id == change.subject_id)
        & (table.id > change.id)
        & (table.undone == False)  # noqa: E712
        & table.kind.not_in(ignored)
    )

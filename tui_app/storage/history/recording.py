"""Changes and their history: every change goes through here, names the version it saw, and can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee as pw

from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.storage.database import is_postgres
from tui_app.storage.tables import registry as tables

TABLES_BY_SUBJECT: Mapping[ChangeSubject, Any] = {
    ChangeSubject.ACTION: tables.Action,
    ChangeSubject.GOAL: tables.Goal,
    ChangeSubject.CONVERSATION: tables.Conversation,
    ChangeSubject.FOLLOW_UP: tables.FollowUp,
    ChangeSubject.TOPIC: tables.Topic,
    ChangeSubject.REQUEST: tables.FollowUpRequest,
    ChangeSubject.SCHEDULE: tables.FollowUpSchedule,
    ChangeSubject.PAUSE: tables.Pause,
    ChangeSubject.MINUTES: tables.Minutes,
    ChangeSubject.TEMPLATE: tables.Template,
}


NOTE_KINDS = (ChangeKind.COMMENT, ChangeKind.ON_TRACK, ChangeKind.NUDGED)
"""What is said about a thing and changes none of its fields."""


@dataclass(frozen=True, slots=True)
class ChangeStamp:
    """Who changes, when, and in which batch: changes made by one key press are undone by one key press."""

    by_id: int
    at: datetime
    batch: str


def to_json_values(values: Mapping[str, object]) -> dict[str, object]:
    """Values as JSON keeps them: days as ISO text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def create(subject: ChangeSubject, person_id: int, values: Mapping[str, object], mark: ChangeStamp) -> int:
    """Store something new with its first history row; the id."""
    new: int = insert_query(subject, values).execute()
    kept = {name: value for name, value in to_json_values(values).items() if name not in ("person", "person_id")}
    write_entry(mark, person_id, subject, new, ChangeKind.CREATED, {}, kept, "")
    return new


def insert_query(subject: ChangeSubject, values: Mapping[str, object]) -> Any:
    """The query that stores something new and hands out its id. Call it while writing.

    The id is one that the history has never named: SQLite would give that of a row that is gone to the next one, and
    whoever still has the former open would change the latter.
    """
    table = TABLES_BY_SUBJECT[subject]
    if not is_postgres():
        past, newest = tables.History, pw.fn.MAX
        known = (
            table.select(newest(table.id)),
            past.select(newest(past.subject_id)).where(past.subject == subject),
        )
        values = {**values, "id": newest(*(pw.fn.COALESCE(number, 0) for number in known)) + 1}
    return table.insert(values)


def update(
    subject: ChangeSubject,
    record: Any,
    kind: ChangeKind,
    values: Mapping[str, object],
    seen_version: int,
    mark: ChangeStamp,
    note: str = "",
) -> bool:
    """Change `record` (as read in this transaction) if it still is the version that was seen, and write it down.

    Returns:
        False when somebody else changed it first; nothing is written then.
    """
    table = TABLES_BY_SUBJECT[subject]
    changed = (
        table.update({column_name(name): value for name, value in values.items()} | {"version": table.version + 1})
        .where(table.id == record.id, table.version == seen_version)
        .execute()
    )
    if changed != 1:
        return False
    before = to_json_values({name: getattr(record, name) for name in values})
    write_entry(mark, record.person_id, subject, record.id, kind, before, to_json_values(values), note)
    return True


def record_step(
    subject: ChangeSubject, subject_id: int, person_id: int, before: object, after: object, mark: ChangeStamp
) -> None:
    """Write down a step of a conversation, its minutes or a form: who, when, from which state to which."""
    was, became = ({"state": value} if value else {} for value in (before, after))
    write_entry(mark, person_id, subject, subject_id, ChangeKind.STEP, was, became, "")


def record_note(subject: ChangeSubject, record: Any, kind: ChangeKind, note: str, mark: ChangeStamp) -> None:
    """Write something down about `record` that changes none of its fields: a comment, a reminder."""
    write_entry(mark, record.person_id, subject, record.id, kind, {}, {}, note)


def column_name(name: str) -> str:
    return name.removesuffix("_id")


def write_entry(
    mark: ChangeStamp,
    person_id: int,
    subject: ChangeSubject,
    subject_id: int,
    kind: ChangeKind,
    before: Mapping[str, object],
    after: Mapping[str, object],
    note: str,
) -> None:
    tables.History.insert(
        at=mark.at,
        by=mark.by_id,
        batch=mark.batch,
        person=person_id,
        subject=subject,
        subject_id=subject_id,
        kind=kind,
        before=dict(before),
        after=dict(after),
        note=note,
    ).execute()

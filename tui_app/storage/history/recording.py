"""Creating and changing records together with their history, so that each change can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import peewee as pw
from msgspec import Struct

from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.storage.changes import notices
from tui_app.storage.database import is_postgres
from tui_app.storage.tables import registry as tables

NOTE_KINDS = (ChangeKind.COMMENT, ChangeKind.ON_TRACK, ChangeKind.NUDGED)
"""Notes on a record, which change none of its fields."""
_SEEN_BY = {ChangeSubject.ACTION: "responsible", ChangeSubject.CONVERSATION: "leader"}
"""The column of who sees a record, beside the person on whose page it is."""


class ChangeStamp(Struct, frozen=True):
    """Who makes a change, when, and in which batch: the changes of one batch are undone together."""

    by_id: int
    at: datetime
    batch: str


def to_json_values(values: Mapping[str, object]) -> dict[str, object]:
    """Convert dates and times to ISO text, for storage as JSON."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def create(subject: ChangeSubject, person_id: int, values: Mapping[str, object], stamp: ChangeStamp) -> int:
    """Store a new record with its first history entry, and return its id.

    Args:
        subject: the kind of record.
        person_id: the person on whose page it belongs.
        values: column name -> value.
        stamp: who creates it, and when.
    """
    record_id: int = insert_query(subject, values).execute()
    notices.concerns([_person_id(values.get(_SEEN_BY.get(subject, "")))])
    after = {name: value for name, value in to_json_values(values).items() if name not in ("person", "person_id")}
    write_entry(stamp, person_id, subject, record_id, ChangeKind.CREATED, {}, after, "")
    return record_id


def insert_query(subject: ChangeSubject, values: Mapping[str, object]) -> Any:
    """Build the query that stores a new record and returns its id. Execute it in a transaction.

    The id is one that does not occur in the history: SQLite would reuse the id of a deleted row, and somebody who still
    has the deleted record open would then change the new one.
    """
    table = tables.TABLES_BY_SUBJECT[subject]
    if not is_postgres():
        history, largest = tables.History, pw.fn.MAX
        used_ids = (
            table.select(largest(table.id)),
            history.select(largest(history.subject_id)).where(history.subject == subject),
        )
        values = {**values, "id": largest(*(pw.fn.COALESCE(used, 0) for used in used_ids)) + 1}
    return table.insert(values)


def update(
    subject: ChangeSubject,
    record: Any,
    kind: ChangeKind,
    values: Mapping[str, object],
    base_version: int,
    stamp: ChangeStamp,
    note: str = "",
) -> bool:
    """Change a record and add the change to the history.

    Args:
        subject: the kind of record.
        record: the record as read in this transaction.
        kind: the kind of change.
        values: field name -> new value.
        base_version: the version that the change is based on.
        stamp: who changes it, and when.
        note: the reason given, if any.

    Returns:
        False if the stored version is not `base_version`; nothing is written then.
    """
    table = tables.TABLES_BY_SUBJECT[subject]
    changed = (
        table.update({column_name(name): value for name, value in values.items()} | {"version": table.version + 1})
        .where(table.id == record.id, table.version == base_version)
        .execute()
    )
    if changed != 1:
        return False
    seen_by = f"{_SEEN_BY.get(subject, '')}_id"
    notices.concerns([getattr(record, seen_by, None), _person_id(values.get(seen_by))])
    before = to_json_values({name: getattr(record, name) for name in values})
    write_entry(stamp, record.person_id, subject, record.id, kind, before, to_json_values(values), note)
    return True


def record_step(
    subject: ChangeSubject, subject_id: int, person_id: int, before: object, after: object, stamp: ChangeStamp
) -> None:
    """Add a step of a conversation, its minutes or a form to the history: from one state to another."""
    old, new = ({"state": state} if state else {} for state in (before, after))
    write_entry(stamp, person_id, subject, subject_id, ChangeKind.STEP, old, new, "")


def record_note(subject: ChangeSubject, record: Any, kind: ChangeKind, note: str, stamp: ChangeStamp) -> None:
    """Add a note on a record to the history, such as a comment or a reminder; see `NOTE_KINDS`."""
    notices.concerns([getattr(record, "responsible_id", None)])
    write_entry(stamp, record.person_id, subject, record.id, kind, {}, {}, note)


def column_name(name: str) -> str:
    """Return the column for a field of a record: `goal` for `goal_id`."""
    return name.removesuffix("_id")


def write_entry(
    stamp: ChangeStamp,
    person_id: int,
    subject: ChangeSubject,
    subject_id: int,
    kind: ChangeKind,
    before: Mapping[str, object],
    after: Mapping[str, object],
    note: str,
) -> None:
    """Add an entry to the history, with the values before and after by name."""
    notices.concerns([person_id])
    tables.History.insert(
        at=stamp.at,
        by=stamp.by_id,
        batch=stamp.batch,
        person=person_id,
        subject=subject,
        subject_id=subject_id,
        kind=kind,
        before=dict(before),
        after=dict(after),
        note=note,
    ).execute()


def _person_id(value: object) -> int | None:
    return value if isinstance(value, int) else None

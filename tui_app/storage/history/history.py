"""Queries about the change history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import Change, ChangeKind, ChangeSubject
from tui_app.domain.records.goal import GoalStatus
from tui_app.storage.history.recording import NOTE_KINDS
from tui_app.storage.people import people
from tui_app.storage.tables import registry as tables


def of_subject(subject: ChangeSubject, subject_id: int) -> tuple[Change, ...]:
    """Return the changes of one record, the newest first."""
    return of_subjects(subject, [subject_id])[subject_id]


def of_subjects(subject: ChangeSubject, subject_ids: Sequence[int]) -> dict[int, tuple[Change, ...]]:
    """Return the changes of some records by record id, the newest first.

    Changes before the creation are left out: early versions of the program could give the id of a deleted record to
    another record in a SQLite file.
    """
    table = tables.History
    query = _select().where(table.subject == subject, table.subject_id.in_(subject_ids))
    histories: dict[int, list[Change]] = {subject_id: [] for subject_id in subject_ids}
    for row in query.dicts():
        changes = histories[row["subject_id"]]
        if not changes or changes[-1].kind is not ChangeKind.CREATED:
            changes.append(change_record(row))
    return {subject_id: tuple(changes) for subject_id, changes in histories.items()}


def newest_change_id(subject: ChangeSubject, subject_id: int) -> int:
    """Return the id of the newest change of a record; 0 if there is none."""
    table = tables.History
    newest = table.select(pw.fn.MAX(table.id)).where(table.subject == subject, table.subject_id == subject_id)
    return int(newest.scalar() or 0)


_OTHER_THAN_FIELDS = (*NOTE_KINDS, ChangeKind.SEEN, ChangeKind.THANKED)


def changed_since(subject: ChangeSubject, subject_ids: Collection[int], change_id: int) -> frozenset[int]:
    """Return the ids of the records of which something was changed after a change, other than whether they are done.

    By the order of the changes: a clock may have been wrong.
    """
    table = tables.History
    query = table.select(table.subject_id, table.kind, table.before, table.after).where(
        table.subject == subject,
        table.subject_id.in_(list(subject_ids)),
        table.id > change_id,
        table.undone == False,  # noqa: E712
        table.kind.not_in(_OTHER_THAN_FIELDS),
    )
    return frozenset(
        subject_id
        for subject_id, kind, before, after in query.tuples()
        if kind is not ChangeKind.STATUS or ActionStatus.DROPPED in (before.get("status"), after.get("status"))
    )


def count_comments_after(changes: Mapping[int, int]) -> dict[int, int]:
    """Return the number of comments by action id, each only after the change given for the action."""
    table = tables.History
    query = table.select(table.id, table.subject_id).where(
        table.subject == ChangeSubject.ACTION,
        table.subject_id.in_(list(changes)),
        table.kind == ChangeKind.COMMENT,
        table.undone == False,  # noqa: E712
    )
    return Counter(action_id for change_id, action_id in query.tuples() if change_id > changes[action_id])


def of_person(person_id: int) -> tuple[Change, ...]:
    """Return all changes on a person's page, the newest first."""
    return tuple(change_record(row) for row in _select().where(tables.History.person == person_id).dicts())


def _select() -> pw.ModelSelect:
    return people.select_with_author(tables.History).order_by(tables.History.id.desc())


def change_record(row: Mapping[str, Any]) -> Change:
    """Convert a row of the history, with the additional columns `by_name` and `by_end`, to a record."""
    return Change(
        id=row["id"],
        at=row["at"],
        by_name=row["by_name"],
        kind=row["kind"],
        subject=row["subject"],
        subject_id=row["subject_id"],
        before=row["before"],
        after=row["after"],
        note=row["note"],
        undone=row["undone"],
        by_end=row["by_end"],
    )


def goals_reached_since(person_id: int, since: datetime) -> frozenset[int]:
    """Return the ids of a person's goals that were marked as reached at or after a time."""
    table = tables.History
    rows = table.select(table.subject_id, table.after).where(
        table.person == person_id,
        table.subject == ChangeSubject.GOAL,
        table.at >= since,
        table.undone == False,  # noqa: E712
    )
    return frozenset(goal_id for goal_id, after in rows.tuples() if after.get("status") == GoalStatus.REACHED)


def last_changed_by(subject: ChangeSubject, subject_id: int) -> str:
    """Return the name of the person who last changed a record; empty if there is no history."""
    table = tables.History
    return name_of_newest((table.subject == subject) & (table.subject_id == subject_id) & table.kind.not_in(NOTE_KINDS))


def last_author(subject: ChangeSubject, subject_id: int) -> tuple[int, str] | None:
    """Return the id and name of the person who last changed a record, or None."""
    table = tables.History
    query = (
        table.select(table.by, tables.Person.name)
        .join(tables.Person, on=(table.by == tables.Person.id))
        .where(table.subject == subject, table.subject_id == subject_id, table.kind.not_in(NOTE_KINDS))
    )
    row = query.order_by(table.id.desc()).tuples().first()
    return (int(row[0]), str(row[1])) if row else None


def action_linked_by(goal_id: int) -> str:
    """Return the name of the person who last linked an action to a goal; empty if no action is linked."""
    table, action = tables.History, tables.Action
    linked = [row[0] for row in action.select(action.id).where(action.goal == goal_id).tuples()]
    query = table.select(table.id, table.after).where(
        table.subject == ChangeSubject.ACTION, table.subject_id.in_(linked)
    )
    changes = [number for number, after in query.tuples() if goal_id in (after.get("goal"), after.get("goal_id"))]
    return name_of_newest(table.id.in_(changes))


def name_of_newest(condition: Any) -> str:
    """Return the name of the author of the newest change that matches a peewee condition; empty if none does."""
    table = tables.History
    row = (
        table.select(tables.Person.name)
        .join(tables.Person, on=(table.by == tables.Person.id))
        .where(condition)
        .order_by(table.id.desc())
        .tuples()
        .first()
    )
    return str(row[0]) if row else ""

"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tui_app.domain.records.change import Change, ChangeKind, ChangeSubject
from tui_app.domain.records.goal import GoalStatus
from tui_app.storage.history.recording import NOTE_KINDS
from tui_app.storage.tables import registry as tables


def of_subject(subject: ChangeSubject, subject_id: int) -> tuple[Change, ...]:
    """Everything that happened to one thing, the newest first."""
    return of_subjects(subject, [subject_id])[subject_id]


def of_subjects(subject: ChangeSubject, subject_ids: Sequence[int]) -> dict[int, tuple[Change, ...]]:
    """Everything that happened to some things, by id, each the newest first.

    It begins where the thing was made: a SQLite file may have been filled by a program that gave the number of one that
    was taken back to the next one.
    """
    table = tables.History
    query = (
        table.select(table, tables.Person.name.alias("by_name"))
        .join(tables.Person, on=(table.by == tables.Person.id))
        .where(table.subject == subject, table.subject_id.in_(subject_ids))
        .order_by(table.id.desc())
    )
    found: dict[int, list[Change]] = {subject_id: [] for subject_id in subject_ids}
    for row in query.dicts():
        told = found[row["subject_id"]]
        if not told or told[-1].kind is not ChangeKind.CREATED:
            told.append(change_record(row))
    return {subject_id: tuple(told) for subject_id, told in found.items()}


def of_person(person_id: int) -> tuple[Change, ...]:
    """Everything that happened on one person's page, the newest first."""
    table = tables.History
    query = (
        table.select(table, tables.Person.name.alias("by_name"))
        .join(tables.Person, on=(table.by == tables.Person.id))
        .where(table.person == person_id)
        .order_by(table.id.desc())
    )
    return tuple(change_record(row) for row in query.dicts())


def change_record(row: Mapping[str, Any]) -> Change:
    """A row of the history, with the name of who did it, as a record."""
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
    )


def goals_reached_since(person_id: int, since: datetime) -> frozenset[int]:
    """Ids of the goals of a person that were marked as reached from a moment on."""
    table = tables.History
    rows = table.select(table.subject_id, table.after).where(
        table.person == person_id,
        table.subject == ChangeSubject.GOAL,
        table.at >= since,
        table.undone == False,  # noqa: E712
    )
    return frozenset(goal_id for goal_id, after in rows.tuples() if after.get("status") == GoalStatus.REACHED)


def last_changed_by(subject: ChangeSubject, subject_id: int) -> str:
    """Name of the person who changed it last; empty when there is no history."""
    table = tables.History
    return name_of_newest((table.subject == subject) & (table.subject_id == subject_id) & table.kind.not_in(NOTE_KINDS))


def action_linked_by(goal_id: int) -> str:
    """Who has let an action serve this goal, the last of them; empty when none does."""
    table, action = tables.History, tables.Action
    serving = action.select(action.id).where(action.goal == goal_id)
    ids = [row[0] for row in serving.tuples()]
    told = table.select(table.id, table.after).where(table.subject == ChangeSubject.ACTION, table.subject_id.in_(ids))
    tying = [row_id for row_id, after in told.tuples() if goal_id in (after.get("goal"), after.get("goal_id"))]
    return name_of_newest(table.id.in_(tying))


def name_of_newest(condition: Any) -> str:
    """Name of the person who made the last of the changes for which a condition holds; empty when there is none."""
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

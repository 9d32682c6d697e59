"""Changes and their history: every change goes through here, names the version it saw, and can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee as pw

from tui_app.domain.records import Change, ChangeKind, ConversationState, GoalStatus, Subject
from tui_app.storage import tables
from tui_app.storage.database import is_postgres

_TABLES: Mapping[Subject, Any] = {
    Subject.ACTION: tables.Action,
    Subject.GOAL: tables.Goal,
    Subject.CONVERSATION: tables.Conversation,
    Subject.FOLLOW_UP: tables.FollowUp,
    Subject.TOPIC: tables.Topic,
    Subject.REQUEST: tables.FollowUpRequest,
    Subject.RHYTHM: tables.Rhythm,
    Subject.PAUSE: tables.Pause,
    Subject.MINUTES: tables.Minutes,
    Subject.TEMPLATE: tables.Template,
}


_SAYS_ONLY = (ChangeKind.COMMENT, ChangeKind.ON_TRACK, ChangeKind.NUDGED)
"""What is said about a thing and changes none of its fields."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Who changes, when, and in which batch: changes made by one key press are undone by one key press."""

    by_id: int
    at: datetime
    batch: str


@dataclass(frozen=True, slots=True)
class Done:
    """One recorded change as undoing it needs it."""

    id: int
    person_id: int
    subject: Subject
    subject_id: int
    kind: ChangeKind
    before: Mapping[str, Any]


def plain(values: Mapping[str, object]) -> dict[str, object]:
    """Values as JSON keeps them: days as ISO text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def add(subject: Subject, person_id: int, values: Mapping[str, object], mark: Mark) -> int:
    """Store something new with its first history row; the id."""
    new: int = insertion(subject, values).execute()
    kept = {name: value for name, value in plain(values).items() if name not in ("person", "person_id")}
    _write(mark, person_id, subject, new, ChangeKind.CREATED, {}, kept, "")
    return new


def insertion(subject: Subject, values: Mapping[str, object]) -> Any:
    """The query that stores something new and hands out its id. Call it while writing.

    The id is one that the history has never named: SQLite would give that of a row that is gone to the next one, and
    whoever still has the former open would change the latter.
    """
    table = _TABLES[subject]
    if not is_postgres():
        past, newest = tables.History, pw.fn.MAX
        known = (
            table.select(newest(table.id)),
            past.select(newest(past.subject_id)).where(past.subject == subject),
        )
        values = {**values, "id": newest(*(pw.fn.COALESCE(number, 0) for number in known)) + 1}
    return table.insert(values)


def change(
    subject: Subject,
    record: Any,
    kind: ChangeKind,
    values: Mapping[str, object],
    seen_version: int,
    mark: Mark,
    note: str = "",
) -> bool:
    """Change `record` (as read in this transaction) if it still is the version that was seen, and write it down.

    Returns:
        False when somebody else changed it first; nothing is written then.
    """
    table = _TABLES[subject]
    changed = (
        table.update({_column(name): value for name, value in values.items()} | {"version": table.version + 1})
        .where(table.id == record.id, table.version == seen_version)
        .execute()
    )
    if changed != 1:
        return False
    before = plain({name: getattr(record, name) for name in values})
    _write(mark, record.person_id, subject, record.id, kind, before, plain(values), note)
    return True


def step(subject: Subject, subject_id: int, person_id: int, before: object, after: object, mark: Mark) -> None:
    """Write down a step of a conversation, its minutes or a form: who, when, from which state to which."""
    was, became = ({"state": value} if value else {} for value in (before, after))
    _write(mark, person_id, subject, subject_id, ChangeKind.STEP, was, became, "")


def remark(subject: Subject, record: Any, kind: ChangeKind, note: str, mark: Mark) -> None:
    """Write something down about `record` that changes none of its fields: a comment, a reminder."""
    _write(mark, record.person_id, subject, record.id, kind, {}, {}, note)


def _column(name: str) -> str:
    return name.removesuffix("_id")


def _write(
    mark: Mark,
    person_id: int,
    subject: Subject,
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


def of_subject(subject: Subject, subject_id: int) -> tuple[Change, ...]:
    """Everything that happened to one thing, the newest first."""
    return of_subjects(subject, [subject_id])[subject_id]


def of_subjects(subject: Subject, subject_ids: Sequence[int]) -> dict[int, tuple[Change, ...]]:
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
            told.append(as_change(row))
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
    return tuple(as_change(row) for row in query.dicts())


def as_change(row: Mapping[str, Any]) -> Change:
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
        table.subject == Subject.GOAL,
        table.at >= since,
        table.undone == False,  # noqa: E712
    )
    return frozenset(goal_id for goal_id, after in rows.tuples() if after.get("status") == GoalStatus.REACHED)


def last_changed_by(subject: Subject, subject_id: int) -> str:
    """Name of the person who changed it last; empty when there is no history."""
    table = tables.History
    return _newest_by((table.subject == subject) & (table.subject_id == subject_id) & table.kind.not_in(_SAYS_ONLY))


def batch(batch_id: str, by_id: int) -> list[Done]:
    """What one person did in one batch and has not undone, the newest first."""
    table = tables.History
    query = (
        table.select()
        .where(table.batch == batch_id, table.by == by_id, table.undone == False)  # noqa: E712
        .order_by(table.id.desc())
    )
    return [
        Done(
            row["id"],
            row["person"],
            row["subject"],
            row["subject_id"],
            row["kind"],
            row["before"],
        )
        for row in query.dicts()
    ]


def undo(done: Done, mark: Mark) -> str:
    """Take one change back, if nobody changed the thing since: fields as before, or gone when it was new.

    A new conversation that calendars have been told of stays as a cancelled one, so that they can be told of that.

    The version goes on counting, so that a third terminal which read the undone state notices.

    Returns:
        Who changed the thing since; nothing is written then. Empty when the change was taken back.
    """
    table = _TABLES[done.subject]
    if by := _changed_since(done):
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
        values = {_column(name): value for name, value in done.before.items()}
        if "sequence" in values:  # a calendar that learned of the change has to learn of its undoing
            values["sequence"] = table.sequence + 1
        table.update(values | {"version": table.version + 1}).where(itself).execute()
    tables.History.update(undone=True).where(tables.History.id == done.id).execute()
    _write(mark, done.person_id, done.subject, done.subject_id, ChangeKind.UNDONE, {}, {}, "")
    return ""


def _is_in_calendars(done: Done) -> bool:
    table = tables.Conversation
    here = (table.id == done.subject_id) & (table.in_calendar == True)  # noqa: E712
    return done.subject is Subject.CONVERSATION and bool(table.select(table.id).where(here).exists())


def _changed_since(done: Done) -> str:
    """Whose later change of the same thing stands; what is only said counts where it is to go altogether."""
    table = tables.History
    passing = [ChangeKind.UNDONE]
    if done.kind in _SAYS_ONLY:
        return ""
    if done.kind is not ChangeKind.CREATED:
        passing.extend(_SAYS_ONLY)
    return _newest_by(
        (table.subject == done.subject)
        & (table.subject_id == done.subject_id)
        & (table.id > done.id)
        & (table.undone == False)  # noqa: E712
        & table.kind.not_in(passing)
    )


def tied_by(goal_id: int) -> str:
    """Who has let an action serve this goal, the last of them; empty when none does."""
    table, action = tables.History, tables.Action
    serving = action.select(action.id).where(action.goal == goal_id)
    ids = [row[0] for row in serving.tuples()]
    told = table.select(table.id, table.after).where(table.subject == Subject.ACTION, table.subject_id.in_(ids))
    tying = [row_id for row_id, after in told.tuples() if goal_id in (after.get("goal"), after.get("goal_id"))]
    return _newest_by(table.id.in_(tying))


def _newest_by(condition: Any) -> str:
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

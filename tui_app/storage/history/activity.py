"""Queries about recent activity: a person's timeline, and the changes by others since the last visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.domain.activity import PAGE_SIZE, ActivityEvent, is_newsworthy
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.history import history
from tui_app.storage.people import people
from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import upsert

_EXCLUDED_KINDS = [kind for kind in ChangeKind if not is_newsworthy(kind)]
_SUBJECTS_WITH_TEXT = (ChangeSubject.ACTION, ChangeSubject.GOAL, ChangeSubject.TOPIC)


def newest_change_id() -> int:
    """Return the id of the newest change of all; 0 if there is none."""
    with bypassing_row_security():  # the id reveals nothing
        return int(tables.History.select(pw.fn.MAX(tables.History.id)).scalar() or 0)


def _select(subjects: Sequence[ChangeSubject]) -> pw.ModelSelect:
    table = tables.History
    return table.select().where(
        table.undone == False,  # noqa: E712
        table.subject.in_(list(subjects)),
        table.kind.not_in(_EXCLUDED_KINDS),
    )


def of_person(person_id: int, subjects: Sequence[ChangeSubject], before: int = 0) -> list[ActivityEvent]:
    """Return a page of a person's timeline, the newest change first.

    Args:
        person_id: the person.
        subjects: only changes of these kinds of records.
        before: only changes older than the one with this id; 0 to start with the newest.
    """
    table = tables.History
    query = _select(subjects).where(table.person == person_id)
    if before:
        query = query.where(table.id < before)
    return _activities(query.order_by(table.id.desc()).limit(PAGE_SIZE).dicts())


def by_others_since(
    viewer_id: int, person_ids: Sequence[int], subjects: Sequence[ChangeSubject], after: int
) -> list[ActivityEvent]:
    """Return the latest changes by others than the viewer, the newest first, at most one page.

    Args:
        viewer_id: the viewer.
        person_ids: include changes on the pages of these people; changes of actions that the viewer is responsible for
            are always included, from the hand-over on.
        subjects: only changes of these kinds of records.
        after: only changes newer than the one with this id.
    """
    table, action = tables.History, tables.Action
    taken_over = action.select(action.id).where(
        action.responsible == viewer_id, action.id == table.subject_id, table.id > action.handed_over_after
    )
    responsible_for = action.select(action.id).where(action.responsible == viewer_id)
    rows: dict[int, Mapping[str, Any]] = {}
    for condition in (
        table.person.in_(list(person_ids)),
        (table.subject == ChangeSubject.ACTION) & table.subject_id.in_(responsible_for) & pw.fn.EXISTS(taken_over),
    ):
        query = _select(subjects).where(condition, table.id > after, table.by != viewer_id)
        rows |= {row["id"]: row for row in query.order_by(table.id.desc()).limit(PAGE_SIZE).dicts()}
    return _activities([rows[change_id] for change_id in sorted(rows, reverse=True)[:PAGE_SIZE]])


def _activities(rows: Iterable[Mapping[str, Any]]) -> list[ActivityEvent]:
    rows = list(rows)
    texts: dict[tuple[ChangeSubject, int], str] = {}
    for subject in _SUBJECTS_WITH_TEXT:
        if ids := {row["subject_id"] for row in rows if row["subject"] is subject}:
            table = tables.TABLES_BY_SUBJECT[subject]
            query = table.select(table.id, table.text).where(table.id.in_(ids))
            texts |= {(subject, record_id): text for record_id, text in query.tuples()}
    # not joined: PostgreSQL would read all people
    ids = {row[column] for row in rows for column in ("by", "person")}
    names, ends = people.names_by_id(ids), people.end_dates_by_id(ids)
    return [
        ActivityEvent(
            history.change_record({**row, "by_name": names[row["by"]], "by_end": ends.get(row["by"])}),
            row["by"],
            row["person"],
            names[row["person"]],
            texts.get((row["subject"], row["subject_id"]), ""),
            ends.get(row["person"]),
        )
        for row in rows
    ]


def last_seen_change(person_id: int) -> int | None:
    """Return the id of the newest change that a person has seen; None before the first visit."""
    table = tables.Visit
    row = table.select(table.upto).where(table.person == person_id).tuples().first()
    return int(row[0]) if row else None


def last_visited_at(person_id: int) -> datetime | None:
    """Return when a person last looked at the changes by others, or None."""
    row = tables.Visit.select(tables.Visit.at).where(tables.Visit.person == person_id).tuples().first()
    return row[0] if row else None


def save_last_seen(person_id: int, upto: int, at: datetime) -> None:
    """Store the id of the newest change that a person has seen, unless they have already seen a newer one."""
    if (last_seen_change(person_id) or 0) <= upto:
        upsert(tables.Visit, {"person": person_id}, {"upto": upto, "at": at})

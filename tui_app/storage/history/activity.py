"""Queries about what happened: of one person by time, and what others did since somebody was last here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.domain.activity import PAGE_SIZE, ActivityEvent, is_newsworthy
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.history import history
from tui_app.storage.tables import registry as tables

_EXCLUDED_KINDS = [kind for kind in ChangeKind if not is_newsworthy(kind)]
_TABLES_WITH_TEXT: Mapping[ChangeSubject, Any] = {
    ChangeSubject.ACTION: tables.Action,
    ChangeSubject.GOAL: tables.Goal,
    ChangeSubject.TOPIC: tables.Topic,
}


def newest_change_id() -> int:
    """The number of the newest change there is."""
    with bypassing_row_security():  # a number alone
        return int(tables.History.select(pw.fn.MAX(tables.History.id)).scalar() or 0)


def _select(subjects: Sequence[ChangeSubject]) -> pw.ModelSelect:
    table = tables.History
    return table.select().where(
        table.undone == False,  # noqa: E712
        table.subject.in_(list(subjects)),
        table.kind.not_in(_EXCLUDED_KINDS),
    )


def of_person(person_id: int, subjects: Sequence[ChangeSubject], before: int = 0) -> list[ActivityEvent]:
    """What happened on somebody's page, the newest first.

    Args:
        before: only what is older than this change; 0 begins with the newest.
    """
    table = tables.History
    query = _select(subjects).where(table.person == person_id)
    if before:
        query = query.where(table.id < before)
    return _activities(query.order_by(table.id.desc()).limit(PAGE_SIZE).dicts())


def by_others_since(
    viewer_id: int, people: Sequence[int], subjects: Sequence[ChangeSubject], after: int
) -> list[ActivityEvent]:
    """What others did after a change on these pages, or with what the viewer is responsible for; the newest first."""
    table, action = tables.History, tables.Action
    mine = action.select(action.id).where(action.responsible == viewer_id)
    found: dict[int, Mapping[str, Any]] = {}
    for theirs in (
        table.person.in_(list(people)),
        (table.subject == ChangeSubject.ACTION) & table.subject_id.in_(mine),  # on whosever page it stands
    ):
        query = _select(subjects).where(theirs, table.id > after, table.by != viewer_id)
        found |= {row["id"]: row for row in query.order_by(table.id.desc()).limit(PAGE_SIZE).dicts()}
    return _activities([found[number] for number in sorted(found, reverse=True)[:PAGE_SIZE]])


def _activities(rows: Iterable[Mapping[str, Any]]) -> list[ActivityEvent]:
    found = list(rows)
    texts: dict[tuple[ChangeSubject, int], str] = {}
    for subject, table in _TABLES_WITH_TEXT.items():
        if ids := {row["subject_id"] for row in found if row["subject"] is subject}:
            query = table.select(table.id, table.text).where(table.id.in_(ids))
            texts |= {(subject, number): text for number, text in query.tuples()}
    # by themselves: joined, PostgreSQL would rather read everybody's
    people = tables.Person
    ids = {row[who] for row in found for who in ("by", "person")}
    names = dict(people.select(people.id, people.name).where(people.id.in_(ids)).tuples()) if ids else {}
    return [
        ActivityEvent(
            history.change_record({**row, "by_name": names[row["by"]]}),
            row["by"],
            row["person"],
            names[row["person"]],
            texts.get((row["subject"], row["subject_id"]), ""),
        )
        for row in found
    ]


def last_seen_change(person_id: int) -> int | None:
    """Up to which change somebody has seen what others did; None before their first visit."""
    table = tables.Visit
    row = table.select(table.upto).where(table.person == person_id).tuples().first()
    return int(row[0]) if row else None


def last_visited_at(person_id: int) -> datetime | None:
    """When somebody last looked at what others did."""
    row = tables.Visit.select(tables.Visit.at).where(tables.Visit.person == person_id).tuples().first()
    return row[0] if row else None


def save_last_seen(person_id: int, upto: int, at: datetime) -> None:
    """Keep up to which change somebody has seen what others did; it never goes back."""
    table = tables.Visit
    if (last_seen_change(person_id) or 0) > upto:
        return
    values = {table.upto: upto, table.at: at}
    table.insert(person=person_id, upto=upto, at=at).on_conflict(
        conflict_target=[table.person], update=values
    ).execute()

"""Queries about what happened: of one person by time, and what others did since somebody was last here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import peewee as pw

from tui_app.domain.happenings import AT_ONCE, Happening, is_told
from tui_app.domain.records import ChangeKind, Subject
from tui_app.storage import history, tables
from tui_app.storage.database import for_everybody

_PASSED_OVER = [kind for kind in ChangeKind if not is_told(kind)]
_TEXTS: Mapping[Subject, Any] = {
    Subject.ACTION: tables.Action,
    Subject.GOAL: tables.Goal,
    Subject.TOPIC: tables.Topic,
}


def newest() -> int:
    """The number of the newest change there is."""
    with for_everybody():  # a number alone
        return int(tables.History.select(pw.fn.MAX(tables.History.id)).scalar() or 0)


def _select(subjects: Sequence[Subject]) -> pw.ModelSelect:
    table = tables.History
    return table.select().where(
        table.undone == False,  # noqa: E712
        table.subject.in_(list(subjects)),
        table.kind.not_in(_PASSED_OVER),
    )


def of_person(person_id: int, subjects: Sequence[Subject], before: int = 0) -> list[Happening]:
    """What happened on somebody's page, the newest first.

    Args:
        before: only what is older than this change; 0 begins with the newest.
    """
    table = tables.History
    query = _select(subjects).where(table.person == person_id)
    if before:
        query = query.where(table.id < before)
    return _told(query.order_by(table.id.desc()).limit(AT_ONCE).dicts())


def since(viewer_id: int, people: Sequence[int], subjects: Sequence[Subject], after: int) -> list[Happening]:
    """What others did after a change on these pages, or with what the viewer is responsible for; the newest first."""
    table, action = tables.History, tables.Action
    mine = action.select(action.id).where(action.responsible == viewer_id)
    found: dict[int, Mapping[str, Any]] = {}
    for theirs in (
        table.person.in_(list(people)),
        (table.subject == Subject.ACTION) & table.subject_id.in_(mine),  # on whosever page it stands
    ):
        query = _select(subjects).where(theirs, table.id > after, table.by != viewer_id)
        found |= {row["id"]: row for row in query.order_by(table.id.desc()).limit(AT_ONCE).dicts()}
    return _told([found[number] for number in sorted(found, reverse=True)[:AT_ONCE]])


def _told(rows: Iterable[Mapping[str, Any]]) -> list[Happening]:
    found = list(rows)
    texts: dict[tuple[Subject, int], str] = {}
    for subject, table in _TEXTS.items():
        if ids := {row["subject_id"] for row in found if row["subject"] is subject}:
            query = table.select(table.id, table.text).where(table.id.in_(ids))
            texts |= {(subject, number): text for number, text in query.tuples()}
    # by themselves: joined, PostgreSQL would rather read everybody's
    people = tables.Person
    ids = {row[who] for row in found for who in ("by", "person")}
    names = dict(people.select(people.id, people.name).where(people.id.in_(ids)).tuples()) if ids else {}
    return [
        Happening(
            history.as_change({**row, "by_name": names[row["by"]]}),
            row["by"],
            row["person"],
            names[row["person"]],
            texts.get((row["subject"], row["subject_id"]), ""),
        )
        for row in found
    ]


def seen_upto(person_id: int) -> int | None:
    """Up to which change somebody has seen what others did; None before their first visit."""
    table = tables.Visit
    row = table.select(table.upto).where(table.person == person_id).tuples().first()
    return int(row[0]) if row else None


def looked_at(person_id: int) -> datetime | None:
    """When somebody last looked at what others did."""
    row = tables.Visit.select(tables.Visit.at).where(tables.Visit.person == person_id).tuples().first()
    return row[0] if row else None


def keep_seen(person_id: int, upto: int, at: datetime) -> None:
    """Keep up to which change somebody has seen what others did; it never goes back."""
    table = tables.Visit
    if (seen_upto(person_id) or 0) > upto:
        return
    values = {table.upto: upto, table.at: at}
    table.insert(person=person_id, upto=upto, at=at).on_conflict(
        conflict_target=[table.person], update=values
    ).execute()

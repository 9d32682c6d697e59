"""Queries about follow-ups that are asked for, reminders of promises, and what waits for a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import peewee as pw

from tui_app.domain.mutual import Call, Request
from tui_app.domain.records import Action, ActionStatus, ChangeKind, Subject
from tui_app.storage import actions, tables


def _request(row: Mapping[str, Any]) -> Request:
    return Request(row["id"], row["person"], row["text"], row["asked_on"], row["answered_on"], row["version"])


def requests_of(person_id: int) -> tuple[Request, ...]:
    """Every follow-up that somebody has asked for, the newest first."""
    table = tables.FollowUpRequest
    return tuple(map(_request, table.select().where(table.person == person_id).order_by(table.id.desc()).dicts()))


def request(request_id: int) -> Request | None:
    """The request, or None."""
    row = tables.FollowUpRequest.select().where(tables.FollowUpRequest.id == request_id).dicts().first()
    return _request(row) if row else None


def open_request(person_id: int) -> Request | None:
    """The follow-up that somebody has asked for and not had yet."""
    table = tables.FollowUpRequest
    row = (
        table.select().where(table.person == person_id, table.answered_on.is_null()).order_by(table.id).dicts().first()
    )
    return _request(row) if row else None


def asked_by(person_ids: Sequence[int]) -> dict[int, date]:
    """Person -> since when they have been waiting for a follow-up that they asked for."""
    table = tables.FollowUpRequest
    query = (
        table.select(table.person, pw.fn.MIN(table.asked_on))
        .where(table.person.in_(person_ids), table.answered_on.is_null())
        .group_by(table.person)
    )
    return dict(query.tuples())


def last_nudge(action_id: int) -> datetime | None:
    """When somebody was last reminded of an action."""
    table = tables.History
    row = (
        table.select(table.at)
        .where(
            table.subject == Subject.ACTION,
            table.subject_id == action_id,
            table.kind == ChangeKind.NUDGED,
            table.undone == False,  # noqa: E712
        )
        .order_by(table.id.desc())
        .tuples()
        .first()
    )
    return row[0] if row else None


def nudges(action_ids: Sequence[int], since: datetime) -> dict[int, Call]:
    """Action -> the last time from a moment on that somebody was reminded of it, in the zone of that moment."""
    said = _standing(action_ids, since).where(tables.History.kind == ChangeKind.NUDGED)
    return _calls({row["subject_id"]: row for row in said.dicts()}, since, is_comment=False)


def unanswered_comments(action_ids: Sequence[int], reader_id: int, since: datetime) -> dict[int, Call]:
    """Action -> another's last comment from a moment on, where the reader has done nothing about it since."""
    table = tables.History
    said = _standing(action_ids, since).where((table.kind == ChangeKind.COMMENT) | (table.by == reader_id))
    last = {row["subject_id"]: row for row in said.dicts()}
    waiting = {action_id: row for action_id, row in last.items() if row["by"] != reader_id}
    return _calls(waiting, since, is_comment=True)


def _standing(action_ids: Sequence[int], since: datetime) -> pw.ModelSelect:
    """What happened to these actions from a moment on and was not taken back, the oldest first."""
    table = tables.History
    return (
        table.select(table.subject_id, table.by, table.at)
        .where(
            table.subject == Subject.ACTION,
            table.subject_id.in_(list(action_ids)),
            table.kind != ChangeKind.UNDONE,
            table.undone == False,  # noqa: E712
            table.at >= since,
        )
        .order_by(table.id)
    )


def _calls(found: Mapping[int, Mapping[str, Any]], since: datetime, *, is_comment: bool) -> dict[int, Call]:
    people = tables.Person
    by = {row["by"] for row in found.values()}
    names = dict(people.select(people.id, people.name).where(people.id.in_(by)).tuples()) if by else {}
    return {
        action_id: Call(action_id, names[row["by"]], row["at"].astimezone(since.tzinfo).date(), is_comment)
        for action_id, row in found.items()
    }


def unanswered(person_ids: Sequence[int], viewer_id: int, since: date) -> tuple[Action, ...]:
    """What was done about these people from a day on, by somebody else than the viewer, and nobody has answered."""
    action = tables.Action
    return actions.records_of(
        action.person.in_(person_ids)
        & (action.status == ActionStatus.DONE)
        & (action.done_on >= since)
        & action.acknowledged_on.is_null()
        & (action.responsible != viewer_id)
    )

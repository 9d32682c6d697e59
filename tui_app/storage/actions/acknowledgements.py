"""Queries about follow-ups that are asked for, reminders of promises, and what waits for a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import peewee as pw

from tui_app.domain.actions.nudges import ActionNotice
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.storage.actions import actions
from tui_app.storage.tables import registry as tables


def last_nudged_at(action_id: int) -> datetime | None:
    """When somebody was last reminded of an action."""
    table = tables.History
    row = (
        table.select(table.at)
        .where(
            table.subject == ChangeSubject.ACTION,
            table.subject_id == action_id,
            table.kind == ChangeKind.NUDGED,
            table.undone == False,  # noqa: E712
        )
        .order_by(table.id.desc())
        .tuples()
        .first()
    )
    return row[0] if row else None


def nudges(action_ids: Sequence[int], since: datetime) -> dict[int, ActionNotice]:
    """Action -> the last time from a moment on that somebody was reminded of it, in the zone of that moment."""
    said = _events_since(action_ids, since).where(tables.History.kind == ChangeKind.NUDGED)
    return _attention_signals({row["subject_id"]: row for row in said.dicts()}, since, is_comment=False)


def unanswered_comments(action_ids: Sequence[int], reader_id: int, since: datetime) -> dict[int, ActionNotice]:
    """Action -> another's last comment from a moment on, where the reader has done nothing about it since."""
    table = tables.History
    said = _events_since(action_ids, since).where((table.kind == ChangeKind.COMMENT) | (table.by == reader_id))
    last = {row["subject_id"]: row for row in said.dicts()}
    waiting = {action_id: row for action_id, row in last.items() if row["by"] != reader_id}
    return _attention_signals(waiting, since, is_comment=True)


def _events_since(action_ids: Sequence[int], since: datetime) -> pw.ModelSelect:
    """What happened to these actions from a moment on and was not taken back, the oldest first."""
    table = tables.History
    return (
        table.select(table.subject_id, table.by, table.at)
        .where(
            table.subject == ChangeSubject.ACTION,
            table.subject_id.in_(list(action_ids)),
            table.kind != ChangeKind.UNDONE,
            table.undone == False,  # noqa: E712
            table.at >= since,
        )
        .order_by(table.id)
    )


def _attention_signals(
    found: Mapping[int, Mapping[str, Any]], since: datetime, *, is_comment: bool
) -> dict[int, ActionNotice]:
    people = tables.Person
    by = {row["by"] for row in found.values()}
    names = dict(people.select(people.id, people.name).where(people.id.in_(by)).tuples()) if by else {}
    return {
        action_id: ActionNotice(action_id, names[row["by"]], row["at"].astimezone(since.tzinfo).date(), is_comment)
        for action_id, row in found.items()
    }


def unacknowledged_of_people(person_ids: Sequence[int], viewer_id: int, since: date) -> tuple[Action, ...]:
    """What was done about these people from a day on, by somebody else than the viewer, and nobody has answered."""
    action = tables.Action
    return actions.matching_condition(
        action.person.in_(person_ids)
        & (action.status == ActionStatus.DONE)
        & (action.done_on >= since)
        & action.acknowledged_on.is_null()
        & (action.responsible != viewer_id)
    )

"""Queries about actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.text_normalization import folded
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.tables import registry as tables

OPEN_STATUSES = (ActionStatus.OPEN, ActionStatus.STARTED)
_Employee = tables.Person.alias("concerned")
_ResponsiblePerson = tables.Person.alias("responsible_person")


def _record(row: Mapping[str, Any]) -> Action:
    return Action(
        id=row["id"],
        person_id=row["person"],
        person_name=row["person_name"],
        text=row["text"],
        responsible_id=row["responsible"],
        responsible_name=row["responsible_name"],
        due=row["due"],
        first_due=row["first_due"],
        moved=row["moved"],
        status=row["status"],
        reason=row["reason"],
        done_on=row["done_on"],
        goal_id=row["goal"],
        goal_text=row["goal_text"] or "",
        conversation_id=row["conversation"],
        comments=row["comments"],
        version=row["version"],
        acknowledged_on=row["acknowledged_on"],
        leader_id=row["concerned_leader"],
    )


def _select() -> pw.ModelSelect:
    action = tables.Action
    return (
        action.select(
            action,
            _Employee.name.alias("person_name"),
            _Employee.leader.alias("concerned_leader"),
            _ResponsiblePerson.name.alias("responsible_name"),
            tables.Goal.text.alias("goal_text"),
        )
        .join(_Employee, on=(action.person == _Employee.id))
        .switch(action)
        .join(_ResponsiblePerson, on=(action.responsible == _ResponsiblePerson.id))
        .switch(action)
        .join(tables.Goal, pw.JOIN.LEFT_OUTER, on=(action.goal == tables.Goal.id))
    )


def _open_or_recent(done_since: date) -> Any:
    """Condition: open, or done or dropped but not long ago.

    A dropped action has no day of its own; its due date tells how long ago it was.
    """
    action = tables.Action
    return (
        action.status.in_(OPEN_STATUSES)
        | ((action.status == ActionStatus.DONE) & (action.done_on >= done_since))
        | ((action.status == ActionStatus.DROPPED) & (action.due >= done_since))
    )


def _fetch(query: pw.ModelSelect) -> tuple[Action, ...]:
    return tuple(_record(row) for row in query.order_by(tables.Action.due, tables.Action.id).dicts())


def matching_condition(condition: Any) -> tuple[Action, ...]:
    """The actions for which a condition of this room holds, by due date."""
    return _fetch(_select().where(condition))


def get(action_id: int) -> Action | None:
    """The action, or None."""
    row = _select().where(tables.Action.id == action_id).dicts().first()
    return _record(row) if row else None


def of_people(person_ids: Sequence[int], done_since: date) -> tuple[Action, ...]:
    """What concerns these people, by due date; done ones from `done_since` on."""
    return _fetch(_select().where(tables.Action.person.in_(person_ids), _open_or_recent(done_since)))


def agreed_in(conversation_id: int) -> tuple[Action, ...]:
    """The actions agreed in one conversation, by due date."""
    return _fetch(_select().where(tables.Action.conversation == conversation_id))


def open_of_people(person_ids: Sequence[int]) -> tuple[Action, ...]:
    """What remains to be done about these people, by due date."""
    return _fetch(_select().where(tables.Action.person.in_(person_ids), tables.Action.status.in_(OPEN_STATUSES)))


def in_follow_up_session(person_id: int, action_ids: Sequence[int]) -> tuple[Action, ...]:
    """What remains to be done about this person, and these of their actions whatever became of them, by due date."""
    action = tables.Action
    return _fetch(
        _select().where(action.person == person_id, action.status.in_(OPEN_STATUSES) | action.id.in_(list(action_ids)))
    )


def of_responsible(person_id: int, done_since: date) -> tuple[Action, ...]:
    """What this person is responsible for, about whomever, by due date; done ones from `done_since` on."""
    return _fetch(_select().where(tables.Action.responsible == person_id, _open_or_recent(done_since)))


def search_open(words: str, person_ids: Sequence[int], responsible_id: int, limit: int) -> tuple[Action, ...]:
    """Open actions about these people, or that `responsible_id` is to do, whose text has every word."""
    mine = tables.Action.person.in_(person_ids) | (tables.Action.responsible == responsible_id)
    rows = _fetch(_select().where(mine, tables.Action.status.in_(OPEN_STATUSES)))
    wanted = folded(words).split()
    found = (row for row in rows if all(word in folded(f"{row.text} {row.person_name}") for word in wanted))
    return tuple(found)[:limit]


def exists(action_id: int) -> bool:
    """Whether there is such an action, also where PostgreSQL shows the viewer nothing of it."""
    with bypassing_row_security():
        return bool(tables.Action.select(tables.Action.id).where(tables.Action.id == action_id).exists())


def add_to_comment_count(action_id: int, by: int) -> None:
    """Add `by` to the number of comments."""
    (tables.Action.update(comments=tables.Action.comments + by).where(tables.Action.id == action_id).execute())


def ids_seen(versions: Iterable[tuple[int, int]]) -> list[Action | None]:
    """The actions of (id, version) pairs, in that order; None for one that is gone."""
    wanted = [action_id for action_id, _ in versions]
    found = {row["id"]: _record(row) for row in _select().where(tables.Action.id.in_(wanted)).dicts()}
    return [found.get(action_id) for action_id in wanted]

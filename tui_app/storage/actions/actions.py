"""Queries about actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.records.action import Action, ActionStatus
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.queries.prepared import prepared
from tui_app.storage.tables import registry as tables

OPEN_STATUSES = (ActionStatus.OPEN, ActionStatus.STARTED)
_Employee = tables.Person.alias("employee")
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
        leader_id=row["employee_leader"],
        handed_over_after=row["handed_over_after"],
        person_end=row["person_end"],
        responsible_end=row["responsible_end"],
    )


def _select() -> pw.ModelSelect:
    action = tables.Action
    return (
        action.select(
            action,
            _Employee.name.alias("person_name"),
            _Employee.leader.alias("employee_leader"),
            _Employee.end_date.alias("person_end"),
            _ResponsiblePerson.name.alias("responsible_name"),
            _ResponsiblePerson.end_date.alias("responsible_end"),
            tables.Goal.text.alias("goal_text"),
        )
        .join(_Employee, on=(action.person == _Employee.id))
        .switch(action)
        .join(_ResponsiblePerson, on=(action.responsible == _ResponsiblePerson.id))
        .switch(action)
        .join(tables.Goal, pw.JOIN.LEFT_OUTER, on=(action.goal == tables.Goal.id))
    )


def _open_or_recent(done_since: date) -> Any:
    """Condition: open, or done or dropped since a date; for a dropped action its due date counts."""
    action = tables.Action
    return (
        action.status.in_(OPEN_STATUSES)
        | ((action.status == ActionStatus.DONE) & (action.done_on >= done_since))
        | ((action.status == ActionStatus.DROPPED) & (action.due >= done_since))
    )


def _fetch(query: pw.ModelSelect) -> tuple[Action, ...]:
    return tuple(_record(row) for row in query.order_by(tables.Action.due, tables.Action.id).dicts())


def matching_condition(condition: Any) -> tuple[Action, ...]:
    """Return the actions that match a peewee condition, by due date."""
    return _fetch(_select().where(condition))


def get(action_id: int) -> Action | None:
    """Return the action, or None."""
    row = _select().where(tables.Action.id == action_id).dicts().first()
    return _record(row) if row else None


def of_people(person_ids: Sequence[int], done_since: date) -> tuple[Action, ...]:
    """Return the actions about these people, by due date; done and dropped ones since `done_since`."""
    return _fetch(_select().where(tables.Action.person.in_(person_ids), _open_or_recent(done_since)))


def agreed_in(conversation_id: int) -> tuple[Action, ...]:
    """Return the actions agreed in a conversation, by due date."""
    return _fetch(_select().where(tables.Action.conversation == conversation_id))


def open_of_people(person_ids: Sequence[int]) -> tuple[Action, ...]:
    """Return the open actions about these people, by due date."""
    return _fetch(_select().where(tables.Action.person.in_(person_ids), tables.Action.status.in_(OPEN_STATUSES)))


def unacknowledged_of_people(person_ids: Sequence[int], viewer_id: int, since: date) -> tuple[Action, ...]:
    """Return actions about these people that others than the viewer have done since a date, not acknowledged yet."""
    return matching_condition(tables.Action.person.in_(person_ids) & _unacknowledged(viewer_id, since))


def open_or_unacknowledged(person_ids: Sequence[int], viewer_id: int, since: date) -> tuple[Action, ...]:
    """Return what `open_of_people` and `unacknowledged_of_people` do, in one query."""
    return tuple(_record(row) for row in _open_or_unacknowledged(tuple(person_ids), viewer_id, since))


@prepared
def _open_or_unacknowledged(person_ids: Sequence[int], viewer_id: int, since: date) -> pw.ModelSelect:
    action = tables.Action
    wanted = action.status.in_(OPEN_STATUSES) | _unacknowledged(viewer_id, since)
    return _select().where(action.person.in_(person_ids) & wanted).order_by(action.due, action.id).dicts()


def _unacknowledged(viewer_id: int, since: date) -> Any:
    action = tables.Action
    return (
        (action.status == ActionStatus.DONE)
        & (action.done_on >= since)
        & action.acknowledged_on.is_null()
        & (action.responsible != viewer_id)
    )


def in_follow_up_session(person_id: int, action_ids: Sequence[int]) -> tuple[Action, ...]:
    """Return a person's open actions, and those of `action_ids` in any state, by due date."""
    action = tables.Action
    return _fetch(
        _select().where(action.person == person_id, action.status.in_(OPEN_STATUSES) | action.id.in_(list(action_ids)))
    )


def of_responsible(person_id: int, done_since: date) -> tuple[Action, ...]:
    """Return the actions of a responsible person, by due date; done and dropped ones since `done_since`."""
    return _fetch(_select().where(tables.Action.responsible == person_id, _open_or_recent(done_since)))


def to_search(person_ids: Sequence[int], responsible_id: int, done_since: date) -> tuple[Action, ...]:
    """Return the actions about these people, and those of a responsible person; ended ones since `done_since`."""
    visible = tables.Action.person.in_(person_ids) | (tables.Action.responsible == responsible_id)
    return _fetch(_select().where(visible, _open_or_recent(done_since)))


def exists(action_id: int) -> bool:
    """True if the action exists, even if row-level security hides it from the viewer."""
    with bypassing_row_security():
        return bool(tables.Action.select(tables.Action.id).where(tables.Action.id == action_id).exists())


def add_to_comment_count(action_id: int, by: int) -> None:
    """Add a number, which may be negative, to the comment count of an action."""
    tables.Action.update(comments=tables.Action.comments + by).where(tables.Action.id == action_id).execute()

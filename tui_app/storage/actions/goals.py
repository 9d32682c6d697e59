"""Queries about goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import peewee as pw

from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.goal import Goal
from tui_app.storage.row_locks import lock_rows
from tui_app.storage.tables import registry as tables


def _record(row: Mapping[str, Any]) -> Goal:
    return Goal(
        id=row["id"],
        person_id=row["person"],
        text=row["text"],
        kind=row["kind"],
        status=row["status"],
        target=row["target"],
        conversation_id=row["conversation"],
        actions=row["actions"],
        actions_done=row["actions_done"],
        version=row["version"],
    )


def _select() -> pw.ModelSelect:
    action = tables.Action
    not_dropped = action.status != ActionStatus.DROPPED
    return (
        tables.Goal.select(
            tables.Goal,
            pw.fn.COUNT(action.id).filter(not_dropped).alias("actions"),
            pw.fn.COUNT(action.id).filter(action.status == ActionStatus.DONE).alias("actions_done"),
        )
        .join(action, pw.JOIN.LEFT_OUTER, on=(action.goal == tables.Goal.id))
        .group_by(tables.Goal.id)
    )


def goals_of_person(person_id: int) -> tuple[Goal, ...]:
    """Return a person's goals: open ones first, then by target date."""
    query = _select().where(tables.Goal.person == person_id).order_by(tables.Goal.id)
    goals = (_record(row) for row in query.dicts())
    return tuple(sorted(goals, key=lambda goal: (goal.status != "open", str(goal.target or "9999"), goal.id)))


def goals_of_people(person_ids: Sequence[int]) -> tuple[Goal, ...]:
    """Return the goals of these people, in the order in which they were added."""
    query = _select().where(tables.Goal.person.in_(person_ids)).order_by(tables.Goal.id)
    return tuple(_record(row) for row in query.dicts())


def goals_agreed_in(conversation_id: int) -> tuple[Goal, ...]:
    """Return the goals agreed in a conversation, in the order in which they were added."""
    query = _select().where(tables.Goal.conversation == conversation_id).order_by(tables.Goal.id)
    return tuple(_record(row) for row in query.dicts())


def get_goal(goal_id: int) -> Goal | None:
    """Return the goal, or None."""
    row = _select().where(tables.Goal.id == goal_id).dicts().first()
    return _record(row) if row else None


def lock_goal(goal_id: int, *, to_delete: bool = False) -> None:
    """Lock a goal until this transaction ends: it cannot be deleted while an action is tied to it, nor the reverse.

    On PostgreSQL only: SQLite has one writer at a time.
    """
    lock_rows(tables.Goal, [goal_id], "FOR UPDATE" if to_delete else "FOR KEY SHARE")


def goal_belongs_to(goal_id: int, person_id: int) -> bool:
    """True if the goal belongs to this person."""
    query = tables.Goal.select(tables.Goal.id).where(tables.Goal.id == goal_id, tables.Goal.person == person_id)
    return query.exists()

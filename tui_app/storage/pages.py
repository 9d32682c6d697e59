"""Queries about the rest of a person's page: goals and the follow-up log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import peewee as pw

from tui_app.domain.records import ActionStatus, FollowUp, Goal
from tui_app.storage import tables


def _goal(row: Mapping[str, Any]) -> Goal:
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


def _goals() -> pw.ModelSelect:
    action = tables.Action
    counted = action.status != ActionStatus.DROPPED
    return (
        tables.Goal.select(
            tables.Goal,
            pw.fn.COUNT(action.id).filter(counted).alias("actions"),
            pw.fn.COUNT(action.id).filter(action.status == ActionStatus.DONE).alias("actions_done"),
        )
        .join(action, pw.JOIN.LEFT_OUTER, on=(action.goal == tables.Goal.id))
        .group_by(tables.Goal.id)
    )


def goals(person_id: int) -> tuple[Goal, ...]:
    """A person's goals: open ones first, by target date."""
    query = _goals().where(tables.Goal.person == person_id).order_by(tables.Goal.id)
    found = (_goal(row) for row in query.dicts())
    return tuple(sorted(found, key=lambda goal: (goal.status != "open", str(goal.target or "9999"), goal.id)))


def agreed_goals(conversation_id: int) -> tuple[Goal, ...]:
    """The goals agreed in one conversation, in the order in which they were."""
    query = _goals().where(tables.Goal.conversation == conversation_id).order_by(tables.Goal.id)
    return tuple(_goal(row) for row in query.dicts())


def goal(goal_id: int) -> Goal | None:
    """The goal, or None."""
    row = _goals().where(tables.Goal.id == goal_id).dicts().first()
    return _goal(row) if row else None


def follow_ups(person_id: int, limit: int = 50) -> tuple[FollowUp, ...]:
    """A person's follow-up log, the newest first."""
    table = tables.FollowUp
    query = (
        table.select(table, tables.Person.name.alias("by_name"))
        .join(tables.Person, on=(table.by == tables.Person.id))
        .where(table.person == person_id)
        .order_by(table.on.desc(), table.id.desc())
        .limit(limit)
    )
    return tuple(
        FollowUp(
            row["id"],
            row["person"],
            row["by_name"],
            row["on"],
            row["note"],
            row["next_on"],
            row["due_on"],
            row["by"],
        )
        for row in query.dicts()
    )

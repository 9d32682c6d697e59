"""Queries about the rest of a person's page: goals, conversations and the follow-up log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import peewee as pw

from tui_app.domain.records import ActionStatus, Conversation, FollowUp, Goal
from tui_app.storage import tables


def _goal(row: Mapping[str, Any]) -> Goal:
    return Goal(
        id=row["id"],
        person_id=row["person"],
        text=row["text"],
        kind=row["kind"],
        status=row["status"],
        target=row["target"],
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


def goal(goal_id: int) -> Goal | None:
    """The goal, or None."""
    row = _goals().where(tables.Goal.id == goal_id).dicts().first()
    return _goal(row) if row else None


def _conversation(row: Mapping[str, Any]) -> Conversation:
    return Conversation(
        id=row["id"],
        person_id=row["person"],
        leader_id=row["leader"],
        leader_name=row["leader_name"],
        kind=row["kind"],
        state=row["state"],
        on=row["on"],
        note=row["note"],
        version=row["version"],
    )


def _conversations() -> pw.ModelSelect:
    conversation = tables.Conversation
    return conversation.select(conversation, tables.Person.name.alias("leader_name")).join(
        tables.Person, on=(conversation.leader == tables.Person.id)
    )


def conversations(person_id: int) -> tuple[Conversation, ...]:
    """A person's conversations, the newest first."""
    table = tables.Conversation
    query = _conversations().where(table.person == person_id).order_by(table.on.desc(), table.id.desc())
    return tuple(_conversation(row) for row in query.dicts())


def conversation(conversation_id: int) -> Conversation | None:
    """The conversation, or None."""
    row = _conversations().where(tables.Conversation.id == conversation_id).dicts().first()
    return _conversation(row) if row else None


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
        FollowUp(row["id"], row["person"], row["by_name"], row["on"], row["note"], row["next_on"])
        for row in query.dicts()
    )

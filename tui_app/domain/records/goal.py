"""Development and work goals."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct


class GoalKind(StrEnum):
    """The two kinds of goal."""

    DEVELOPMENT = "development"
    WORK = "work"


class GoalStatus(StrEnum):
    """The status of a goal."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class Goal(Struct, frozen=True):
    """A goal, with the number of actions that serve it."""

    id: int
    person_id: int
    text: str
    kind: GoalKind
    status: GoalStatus = GoalStatus.OPEN
    target: date | None = None
    conversation_id: int | None = None
    actions: int = 0
    actions_done: int = 0
    version: int = 1

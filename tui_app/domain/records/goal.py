"""Development and work goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class GoalKind(StrEnum):
    """The two kinds of goal."""

    DEVELOPMENT = "development"
    WORK = "work"


class GoalStatus(StrEnum):
    """The status of a goal."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Goal:
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

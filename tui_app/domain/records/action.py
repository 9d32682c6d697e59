"""TODO-DOC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActionStatus(StrEnum):
    """Where an action stands. Overdue is not a status: it follows from status, due date and today."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Action:
    """Who does what by when, for the employee whose page it stands on.

    Attributes:
        person_id: the employee it concerns.
        leader_id: who leads that employee today.
        due: the date agreed now; `first_due` the one agreed first, `moved` how often it was moved.
        done_on: the day it was ticked, while it is done.
        reason: why it was dropped, while it is dropped.
        conversation_id: the conversation in which it was agreed, if in one.
        acknowledged_on: the day on which the other answered that it is done; None while it waits for that.
        comments: how many comments it has.
        version: counts the changes; a change names the version it was based on.
    """

    id: int
    person_id: int
    person_name: str
    text: str
    responsible_id: int
    responsible_name: str
    due: date
    first_due: date
    moved: int = 0
    status: ActionStatus = ActionStatus.OPEN
    reason: str = ""
    done_on: date | None = None
    goal_id: int | None = None
    goal_text: str = ""
    conversation_id: int | None = None
    comments: int = 0
    version: int = 1
    acknowledged_on: date | None = None
    leader_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether something remains to be done (not started, or started)."""
        return self.status in (ActionStatus.OPEN, ActionStatus.STARTED)

    def is_overdue(self, today: date) -> bool:
        """Open, and due before today."""
        return self.is_open and self.due < today

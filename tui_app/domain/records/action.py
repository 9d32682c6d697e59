"""Actions: who does what by when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.records.person import has_left


class ActionStatus(StrEnum):
    """The status of an action. "Overdue" is not one: it follows from status, due date and today."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    DROPPED = "dropped"


class Action(Struct, frozen=True):
    """Who does what by when, for the employee whose page it is on.

    Attributes:
        person_id: the employee it concerns.
        leader_id: that employee's current leader.
        person_end: that employee's last working day, if one is known.
        responsible_end: the last working day of the person responsible, if one is known.
        due: the current due date.
        first_due: the due date agreed first.
        moved: how often the due date was moved.
        done_on: the day it was ticked, while it is done.
        reason: why it was dropped, while it is dropped.
        conversation_id: the conversation in which it was agreed, if any.
        acknowledged_on: the day the other person acknowledged that it is done; None while they have not.
        comments: number of comments.
        handed_over_after: id of the newest change before the responsible person took it over; 0 if nobody handed it
            over.
        version: rises with each change; a change names the version it is based on.
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
    handed_over_after: int = 0
    person_end: date | None = None
    responsible_end: date | None = None

    @property
    def is_open(self) -> bool:
        """True if something remains to be done: it is open or started."""
        return self.status in (ActionStatus.OPEN, ActionStatus.STARTED)

    def lacks_responsible(self, today: date) -> bool:
        """True if it is open, but the person responsible has left."""
        return self.is_open and has_left(self.responsible_end, today)

    def is_overdue(self, today: date) -> bool:
        """True if it is open and was due before today."""
        return self.is_open and self.due < today

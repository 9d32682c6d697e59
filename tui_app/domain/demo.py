"""A demonstration team as it is handed from its file to the service that stores it: one language, real dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tui_app.domain.records import ActionStatus, ConversationKind, ConversationState, GoalKind, GoalStatus


@dataclass(frozen=True, slots=True)
class DemoMove:
    """A due date moved `on` one day, `to` another."""

    on: date
    to: date
    reason: str


@dataclass(frozen=True, slots=True)
class DemoComment:
    """What somebody (`by`, a person's key) wrote about an action."""

    on: date
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoAction:
    """An action and what happened to it since it was agreed.

    Attributes:
        responsible: key of the person who does it.
        first_due: the date agreed first; `due` follows from the moves.
        goal: key of the goal that it serves, one of the same person's.
        reason: why it was dropped, where it was.
    """

    text: str
    responsible: str
    agreed_on: date
    first_due: date
    goal: str | None = None
    moves: tuple[DemoMove, ...] = ()
    started_on: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    reason: str = ""
    comments: tuple[DemoComment, ...] = ()

    @property
    def due(self) -> date:
        """The date agreed now."""
        return self.moves[-1].to if self.moves else self.first_due

    @property
    def status(self) -> ActionStatus:
        """Where it stands today."""
        if self.dropped_on:
            return ActionStatus.DROPPED
        if self.done_on:
            return ActionStatus.DONE
        return ActionStatus.STARTED if self.started_on else ActionStatus.OPEN


@dataclass(frozen=True, slots=True)
class DemoGoal:
    """A goal, set on one day; `closed_on` when it was reached or dropped."""

    key: str
    text: str
    kind: GoalKind
    set_on: date
    status: GoalStatus = GoalStatus.OPEN
    target: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DemoConversation:
    """A conversation with the person's leader, written down on `noted_on`."""

    kind: ConversationKind
    state: ConversationState
    on: date
    noted_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class DemoFollowUp:
    """An entry of the follow-up log, by the person's leader."""

    on: date
    note: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One person with everything on their page; `leader` is a key, None at the top."""

    key: str
    name: str
    leader: str | None
    employee_number: str
    title: str
    unit: str
    start_date: date
    goals: tuple[DemoGoal, ...] = ()
    actions: tuple[DemoAction, ...] = ()
    conversations: tuple[DemoConversation, ...] = ()
    follow_ups: tuple[DemoFollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoTeam:
    """Everybody, leaders before those they lead; `viewer` is the key of the one who looks."""

    viewer: str
    people: tuple[DemoPerson, ...]

    def reports(self, leader: str) -> tuple[DemoPerson, ...]:
        """Those whom the person with this key leads."""
        return tuple(person for person in self.people if person.leader == leader)

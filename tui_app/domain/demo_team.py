"""A demonstration team as it is handed from its file to the service that stores it: one language, real dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from tui_app.domain.forms.form import Form
from tui_app.domain.languages import SOURCE_LANGUAGE
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.domain.records.goal import GoalKind, GoalStatus


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
    """A conversation with the person's leader.

    Attributes:
        noted_on: when it was planned.
        at: the time of day.
        note: what the leader wrote to both, of one that is ahead.
        minutes: section of the form -> what the person wrote.
        answers: question of the form -> what the person prepared and has shared.
        submitted_on, signed_on: when the minutes were, where they are.
    """

    kind: ConversationKind
    state: ConversationState
    on: date
    noted_on: date
    at: time
    place: str = ""
    note: str = ""
    minutes: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    submitted_on: date | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DemoTopic:
    """Something to talk about next time, or why a follow-up is asked for, by somebody (`by`, a person's key)."""

    on: date
    by: str
    text: str


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
    topics: tuple[DemoTopic, ...] = ()
    requests: tuple[DemoTopic, ...] = ()
    follow_ups: tuple[DemoFollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoTeam:
    """Everybody, leaders before those they lead.

    Attributes:
        viewer: key of the one who looks.
        forms: of the conversations, one of each kind.
        language: the one that all texts are in.
    """

    viewer: str
    people: tuple[DemoPerson, ...]
    forms: tuple[Form, ...] = ()
    language: str = SOURCE_LANGUAGE

    def reports(self, leader: str) -> tuple[DemoPerson, ...]:
        """Those whom the person with this key leads."""
        return tuple(person for person in self.people if person.leader == leader)

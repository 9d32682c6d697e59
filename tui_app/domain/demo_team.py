"""The demonstration team as its data file describes it, in one language and with real dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from msgspec import Struct, field

from tui_app.domain.forms.form import Form
from tui_app.domain.languages import SOURCE_LANGUAGE
from tui_app.domain.practice.listening import ListeningCounts
from tui_app.domain.practice.sessions import PracticeSession
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.conversation import ConversationKind, ConversationState
from tui_app.domain.records.goal import GoalKind, GoalStatus


class DemoMove(Struct, frozen=True):
    """A due date that was moved on one day (`on`) to another (`to`)."""

    on: date
    to: date
    reason: str


class DemoComment(Struct, frozen=True):
    """A comment on an action; `by` is a person's key."""

    on: date
    by: str
    text: str


class DemoAction(Struct, frozen=True):
    """An action and what happened to it since it was agreed.

    Attributes:
        responsible: key of the person who does it.
        first_due: the date agreed first; `due` follows from the moves.
        goal: key of the goal it serves, one of the same person's.
        reason: why it was dropped; empty otherwise.
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
        """The current due date."""
        return self.moves[-1].to if self.moves else self.first_due

    @property
    def status(self) -> ActionStatus:
        """The current status."""
        if self.dropped_on:
            return ActionStatus.DROPPED
        if self.done_on:
            return ActionStatus.DONE
        return ActionStatus.STARTED if self.started_on else ActionStatus.OPEN


class DemoGoal(Struct, frozen=True):
    """A goal that was set on one day; `closed_on` is the day it was reached or dropped."""

    key: str
    text: str
    kind: GoalKind
    set_on: date
    status: GoalStatus = GoalStatus.OPEN
    target: date | None = None
    closed_on: date | None = None


class DemoConversation(Struct, frozen=True):
    """A conversation with the person's leader.

    Attributes:
        noted_on: the day it was planned.
        at: the time of day.
        note: what the leader wrote to both about a planned conversation.
        minutes: section of the form -> what the person wrote.
        answers: question of the form -> what the person prepared and shared.
        submitted_on: the day the minutes were submitted, if they were.
        signed_on: the day the minutes were signed, if they were.
        is_warmed_up: the leader warmed up for it.
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
    is_warmed_up: bool = False


class DemoTopic(Struct, frozen=True):
    """A topic for next time, or the reason for a requested follow-up; `by` is a person's key."""

    on: date
    by: str
    text: str


class DemoFollowUp(Struct, frozen=True):
    """An entry of the follow-up log, by the person's leader."""

    on: date
    note: str = ""
    next_on: date | None = None


class DemoPerson(Struct, frozen=True):
    """One person with everything on their page.

    Attributes:
        leader: a key; None for the top leader.
        practice: what they have practised as a leader.
        heard: how often their employees gave each value, without names.
    """

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
    practice: tuple[PracticeSession, ...] = ()
    heard: tuple[ListeningCounts, ...] = ()


class DemoTeam(Struct, frozen=True):
    """All people, leaders before those they lead.

    Attributes:
        viewer: key of the person who looks at the team.
        forms: the forms of the conversations, one of each kind.
        language: the language of all texts.
    """

    viewer: str
    people: tuple[DemoPerson, ...]
    forms: tuple[Form, ...] = ()
    language: str = SOURCE_LANGUAGE

    def reports(self, leader: str) -> tuple[DemoPerson, ...]:
        """The people who report to the person with this key."""
        return tuple(person for person in self.people if person.leader == leader)

"""Records: what the services hand out. Frozen, and free of database and screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class ActionStatus(StrEnum):
    """Where an action stands. Overdue is not a status: it follows from status, due date and today."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    DROPPED = "dropped"


class GoalKind(StrEnum):
    """The two kinds of goal."""

    DEVELOPMENT = "development"
    WORK = "work"


class GoalStatus(StrEnum):
    """Where a goal stands."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class ConversationKind(StrEnum):
    """What kind of conversation it is."""

    YEARLY = "yearly"
    FOLLOW_UP = "follow_up"
    NEW_EMPLOYEE = "new_employee"
    SENIOR = "senior"
    LEAVER = "leaver"
    OTHER = "other"


class ConversationState(StrEnum):
    """Where a conversation stands (see `domain/conversations.py` for the steps between them)."""

    PLANNED = "planned"
    HELD = "held"
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SIGNED = "signed"
    CANCELLED = "cancelled"


HELD_STATES = (
    ConversationState.HELD,
    ConversationState.DRAFTING,
    ConversationState.SUBMITTED,
    ConversationState.RETURNED,
    ConversationState.SIGNED,
)
"""States in which the conversation itself has taken place."""


class TemplateState(StrEnum):
    """Where one version of a form stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class RemarkKind(StrEnum):
    """What somebody writes about minutes, private until it is handed over."""

    COMMENT = "comment"
    STATEMENT = "statement"

    @property
    def place(self) -> str:
        """Names it among the places of a conversation; no section has a key like this."""
        return f"own-{self.value}"


class ChangeKind(StrEnum):
    """What happened, in the history of a person's page. A step of a conversation (`STEP`) is never undone."""

    CREATED = "created"
    STATUS = "status"
    MOVED = "moved"
    TEXT = "text"
    RESPONSIBLE = "responsible"
    GOAL = "goal"
    COMMENT = "comment"
    EDITED = "edited"
    ON_TRACK = "on_track"
    NUDGED = "nudged"
    SEEN = "seen"
    THANKED = "thanked"
    STEP = "step"
    UNDONE = "undone"


class Subject(StrEnum):
    """What a change was made to."""

    ACTION = "action"
    GOAL = "goal"
    CONVERSATION = "conversation"
    FOLLOW_UP = "follow_up"
    TOPIC = "topic"
    REQUEST = "request"
    RHYTHM = "rhythm"
    PAUSE = "pause"
    MINUTES = "minutes"
    TEMPLATE = "template"


NAMELESS_SINCE = date.min
"""The last working day of somebody who is erased."""


class Role(StrEnum):
    """A person's part in one conversation."""

    EMPLOYEE = "employee"
    LEADER = "leader"


class Sending(StrEnum):
    """What became of a reminder. All but a refused one count: nobody gets two."""

    QUIET = "quiet"
    CLAIMED = "claimed"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the organisation."""

    id: int
    name: str
    leader_id: int | None = None
    leader_name: str = ""
    employee_number: str = ""
    email: str = ""
    title: str = ""
    unit: str = ""
    start_date: date | None = None
    end_date: date | None = None
    is_administrator: bool = False
    version: int = 1

    def has_left(self, today: date) -> bool:
        """Whether the last working day is past."""
        return self.end_date is not None and self.end_date < today

    @property
    def is_nameless(self) -> bool:
        """Whether they are erased, and only others' records still refer to them."""
        return self.end_date == NAMELESS_SINCE


@dataclass(frozen=True, slots=True)
class Viewer:
    """The signed-in person, as access is decided from.

    Attributes:
        stands_in_for: the leaders whose teams they lead today.
    """

    id: int
    name: str
    is_administrator: bool = False
    stands_in_for: frozenset[int] = frozenset()

    @property
    def leads_as(self) -> frozenset[int]:
        """Themselves and those they stand in for: whose direct reports are theirs today."""
        return self.stands_in_for | {self.id}


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who leads a team while its leader is away; both days included."""

    id: int
    leader_id: int
    leader_name: str
    stand_in_id: int
    stand_in_name: str
    first: date
    last: date


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


@dataclass(frozen=True, slots=True)
class Goal:
    """A development or work goal, with the number of actions that serve it."""

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


@dataclass(frozen=True, slots=True)
class Conversation:
    """A planned or held conversation between an employee and a leader.

    Attributes:
        state: of the conversation and its minutes; once signed it stays so, whatever amendments follow.
        on: its day; `starts` the moment, where a time was agreed.
        minutes: planned length.
        template_id: the version of the form that it began with; None for one noted without a form.
        title: the form's title by language; empty without a form.
        uid: names it in calendars; `sequence` counts what a calendar has to learn anew.
        in_calendar: whether it was handed out to a calendar, which has to learn of what becomes of it.
        held_at: when it was begun.
        reason: why it was cancelled.
        amendment: where an amendment of the signed minutes stands that is under way.
        shows_draft: whether the employee lets the leader see the minutes while writing.
        is_shown: whether the employee lets a later leader, who looks at it here, read the signed minutes.
    """

    id: int
    person_id: int
    person_name: str
    leader_id: int
    leader_name: str
    kind: ConversationKind
    state: ConversationState
    on: date
    starts: datetime | None = None
    minutes: int = 0
    place: str = ""
    note: str = ""
    template_id: int | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    uid: str = ""
    sequence: int = 0
    in_calendar: bool = False
    held_at: datetime | None = None
    reason: str = ""
    shows_draft: bool = False
    amendment: ConversationState | None = None
    is_shown: bool = False
    version: int = 1

    @property
    def waits_as(self) -> ConversationState:
        """The state that tells whose turn it is: of an amendment under way, else of the conversation."""
        return self.amendment or self.state


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a form, without its questions: a draft, published (then it never changes) or retired."""

    id: int
    key: str
    number: int
    state: TemplateState
    kind: ConversationKind
    title: Mapping[str, str]
    published_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to talk about next time, put on the list between conversations."""

    id: int
    person_id: int
    by_name: str
    text: str
    added_on: date
    talked_on: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One entry of the follow-up log: somebody checked the open actions with the employee.

    Attributes:
        by_id: the employee themselves where it was a look of their own, which does not count in the rhythm.
        due_on: the day on which it was due when it was held; None when nothing was.
    """

    id: int
    person_id: int
    by_name: str
    on: date
    note: str = ""
    next_on: date | None = None
    due_on: date | None = None
    by_id: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the history: who did what when, with the values before and after."""

    id: int
    at: datetime
    by_name: str
    kind: ChangeKind
    subject: Subject
    subject_id: int
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    undone: bool = False

"""Conversations, their kinds and states, and the roles of the participants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct, field


class ConversationKind(StrEnum):
    """The kind of a conversation."""

    YEARLY = "yearly"
    FOLLOW_UP = "follow_up"
    NEW_EMPLOYEE = "new_employee"
    SENIOR = "senior"
    LEAVER = "leaver"
    OTHER = "other"


class ConversationState(StrEnum):
    """The state of a conversation (see `conversations/workflow.py` for the transitions)."""

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


class RemarkKind(StrEnum):
    """What a person writes about minutes. It is private until it is handed over."""

    COMMENT = "comment"
    STATEMENT = "statement"

    @property
    def place_key(self) -> str:
        """Identifies the remark among the places of a conversation; no section has a key like this."""
        return f"own-{self.value}"


class Role(StrEnum):
    """A person's role in a conversation."""

    EMPLOYEE = "employee"
    LEADER = "leader"


class Conversation(Struct, frozen=True):
    """A planned or held conversation between an employee and a leader.

    Attributes:
        state: state of the conversation and its minutes; stays "signed" while an amendment is under way.
        on: its day.
        starts: the moment it starts, if a time was agreed.
        minutes: the planned duration.
        template_id: the form version it was planned with; None for one without a form.
        title: the form's title by language; empty without a form.
        language: the one in which both read the form; empty for each reader's own.
        uid: its id in calendars.
        sequence: number of the changes that calendars must pick up.
        in_calendar: it was exported to a calendar, which must learn of later changes.
        held_at: when it started.
        reason: why it was cancelled.
        amendment: state of the amendment under way, if there is one.
        shows_draft: the employee lets the leader see the minutes while writing.
        person_end: the employee's last working day, if one is known.
        leader_end: the leader's last working day, if one is known.
        has_begun_statement: the viewer has begun a statement about the signed minutes and not added it; known in lists.
        person_mark: what tells the employee from somebody of the same name in the team; empty for everybody else, and
            if the leader is an earlier one.
        is_shown: the employee lets the current leader, who did not hold it, read the signed minutes.
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
    language: str = ""
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
    person_end: date | None = None
    leader_end: date | None = None
    has_begun_statement: bool = False
    person_mark: str = ""

    @property
    def distinct_person_name(self) -> str:
        """The employee's name; with a namesake in the team, also what tells the two apart: "Ola Hansen (1002)"."""
        return f"{self.person_name} ({self.person_mark})" if self.person_mark else self.person_name

    @property
    def pending_state(self) -> ConversationState:
        """The state that decides whose turn it is: of the amendment under way, else of the conversation."""
        return self.amendment or self.state

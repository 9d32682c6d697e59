"""Records: what the services hand out. Frozen, and free of database and screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


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


class RemarkKind(StrEnum):
    """What somebody writes about minutes, private until it is handed over."""

    COMMENT = "comment"
    STATEMENT = "statement"

    @property
    def place_key(self) -> str:
        """Names it among the places of a conversation; no section has a key like this."""
        return f"own-{self.value}"


class Role(StrEnum):
    """A person's part in one conversation."""

    EMPLOYEE = "employee"
    LEADER = "leader"


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
    def pending_state(self) -> ConversationState:
        """The state that tells whose turn it is: of an amendment under way, else of the conversation."""
        return self.amendment or self.state

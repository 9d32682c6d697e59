"""Changes: the rows of a page's history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct, field


class ChangeKind(StrEnum):
    """What happened. A step of a conversation (`STEP`) can never be undone."""

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


class ChangeSubject(StrEnum):
    """The kind of record that was changed."""

    ACTION = "action"
    GOAL = "goal"
    CONVERSATION = "conversation"
    FOLLOW_UP = "follow_up"
    TOPIC = "topic"
    REQUEST = "request"
    SCHEDULE = "rhythm"
    PAUSE = "pause"
    MINUTES = "minutes"
    TEMPLATE = "template"


class Change(Struct, frozen=True):
    """One row of the history: who did what when, with the values before and after.

    Attributes:
        by_end: the last day of whoever did it.
    """

    id: int
    at: datetime
    by_name: str
    kind: ChangeKind
    subject: ChangeSubject
    subject_id: int
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    undone: bool = False
    by_end: date | None = None

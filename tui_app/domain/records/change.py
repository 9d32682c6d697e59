"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


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


class ChangeSubject(StrEnum):
    """What a change was made to."""

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


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the history: who did what when, with the values before and after."""

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

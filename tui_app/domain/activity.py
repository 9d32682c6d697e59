"""What happened: changes with what they were made to, for the timeline and for what is new since the last visit."""

from __future__ import annotations

from dataclasses import dataclass

from tui_app.domain.records.change import Change, ChangeKind, ChangeSubject

ACTIVITY_SUBJECTS = (
    ChangeSubject.ACTION,
    ChangeSubject.GOAL,
    ChangeSubject.CONVERSATION,
    ChangeSubject.FOLLOW_UP,
    ChangeSubject.TOPIC,
    ChangeSubject.REQUEST,
)
"""What is told of; how often somebody is followed up, and each step of minutes, stand elsewhere."""
PAGE_SIZE = 200
"""Happenings read at a time."""


@dataclass(frozen=True, slots=True)
class ActivityEvent:
    """A change, about whom, and what the thing is called that was changed.

    Attributes:
        text: of the action, goal or topic as it reads now; of a conversation nothing.
    """

    change: Change
    by_id: int
    person_id: int
    person_name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class RecentActivity:
    """What others did since somebody was last here, the oldest first.

    Attributes:
        last_change_id: the number of the newest change there is; told when it has been seen.
        has_older: whether older ones are not told.
    """

    events: tuple[ActivityEvent, ...] = ()
    last_change_id: int = 0
    has_older: bool = False


def is_newsworthy(kind: ChangeKind) -> bool:
    """Whether a change is worth telling: not what was only reworded or set right."""
    return kind not in (ChangeKind.UNDONE, ChangeKind.GOAL)

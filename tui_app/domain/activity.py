"""Recent activity: the changes that the timeline and the list of news since the last visit show."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from tui_app.domain.records.change import Change, ChangeKind, ChangeSubject
from tui_app.domain.records.open_items import OpenItems

ACTIVITY_SUBJECTS = (
    ChangeSubject.ACTION,
    ChangeSubject.GOAL,
    ChangeSubject.CONVERSATION,
    ChangeSubject.FOLLOW_UP,
    ChangeSubject.TOPIC,
    ChangeSubject.REQUEST,
)
"""The subjects whose changes are shown. Changes of schedules and minutes have lists of their own."""
PAGE_SIZE = 200
"""Number of events read at a time."""


class ActivityEvent(Struct, frozen=True):
    """A change together with the person it concerns.

    Attributes:
        text: the current text of the action, goal or topic; empty for a conversation.
        person_end: the last day of the person it concerns.
    """

    change: Change
    by_id: int
    person_id: int
    person_name: str
    text: str = ""
    person_end: date | None = None


class RecentActivity(Struct, frozen=True):
    """What others did since the person's last visit, oldest first.

    Attributes:
        last_change_id: id of the newest change, stored once the person has seen the list.
        leavers: what is still open for those who have left since the visit, and whom the person may edit.
        has_older: True if there are older events that were not read.
    """

    events: tuple[ActivityEvent, ...] = ()
    last_change_id: int = 0
    has_older: bool = False
    leavers: tuple[OpenItems, ...] = ()


def is_newsworthy(kind: ChangeKind) -> bool:
    """True if a change is worth showing: corrections of a wording or a mistake are not."""
    return kind not in (ChangeKind.UNDONE, ChangeKind.GOAL)

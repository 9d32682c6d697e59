"""What calendar files contain: invitations, and the items of a published calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace


class Appointment(Struct, frozen=True):
    """One conversation in a calendar, without its content.

    Attributes:
        uid: never changes, so that calendars replace the event they already have.
        sequence: increases with every change that calendars must pick up.
        starts: with a time zone; None if the conversation has lost its time, and is cancelled in calendars.
        minutes: the duration.
        people: name and e-mail address of the participants, the organiser last; an address may be empty.
        changed_at: when it changed last; with a time zone.
        on: its day, for one without a time.
    """

    uid: str
    sequence: int
    starts: datetime | None
    minutes: int
    title: str
    place: str
    people: tuple[tuple[str, str], ...]
    cancelled: bool
    changed_at: datetime
    on: date | None = None


class CalendarItemKind(StrEnum):
    """The kinds of items in a published calendar."""

    DUE = "due"
    FOLLOW_UP = "follow_up"
    CONVERSATION = "talk"


class CalendarItem(Struct, frozen=True):
    """One item of a person's published calendar.

    The calendar is always published as a whole: an item that is no longer in it disappears.

    Attributes:
        key: identifies the item in this person's calendar for ever, so that it moves instead of appearing twice.
        on: its day.
        starts: the moment it starts, if it has one.
        minutes: the duration, if it has a moment.
        text: title of an action; empty if only numbers are published.
        title: title of a conversation's form, by language.
        name: the person it concerns, or the other participant.
        count: how many things it stands for.
        sequence: increases with each change, where changes are counted.
        uid: its id in other calendar files, if it has one there.
    """

    kind: CalendarItemKind
    key: str
    on: date
    starts: datetime | None = None
    minutes: int = 0
    text: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    place: str = ""
    count: int = 1
    sequence: int = 0
    uid: str = ""


def calendar_file_name(calendar: str) -> str:
    """The file name of a published calendar."""
    return f"samtale-{calendar}.ics"


def without_details(items: Iterable[CalendarItem]) -> tuple[CalendarItem, ...]:
    """The same items reduced to numbers.

    All items of one kind that are due on a day become one; conversations lose name and place.
    """
    counts: Counter[tuple[CalendarItemKind, date]] = Counter()
    conversations = []
    for item in items:
        if item.kind is CalendarItemKind.CONVERSATION:
            conversations.append(replace(item, title={}, name="", place=""))
        else:
            counts[item.kind, item.on] += 1
    days = (CalendarItem(kind, f"{kind}s-{on.isoformat()}", on, count=count) for (kind, on), count in counts.items())
    return (*days, *conversations)

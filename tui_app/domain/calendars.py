"""What calendar files carry: appointments that are handed out, and what stands in a published calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Appointment:
    """One conversation in a calendar; nothing of what it is about.

    Attributes:
        uid: the same for ever, so that a calendar replaces what it has.
        sequence: rises with every change that a calendar has to learn.
        starts: must know its zone.
        minutes: how long it takes.
        people: name and e-mail address of those who meet, who invites last; the address may be empty.
        changed_at: when this was told; must know its zone.
    """

    uid: str
    sequence: int
    starts: datetime
    minutes: int
    title: str
    place: str
    people: tuple[tuple[str, str], ...]
    cancelled: bool
    changed_at: datetime


class CalendarItemKind(StrEnum):
    """What stands in a published calendar."""

    DUE = "due"
    FOLLOW_UP = "follow_up"
    CONVERSATION = "talk"


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing in somebody's published calendar, which always tells the whole: what is not in it any more is gone.

    Attributes:
        key: names it in this person's calendar for ever, so that it is moved and not doubled.
        on: its day; `starts` the moment, where there is one.
        minutes: how long it takes, where it has a moment.
        text: title of an action; empty where only numbers are told.
        title: of a conversation's form, by language.
        name: whom it concerns or with whom it is.
        count: how many things it stands for.
        sequence: rises when it changes, where changes are counted.
        uid: where other calendar files know it under a name of its own.
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
    """The file of a published calendar of this name."""
    return f"samtale-{calendar}.ics"


def without_details(items: Iterable[CalendarItem]) -> tuple[CalendarItem, ...]:
    """The same with numbers only: what is due on one day becomes one thing, conversations lose name and place."""
    counts: Counter[tuple[CalendarItemKind, date]] = Counter()
    talks = []
    for one in items:
        if one.kind is CalendarItemKind.CONVERSATION:
            talks.append(replace(one, title={}, name="", place=""))
        else:
            counts[one.kind, one.on] += 1
    days = (CalendarItem(kind, f"{kind}s-{on.isoformat()}", on, count=count) for (kind, on), count in counts.items())
    return (*days, *talks)

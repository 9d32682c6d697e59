"""Everything that is kept about one person, as it is handed to that person; and when each of it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from tui_app.domain.accounts import AccountState
from tui_app.domain.audit import Logged
from tui_app.domain.conversations import Comment, Preparation, Written
from tui_app.domain.forms import Form
from tui_app.domain.minutes import SignedMinutes
from tui_app.domain.mutual import Request
from tui_app.domain.records import Action, Change, Conversation, FollowUp, Goal, Person, StandIn, Topic
from tui_app.domain.reminders import LastReminder, ReminderChoice
from tui_app.domain.retention import Hold, Kept, Months, Thing, falls_due
from tui_app.domain.rhythm import Pause
from tui_app.domain.unfinished import Unfinished


@dataclass(frozen=True, slots=True)
class Going:
    """The things of one kind about a person.

    Attributes:
        first, last: the days on which the first and the last of them are erased.
    """

    kind: Kept
    number: int
    first: date
    last: date


def going(things: Iterable[Thing], months: Months) -> tuple[Going, ...]:
    """What is kept about one person, by kind, with the days on which it goes."""
    days: dict[Kept, list[date]] = {}
    for thing in things:
        days.setdefault(thing.kind, []).append(falls_due(thing.kind, thing.since, months))
    return tuple(Going(kind, len(days[kind]), min(days[kind]), max(days[kind])) for kind in Kept if kind in days)


@dataclass(frozen=True, slots=True)
class TalkData:
    """One conversation as the employee has it.

    Attributes:
        mine: what they prepared; `theirs` what the leader prepared and shared.
        form: with the words of the questions; None where there is none.
        written: the minutes under way, section -> text.
        comments: the leader's, on whatever version.
        unsaid: what they have written beside the minutes and not handed over.
        erased_on: when it goes, as things stand.
    """

    conversation: Conversation
    mine: Preparation
    theirs: Preparation
    form: Form | None = None
    signed: tuple[SignedMinutes, ...] = ()
    written: Mapping[str, Written] | None = None
    comments: tuple[Comment, ...] = ()
    unsaid: Mapping[str, Written] | None = None
    erased_on: date | None = None


@dataclass(frozen=True, slots=True)
class LedData:
    """What somebody wrote themselves in a conversation that they led; the rest of it is the employee's."""

    conversation: Conversation
    mine: Preparation
    form: Form | None
    unsaid: Mapping[str, Written]


@dataclass(frozen=True, slots=True)
class Said:
    """A comment or a statement that somebody handed over."""

    conversation_id: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class MyData:
    """Everything about one person.

    Attributes:
        promises: actions on others' pages for which they are responsible.
        led: what they wrote in conversations that they led; `said` their comments and statements, wherever.
        requests: the follow-ups that they asked for.
        notes: of follow-ups that they have begun and not finished, with the name of whom they are about.
        unfinished: what they have begun in forms and not saved.
        reminders: what they chose; `reminded` the last one.
        looked_at: when they last looked at what others did.
        sessions: where they signed in, from when to when.
        changes: the history of their page.
        log: what was done with what is written about them, and who has seen it.
        months: kind -> how long it is kept; `going` when what is there now goes.
    """

    at: datetime
    person: Person
    account: AccountState
    goals: tuple[Goal, ...]
    actions: tuple[Action, ...]
    promises: tuple[Action, ...]
    talks: tuple[TalkData, ...]
    led: tuple[LedData, ...]
    said: tuple[Said, ...]
    topics: tuple[Topic, ...]
    follow_ups: tuple[FollowUp, ...]
    requests: tuple[Request, ...]
    notes: tuple[tuple[str, str], ...]
    unfinished: tuple[Unfinished, ...]
    reminders: ReminderChoice
    reminded: LastReminder | None
    pauses: tuple[Pause, ...]
    stand_ins: tuple[StandIn, ...]
    looked_at: datetime | None
    sessions: tuple[tuple[str, datetime, datetime | None], ...]
    changes: tuple[Change, ...]
    log: tuple[Logged, ...]
    holds: tuple[Hold, ...]
    months: Months
    going: tuple[Going, ...]


def as_plain(data: MyData) -> Any:
    """The same as lists, texts and numbers, for other programs; days and moments in ISO 8601."""
    return _plain(asdict(data))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the readable file: a heading, a list, and longer texts each with a line above it."""

    title: str
    items: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    level: int = 2


@dataclass(frozen=True, slots=True)
class Document:
    """The readable file, in the reader's language."""

    title: str
    about: str
    parts: tuple[Part, ...]

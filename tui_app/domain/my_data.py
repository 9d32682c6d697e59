"""Everything that is kept about one person, as it is handed to that person; and when each of it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from tui_app.domain.accounts.records import AccountState
from tui_app.domain.audit import NamedAuditEntry
from tui_app.domain.conversations.conversation_view import MinutesComment, Preparation
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.follow_up.schedule import Pause
from tui_app.domain.form_drafts import FormDraft
from tui_app.domain.forms.form import Form
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import Change
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.follow_up import FollowUp, Topic
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Person, StandIn
from tui_app.domain.reminders import LastReminder, ReminderChoice
from tui_app.domain.retention import RetentionHold, RetentionKind, RetentionMonths, StoredItem, erasure_date


@dataclass(frozen=True, slots=True)
class ErasureForecast:
    """The things of one kind about a person.

    Attributes:
        first, last: the days on which the first and the last of them are erased.
    """

    kind: RetentionKind
    number: int
    first: date
    last: date


def erasure_forecast(items: Iterable[StoredItem], months: RetentionMonths) -> tuple[ErasureForecast, ...]:
    """What is kept about one person, by kind, with the days on which it goes."""
    days: dict[RetentionKind, list[date]] = {}
    for thing in items:
        days.setdefault(thing.kind, []).append(erasure_date(thing.kind, thing.since, months))
    return tuple(
        ErasureForecast(kind, len(days[kind]), min(days[kind]), max(days[kind]))
        for kind in RetentionKind
        if kind in days
    )


@dataclass(frozen=True, slots=True)
class ConversationData:
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
    written: Mapping[str, Versioned] | None = None
    comments: tuple[MinutesComment, ...] = ()
    unsaid: Mapping[str, Versioned] | None = None
    erased_on: date | None = None


@dataclass(frozen=True, slots=True)
class LedConversationData:
    """What somebody wrote themselves in a conversation that they led; the rest of it is the employee's."""

    conversation: Conversation
    mine: Preparation
    form: Form | None
    unsaid: Mapping[str, Versioned]


@dataclass(frozen=True, slots=True)
class OwnRemark:
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
        months: kind -> how long it is kept; `erasure_forecast` when what is there now goes.
    """

    at: datetime
    person: Person
    account: AccountState
    goals: tuple[Goal, ...]
    actions: tuple[Action, ...]
    promises: tuple[Action, ...]
    talks: tuple[ConversationData, ...]
    led: tuple[LedConversationData, ...]
    said: tuple[OwnRemark, ...]
    topics: tuple[Topic, ...]
    follow_ups: tuple[FollowUp, ...]
    requests: tuple[FollowUpRequest, ...]
    notes: tuple[tuple[str, str], ...]
    unfinished: tuple[FormDraft, ...]
    reminders: ReminderChoice
    reminded: LastReminder | None
    pauses: tuple[Pause, ...]
    stand_ins: tuple[StandIn, ...]
    looked_at: datetime | None
    sessions: tuple[tuple[str, datetime, datetime | None], ...]
    changes: tuple[Change, ...]
    log: tuple[NamedAuditEntry, ...]
    holds: tuple[RetentionHold, ...]
    months: RetentionMonths
    going: tuple[ErasureForecast, ...]


def my_data_to_json(data: MyData) -> Any:
    """The same as lists, texts and numbers, for other programs; days and moments in ISO 8601."""
    return _json_value(asdict(data))


def _json_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _json_value(inner) for name, inner in value.items()}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [_json_value(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


@dataclass(frozen=True, slots=True)
class MyDataSection:
    """A part of the readable file: a heading, a list, and longer texts each with a line above it."""

    title: str
    items: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    level: int = 2


@dataclass(frozen=True, slots=True)
class MyDataDocument:
    """The readable file, in the reader's language."""

    title: str
    about: str
    parts: tuple[MyDataSection, ...]

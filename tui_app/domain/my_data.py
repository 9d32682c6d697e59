"""Everything stored about one person, as it is exported to them, and the days on which it is erased."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from tui_app.domain.accounts.accounts import AccountState
from tui_app.domain.audit import NamedAuditEntry
from tui_app.domain.conversations.conversation_view import MinutesComment
from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.follow_up.schedule import Pause
from tui_app.domain.form_drafts import FormDraft
from tui_app.domain.forms.form import Form
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.practice.sessions import LookBack, PracticeInvitation, PracticeSession, WarmUp
from tui_app.domain.records.action import Action
from tui_app.domain.records.change import Change
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.follow_up import FollowUp, Topic
from tui_app.domain.records.goal import Goal
from tui_app.domain.records.person import Person, StandIn
from tui_app.domain.reminders import LastReminder, ReminderChoice
from tui_app.domain.retention import RetentionHold, RetentionKind, RetentionMonths, StoredItem, erasure_date


class ErasureForecast(Struct, frozen=True):
    """The stored items of one kind about a person.

    Attributes:
        number: how many there are.
        first: the day on which the first of them is erased.
        last: the day on which the last of them is erased.
    """

    kind: RetentionKind
    number: int
    first: date
    last: date


def erasure_forecast(items: Iterable[StoredItem], months: RetentionMonths) -> tuple[ErasureForecast, ...]:
    """What is stored about one person, by kind, with the days on which it is erased."""
    days: dict[RetentionKind, list[date]] = {}
    for item in items:
        days.setdefault(item.kind, []).append(erasure_date(item.kind, item.since, months))
    return tuple(
        ErasureForecast(kind, len(days[kind]), min(days[kind]), max(days[kind]))
        for kind in RetentionKind
        if kind in days
    )


class ConversationData(Struct, frozen=True):
    """One conversation as its employee may see it.

    Attributes:
        mine: what the employee prepared.
        theirs: what the leader prepared and shared.
        form: the words of the questions; None for a conversation without a form.
        written: the minutes being written, section -> text.
        comments: the leader's comments on any version of the minutes.
        unsaid: the employee's own remarks that they have not sent, place -> text.
        erased_on: when the conversation is erased, as things are now.
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


class LedConversationData(Struct, frozen=True):
    """What a person wrote themselves in a conversation that they led. The rest belongs to the employee."""

    conversation: Conversation
    mine: Preparation
    form: Form | None
    unsaid: Mapping[str, Versioned]


class OwnRemark(Struct, frozen=True):
    """A comment or statement that the person handed over."""

    conversation_id: int
    at: datetime
    text: str


class MyData(Struct, frozen=True):
    """Everything about one person. The field names are the keys of the exported file, so they do not change.

    Attributes:
        promises: actions on other people's pages that the person is responsible for.
        talks: the conversations about them.
        led: what they wrote in conversations that they led.
        said: their comments and statements, in any conversation.
        requests: the follow-ups they asked for.
        notes: notes of follow-up sessions they have not finished: name of the person they are about, and text.
        unfinished: what they typed in forms and did not save.
        reminders: their choice of reminders.
        reminded: the last reminder they got.
        looked_at: when they last viewed the news.
        sessions: terminal, start and end of each session.
        practised: their practice sessions.
        invitations: invitations to practise that they got or sent.
        warm_ups: what they chose for conversations that they led: id of the conversation, and choice.
        look_backs: what they noted for themselves after them: id of the conversation, and note.
        changes: the history of their page.
        log: what was done with the data about them, and who looked at it.
        months: kind -> months it is kept.
        going: when the data stored now will be erased.
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
    practised: tuple[PracticeSession, ...]
    invitations: tuple[PracticeInvitation, ...]
    warm_ups: tuple[tuple[int, WarmUp], ...]
    look_backs: tuple[tuple[int, LookBack], ...]
    changes: tuple[Change, ...]
    log: tuple[NamedAuditEntry, ...]
    holds: tuple[RetentionHold, ...]
    months: RetentionMonths
    going: tuple[ErasureForecast, ...]


_NOT_THEIRS = frozenset(
    {"by_end", "employee_end", "leader_end", "person_end", "person_mark", "responsible_end", "stand_in_end"}
)
"""Fields with what is nobody else's to know: a last working day, which may lie ahead, a number or an address."""


def my_data_to_json(data: MyData) -> Any:
    """The data as lists, texts and numbers, for other programs. Dates and times are in ISO 8601."""
    return _json_value(data)


def _json_value(value: Any) -> Any:
    if isinstance(value, Struct):
        value = asdict(value)
    if isinstance(value, Mapping):
        return {str(name): _json_value(inner) for name, inner in value.items() if name not in _NOT_THEIRS}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [_json_value(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


class MyDataSection(Struct, frozen=True):
    """A section of the readable file: a heading, a list, and longer texts with a heading line each."""

    title: str
    items: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    level: int = 2


class MyDataDocument(Struct, frozen=True):
    """The readable file, in the reader's language."""

    title: str
    about: str
    parts: tuple[MyDataSection, ...]

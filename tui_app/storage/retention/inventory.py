"""Queries that list what is stored, and from which date its retention period counts.

They return no text. `limits` say when the period must have started (None for any), `person_ids` are the people it must
be about (None for everybody; 0 for sign-in attempts, which do not reveal whose they are). Items of other dates may be
returned too: `domain.retention` decides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import peewee as pw
from msgspec import Struct

from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.goal import GoalStatus
from tui_app.domain.retention import PeriodLimits, RetentionKind, StoredItem, StoredItemKind
from tui_app.storage.queries.batches import BATCH_SIZE, in_batches
from tui_app.storage.tables import registry as tables

PersonIds = Collection[int] | None
Finder = Callable[[PeriodLimits | None, PersonIds], Iterator[StoredItem]]


def find_all(
    limits: Mapping[RetentionKind, PeriodLimits] | None = None, person_ids: PersonIds = None
) -> list[StoredItem]:
    """List what is stored. Call it inside `database.bypassing_row_security`.

    Args:
        limits: for each kind, when the period must have started; None for everything.
        person_ids: only items about these people, few enough for one statement; None for everybody.
    """
    items: list[StoredItem] = []
    for kind in RetentionKind:
        limit = limits[kind] if limits is not None else None
        if find := _FINDERS.get(kind):
            items += find(limit, person_ids)
        for source in _sources(kind):
            items += source.find(kind, limit, person_ids)
    return items


class _Source(Struct, frozen=True):
    """A table whose rows are stored items.

    Attributes:
        what: the kind of item.
        id: the column with the id or key.
        person: the column with the person it is about.
        since: the column with the date or time from which the period counts; rows without one are left out.
        condition: only rows that match it.
        is_planned: somebody has planned the date.
    """

    what: StoredItemKind
    id: Any
    person: Any
    since: Any
    condition: Any = True
    is_planned: bool = False

    def find(self, kind: RetentionKind, limits: PeriodLimits | None, person_ids: PersonIds) -> Iterator[StoredItem]:
        """Yield the rows as items of a kind."""
        is_time = isinstance(self.since, tables.UtcField)
        query = self.since.model.select(self.id, self.person, self.since)
        query = query.where(self.since.is_null(False), self.condition)
        if limits is not None:
            query = query.where(_is_within(self.since, limits, is_planned=self.is_planned))
        for row_id, person, since in _of_person(query, self.person, person_ids).tuples():
            yield StoredItem(kind, self.what, row_id, person, since.date() if is_time else since, self.is_planned)


def _is_within(since: Any, limits: PeriodLimits, *, is_planned: bool = False) -> Any:
    """Condition: a period that started on a date or at a time is within the limits. What is planned may lie ahead."""
    before: date = limits.before
    after: date = limits.after
    if isinstance(since, tables.UtcField):
        before, after = _start_of_day(before), _start_of_day(after + timedelta(days=1))
    return since < before if is_planned else (since < before) | (since > after)


def _of_person(query: pw.ModelSelect, person: Any, person_ids: PersonIds) -> Any:
    return query if person_ids is None else query.where(person.in_(list(person_ids)))


def _start_of_day(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _date_of(moment: Any) -> date:
    """The date of a stored time; the maximum of several times is text on SQLite."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.date() if isinstance(moment, datetime) else date.min


class _Conversation(Struct, frozen=True):
    id: int
    person_id: int
    on: date


def _conversations(signed: bool, limits: PeriodLimits | None, person_ids: PersonIds) -> list[_Conversation]:
    table = tables.Conversation
    state = table.state == ConversationState.SIGNED if signed else table.state != ConversationState.SIGNED
    query = table.select(table.id, table.person, table.on).where(state)
    if limits is not None:
        query = query.where(_is_within(table.on, limits, is_planned=not signed))
    return [_Conversation(*row) for row in _of_person(query, table.person, person_ids).tuples()]


def _signing_dates(conversations: Sequence[_Conversation]) -> Iterator[tuple[_Conversation, list[date]]]:
    """Yield each conversation that has signed minutes, with the dates on which they and the amendments were signed."""
    table = tables.Minutes
    for batch in in_batches(conversations):
        by_id = {conversation.id: conversation for conversation in batch}
        query = table.select().where(table.conversation.in_(list(by_id)), table.state == ConversationState.SIGNED)
        dates: dict[int, list[date]] = {}
        for row in query.order_by(table.number).dicts():
            dates.setdefault(row["conversation"], []).append(_signing_date(row, by_id[row["conversation"]]))
        yield from ((by_id[conversation_id], signed_on) for conversation_id, signed_on in dates.items())


def _signing_date(row: Mapping[str, Any], conversation: _Conversation) -> date:
    """The date on which minutes were signed; if they are damaged, when they were submitted or the conversation held."""
    try:
        return datetime.fromisoformat(json.loads(row["signed"])["signed_at"]).date()
    except (ValueError, TypeError, KeyError):
        return row["submitted_at"].date() if row["submitted_at"] else conversation.on


def _last_edit_dates(conversation_ids: Sequence[int]) -> dict[int, date]:
    """Conversation -> the date on which anything in it was last written or submitted."""
    minutes, text, answer, preparation = tables.Minutes, tables.MinutesText, tables.Answer, tables.Preparation
    queries = (
        minutes.select(minutes.conversation, pw.fn.MAX(text.at))
        .join(text, on=(text.minutes == minutes.id))
        .where(minutes.conversation.in_(conversation_ids))
        .group_by(minutes.conversation),
        preparation.select(preparation.conversation, pw.fn.MAX(answer.at))
        .join(answer, on=(answer.preparation == preparation.id))
        .where(preparation.conversation.in_(conversation_ids))
        .group_by(preparation.conversation),
        minutes.select(minutes.conversation, pw.fn.MAX(minutes.submitted_at))
        .where(minutes.conversation.in_(conversation_ids), minutes.submitted_at.is_null(False))
        .group_by(minutes.conversation),
    )
    dates: dict[int, date] = {}
    for query in queries:
        for conversation_id, at in query.tuples():
            dates[conversation_id] = max(dates.get(conversation_id, date.min), _date_of(at))
    return dates


def _minutes(limits: PeriodLimits | None, person_ids: PersonIds) -> Iterator[StoredItem]:
    for batch in in_batches(list(_signing_dates(_conversations(True, limits, person_ids)))):
        edited = _last_edit_dates([conversation.id for conversation, _signed_on in batch])  # amendments in progress too
        for conversation, signed_on in batch:
            since = max([*signed_on, edited.get(conversation.id, date.min)])
            yield _conversation_item(RetentionKind.MINUTES, conversation, since)


def _unsigned(limits: PeriodLimits | None, person_ids: PersonIds) -> Iterator[StoredItem]:
    for batch in in_batches(_conversations(False, limits, person_ids)):
        edited = _last_edit_dates([conversation.id for conversation in batch])
        for conversation in batch:
            written_on = edited.get(conversation.id, date.min)
            since, is_planned = max(conversation.on, written_on), written_on <= conversation.on
            yield _conversation_item(RetentionKind.UNSIGNED, conversation, since, is_planned=is_planned)


def _conversation_item(
    kind: RetentionKind, conversation: _Conversation, since: date, *, is_planned: bool = False
) -> StoredItem:
    return StoredItem(kind, StoredItemKind.CONVERSATION, conversation.id, conversation.person_id, since, is_planned)


def _preparations(limits: PeriodLimits | None, person_ids: PersonIds) -> Iterator[StoredItem]:
    conversations = _conversations(True, limits, person_ids)
    table = tables.Preparation
    prepared: set[int] = set()
    for batch in in_batches([conversation.id for conversation in conversations]):
        prepared |= {row[0] for row in table.select(table.conversation).where(table.conversation.in_(batch)).tuples()}
    for conversation, signed_on in _signing_dates([one for one in conversations if one.id in prepared]):
        kind, what = RetentionKind.PREPARATION, StoredItemKind.PREPARATION
        yield StoredItem(kind, what, conversation.id, conversation.person_id, min(signed_on))


def _closing_dates(subject: ChangeSubject, ids: Sequence[int]) -> dict[int, date]:
    """Goal or action -> the date of its last change, which closed it."""
    table = tables.History
    dates: dict[int, date] = {}
    for batch in in_batches(ids):
        query = (
            table.select(table.subject_id, pw.fn.MAX(table.at))
            .where(table.subject == subject, table.subject_id.in_(batch), table.kind != ChangeKind.COMMENT)
            .group_by(table.subject_id)
        )
        dates |= {subject_id: _date_of(at) for subject_id, at in query.tuples()}
    return dates


def _closed_agreements(_limits: PeriodLimits | None, person_ids: PersonIds) -> Iterator[StoredItem]:
    """Dropped actions and ended goals; the date of the change is not indexed, so all are returned."""
    action, goal = tables.Action, tables.Goal
    dropped = action.select(action.id, action.person, action.due).where(action.status == ActionStatus.DROPPED)
    ended = goal.select(goal.id, goal.person, goal.target).where(goal.status != GoalStatus.OPEN)
    queries: tuple[tuple[ChangeSubject, StoredItemKind, Any, pw.ModelSelect], ...] = (
        (ChangeSubject.ACTION, StoredItemKind.ACTION, action, dropped),
        (ChangeSubject.GOAL, StoredItemKind.GOAL, goal, ended),
    )
    for subject, what, table, query in queries:
        rows = list(_of_person(query, table.person, person_ids).tuples())
        closed = _closing_dates(subject, [row_id for row_id, _person, _planned in rows])
        for row_id, person, planned in rows:
            since, is_planned = closed.get(row_id) or planned, row_id not in closed
            if since is not None:
                yield StoredItem(RetentionKind.AGREED, what, row_id, person, since, is_planned)


def _sign_ins(limits: PeriodLimits | None, person_ids: PersonIds) -> Iterator[StoredItem]:
    kind, session, attempt = RetentionKind.SIGN_INS, tables.Session, tables.SignInAttempt
    query = session.select(session.id, session.person, session.ended_at, session.started_at)
    attempts = attempt.select(attempt.key, attempt.last_at)
    if limits is not None:
        is_old = session.ended_at.is_null() & _is_within(session.started_at, limits)
        query = query.where(_is_within(session.ended_at, limits) | is_old)
        attempts = attempts.where(_is_within(attempt.last_at, limits))
    for key, person, ended, started in _of_person(query, session.person, person_ids).tuples():
        yield StoredItem(kind, StoredItemKind.SESSION, key, person, (ended or started).date())
    if person_ids is not None:
        attempts = attempts.order_by(attempt.last_at).limit(BATCH_SIZE)  # one portion
    if person_ids is None or 0 in person_ids:
        for key, at in attempts.tuples():
            yield StoredItem(kind, StoredItemKind.SIGN_IN_ATTEMPT, key, 0, at.date())


_FINDERS: Mapping[RetentionKind, Finder] = {
    RetentionKind.PREPARATION: _preparations,
    RetentionKind.MINUTES: _minutes,
    RetentionKind.UNSIGNED: _unsigned,
    RetentionKind.AGREED: _closed_agreements,
    RetentionKind.SIGN_INS: _sign_ins,
}
"""The function for each kind whose items are not just the rows of a table."""


def _sources(kind: RetentionKind) -> Iterator[_Source]:
    """Yield the tables whose rows are items of a kind."""
    match kind:
        case RetentionKind.AGREED:
            action = tables.Action
            is_done = action.status == ActionStatus.DONE
            yield _Source(StoredItemKind.ACTION, action.id, action.person, action.done_on, is_done)
        case RetentionKind.TOPICS:
            topic = tables.Topic
            yield _Source(StoredItemKind.TOPIC, topic.id, topic.person, topic.talked_on)
        case RetentionKind.FOLLOW_UPS:
            follow_up, pause, session = tables.FollowUp, tables.Pause, tables.FollowUpSession
            draft, request = tables.FormDraft, tables.FollowUpRequest
            yield _Source(StoredItemKind.FOLLOW_UP, follow_up.id, follow_up.person, follow_up.on)
            yield _Source(StoredItemKind.PAUSE, pause.id, pause.person, pause.last, is_planned=True)
            yield _Source(StoredItemKind.FOLLOW_UP_SESSION, session.id, session.person, session.at)
            yield _Source(StoredItemKind.FORM_DRAFT, draft.id, draft.writer, draft.at)
            yield _Source(StoredItemKind.REQUEST, request.id, request.person, request.asked_on)
        case RetentionKind.HISTORY:
            change, stand_in, hold = tables.History, tables.StandIn, tables.Hold
            yield _Source(StoredItemKind.CHANGE, change.id, change.person, change.at)
            yield _Source(StoredItemKind.STAND_IN, stand_in.id, stand_in.stand_in, stand_in.last, is_planned=True)
            yield _Source(StoredItemKind.HOLD, hold.id, hold.person, hold.ended_on)
        case RetentionKind.SIGN_INS:
            visit = tables.Visit
            yield _Source(StoredItemKind.VISIT, visit.person, visit.person, visit.at)
        case RetentionKind.PRACTICE:
            practice, warm_up, look_back = tables.PracticeSession, tables.WarmUp, tables.LookBack
            yield _Source(StoredItemKind.PRACTICE_SESSION, practice.id, practice.person, practice.on)
            invited = tables.PracticeInvitation
            yield _Source(StoredItemKind.PRACTICE_INVITATION, invited.id, invited.person, invited.on)
            yield _Source(StoredItemKind.WARM_UP, warm_up.id, warm_up.person, warm_up.on)
            yield _Source(StoredItemKind.LOOK_BACK, look_back.id, look_back.person, look_back.on)
        case RetentionKind.PERSON:
            person = tables.Person
            is_known = person.search != ""
            yield _Source(StoredItemKind.PERSON, person.id, person.id, person.end_date, is_known, is_planned=True)

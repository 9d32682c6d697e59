"""Queries about what is kept and since when. No text leaves here, except to find out the day of a signing.

Each takes the day from which nothing can be due (None for everything) and the one person it is about (None for all).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import peewee as pw

from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.goal import GoalStatus
from tui_app.domain.retention import RetentionKind, StoredItem, StoredItemKind
from tui_app.storage.batches import in_batches
from tui_app.storage.tables import registry as tables

Finder = Callable[[date | None, int | None], Iterator[StoredItem]]


def _narrow(query: pw.ModelSelect, day: Any, person: Any, before: object, person_id: int | None) -> Any:
    if before is not None:
        query = query.where(day < before)
    return query if person_id is None else query.where(person == person_id)


def _start_of_day(before: date | None) -> datetime | None:
    return None if before is None else datetime.combine(before, time(), tzinfo=UTC)


def _day(moment: Any) -> date:
    """The day of a stored moment, as the database hands out the latest of several."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.date() if isinstance(moment, datetime) else date.min


def _signing_day(row: Mapping[str, Any], on: date) -> date:
    """The day on which minutes were signed; of damaged ones, the day they were submitted, or talked."""
    try:
        return datetime.fromisoformat(json.loads(row["signed"])["signed_at"]).date()
    except (ValueError, TypeError, KeyError):
        return row["submitted_at"].date() if row["submitted_at"] else on


def _conversations(signed: bool, before: date | None, person_id: int | None) -> list[tuple[int, int, date]]:
    table = tables.Conversation
    state = table.state == ConversationState.SIGNED if signed else table.state != ConversationState.SIGNED
    query = table.select(table.id, table.person, table.on).where(state)
    return list(_narrow(query, table.on, table.person, before, person_id).tuples())


def _signing_days(talks: Iterable[tuple[int, int, date]]) -> Iterator[tuple[int, list[date]]]:
    """Conversation -> the days on which its minutes and amendments were signed."""
    days = {talk: on for talk, _person, on in talks}
    table = tables.Minutes
    for ids in in_batches(list(days)):
        query = table.select().where(table.conversation.in_(ids), table.state == ConversationState.SIGNED)
        found: dict[int, list[date]] = {}
        for row in query.order_by(table.number).dicts():
            found.setdefault(row["conversation"], []).append(_signing_day(row, days[row["conversation"]]))
        yield from found.items()


def _last_edit_days(ids: Sequence[int]) -> dict[int, date]:
    """Conversation -> the day on which something was last written or submitted in it."""
    minutes, text, answer, head = tables.Minutes, tables.MinutesText, tables.Answer, tables.Preparation
    queries = (
        minutes.select(minutes.conversation, pw.fn.MAX(text.at))
        .join(text, on=(text.minutes == minutes.id))
        .where(minutes.conversation.in_(ids))
        .group_by(minutes.conversation),
        head.select(head.conversation, pw.fn.MAX(answer.at))
        .join(answer, on=(answer.preparation == head.id))
        .where(head.conversation.in_(ids))
        .group_by(head.conversation),
        minutes.select(minutes.conversation, pw.fn.MAX(minutes.submitted_at))
        .where(minutes.conversation.in_(ids), minutes.submitted_at.is_null(False))
        .group_by(minutes.conversation),
    )
    found: dict[int, date] = {}
    for query in queries:
        for talk, at in query.tuples():
            found[talk] = max(found.get(talk, date.min), _day(at))
    return found


def _minutes(before: date | None, person_id: int | None) -> Iterator[StoredItem]:
    talks = _conversations(True, before, person_id)
    about = {talk: person for talk, person, _on in talks}
    signings = dict(_signing_days(talks))
    for ids in in_batches(list(signings)):
        written = _last_edit_days(ids)  # an amendment under way counts too
        for talk in ids:
            since = max([*signings[talk], written.get(talk, date.min)])
            yield StoredItem(RetentionKind.MINUTES, StoredItemKind.CONVERSATION, talk, about[talk], since)


def _unsigned(before: date | None, person_id: int | None) -> Iterator[StoredItem]:
    talks = _conversations(False, before, person_id)
    for part in in_batches(talks):
        written = _last_edit_days([talk for talk, _person, _on in part])
        for talk, person, on in part:
            since = max(on, written.get(talk, date.min))
            yield StoredItem(RetentionKind.UNSIGNED, StoredItemKind.CONVERSATION, talk, person, since)


def _preparations(before: date | None, person_id: int | None) -> Iterator[StoredItem]:
    talks = _conversations(True, before, person_id)
    prepared: set[int] = set()
    for ids in in_batches([talk for talk, _person, _on in talks]):
        query = tables.Preparation.select(tables.Preparation.conversation)
        prepared |= {row[0] for row in query.where(tables.Preparation.conversation.in_(ids)).tuples()}
    here = [one for one in talks if one[0] in prepared]
    about = {talk: person for talk, person, _on in here}
    for talk, days in _signing_days(here):
        yield StoredItem(RetentionKind.PREPARATION, StoredItemKind.PREPARATION, talk, about[talk], min(days))


def _closing_days(subject: ChangeSubject, ids: Sequence[int]) -> dict[int, date]:
    """Goal or action -> the day of the last change of it, which closed it."""
    table = tables.History
    found: dict[int, date] = {}
    for part in in_batches(ids):
        query = (
            table.select(table.subject_id, pw.fn.MAX(table.at))
            .where(table.subject == subject, table.subject_id.in_(part), table.kind != ChangeKind.COMMENT)
            .group_by(table.subject_id)
        )
        found |= {one: _day(at) for one, at in query.tuples()}
    return found


def _closed_agreements(before: date | None, person_id: int | None) -> Iterator[StoredItem]:
    action, goal = tables.Action, tables.Goal
    done = action.select(action.id, action.person, action.done_on).where(
        action.status == ActionStatus.DONE, action.done_on.is_null(False)
    )
    for number, person, on in _narrow(done, action.done_on, action.person, before, person_id).tuples():
        yield StoredItem(RetentionKind.AGREED, StoredItemKind.ACTION, number, person, on)
    dropped = action.select(action.id, action.person, action.due).where(action.status == ActionStatus.DROPPED)
    ended = goal.select(goal.id, goal.person, goal.target).where(goal.status != GoalStatus.OPEN)
    kinds: tuple[tuple[ChangeSubject, StoredItemKind, Any, pw.ModelSelect], ...] = (
        (ChangeSubject.ACTION, StoredItemKind.ACTION, action, dropped),
        (ChangeSubject.GOAL, StoredItemKind.GOAL, goal, ended),
    )
    for subject, what, table, query in kinds:
        rows = list(_narrow(query, None, table.person, None, person_id).tuples())
        closed = _closing_days(subject, [number for number, _person, _day in rows])
        for number, person, otherwise in rows:
            since = closed.get(number) or otherwise
            if since is not None:
                yield StoredItem(RetentionKind.AGREED, what, number, person, since)


def _topics(before: date | None, person_id: int | None) -> Iterator[StoredItem]:
    table = tables.Topic
    query = table.select(table.id, table.person, table.talked_on).where(table.talked_on.is_null(False))
    for number, person, on in _narrow(query, table.talked_on, table.person, before, person_id).tuples():
        yield StoredItem(RetentionKind.TOPICS, StoredItemKind.TOPIC, number, person, on)


def _follow_ups(before: date | None, person_id: int | None) -> Iterator[StoredItem]:
    table = tables.FollowUp
    query = table.select(table.id, table.person, table.on)
    for number, person, on in _narrow(query, table.on, table.person, before, person_id).tuples():
        yield StoredItem(RetentionKind.FOLLOW_UPS, StoredItemKind.FOLLOW_UP, number, person, on)
    pause, walk = tables.Pause, tables.FollowUpSession
    pauses = pause.select(pause.id, pause.person, pause.last)
    for number, person, on in _narrow(pauses, pause.last, pause.person, before, person_id).tuples():
        yield StoredItem(RetentionKind.FOLLOW_UPS, StoredItemKind.PAUSE, number, person, on)
    walks = walk.select(walk.id, walk.person, walk.at)
    for number, person, at in _narrow(walks, walk.at, walk.person, _start_of_day(before), person_id).tuples():
        yield StoredItem(RetentionKind.FOLLOW_UPS, StoredItemKind.FOLLOW_UP_SESSION, number, person, at.date())
    form = tables.FormDraft
    forms = form.select(form.id, form.writer, form.at)
    for number, writer, at in _narrow(forms, form.at, form.writer, _start_of_day(before), person_id).tuples():
        yield StoredItem(RetentionKind.FOLLOW_UPS, StoredItemKind.FORM_DRAFT, number, writer, at.date())
    yield from _requests(before, person_id)


def _requests(before: date | None, person_id: int | None) -> Iterator[StoredItem]:
    table = tables.FollowUpRequest
    query = table.select(table.id, table.person, table.asked_on)
    for number, person, on in _narrow(query, table.asked_on, table.person, before, person_id).tuples():
        yield StoredItem(RetentionKind.FOLLOW_UPS, StoredItemKind.REQUEST, number, person, on)


def _history(before: date | None, person_id: int | None) -> Iterator[StoredItem]:
    change, standing, hold = tables.History, tables.StandIn, tables.Hold
    changes = change.select(change.id, change.person, change.at)
    for number, person, at in _narrow(changes, change.at, change.person, _start_of_day(before), person_id).tuples():
        yield StoredItem(RetentionKind.HISTORY, StoredItemKind.CHANGE, number, person, at.date())
    past = standing.select(standing.id, standing.stand_in, standing.last)
    for number, person, on in _narrow(past, standing.last, standing.stand_in, before, person_id).tuples():
        yield StoredItem(RetentionKind.HISTORY, StoredItemKind.STAND_IN, number, person, on)
    ended = hold.select(hold.id, hold.person, hold.ended_on).where(hold.ended_on.is_null(False))
    for number, person, on in _narrow(ended, hold.ended_on, hold.person, before, person_id).tuples():
        yield StoredItem(RetentionKind.HISTORY, StoredItemKind.HOLD, number, person, on)


def _sign_ins(before: date | None, person_id: int | None) -> Iterator[StoredItem]:
    table, wrong = tables.Session, tables.SignInAttempt
    moment = _start_of_day(before)
    query = table.select(table.id, table.person, table.ended_at, table.started_at)
    if moment is not None:
        query = query.where((table.ended_at < moment) | (table.ended_at.is_null() & (table.started_at < moment)))
    for key, person, ended, started in _narrow(query, None, table.person, None, person_id).tuples():
        yield StoredItem(RetentionKind.SIGN_INS, StoredItemKind.SESSION, key, person, (ended or started).date())
    visit = tables.Visit
    visits = visit.select(visit.person, visit.at)
    for number, at in _narrow(visits, visit.at, visit.person, moment, person_id).tuples():
        yield StoredItem(RetentionKind.SIGN_INS, StoredItemKind.VISIT, number, number, at.date())
    tries = wrong.select(wrong.key, wrong.last_at)
    if person_id is None:  # whose they are cannot be told from them
        for key, at in _narrow(tries, wrong.last_at, None, moment, None).tuples():
            yield StoredItem(RetentionKind.SIGN_INS, StoredItemKind.SIGN_IN_ATTEMPT, key, 0, at.date())


def _people(before: date | None, person_id: int | None) -> Iterator[StoredItem]:
    table = tables.Person
    query = table.select(table.id, table.end_date).where(table.end_date.is_null(False), table.search != "")
    for number, on in _narrow(query, table.end_date, table.id, before, person_id).tuples():
        yield StoredItem(RetentionKind.PERSON, StoredItemKind.PERSON, number, number, on)


_FINDERS: Mapping[RetentionKind, Finder] = {
    RetentionKind.PREPARATION: _preparations,
    RetentionKind.MINUTES: _minutes,
    RetentionKind.UNSIGNED: _unsigned,
    RetentionKind.AGREED: _closed_agreements,
    RetentionKind.TOPICS: _topics,
    RetentionKind.FOLLOW_UPS: _follow_ups,
    RetentionKind.HISTORY: _history,
    RetentionKind.SIGN_INS: _sign_ins,
    RetentionKind.PERSON: _people,
}


def find_all(before: Mapping[RetentionKind, date] | None = None, person_id: int | None = None) -> list[StoredItem]:
    """What is kept. Call it on everybody's behalf (`database.bypassing_row_security`).

    Args:
        before: kind -> only what began before that day; None for everything.
        person_id: only what is about this person.
    """
    found: list[StoredItem] = []
    for kind, find in _FINDERS.items():
        found += find(before[kind] if before is not None else None, person_id)
    return found

"""Queries about what is kept and since when. No text leaves here, except to find out the day of a signing.

Each takes the day from which nothing can be due (None for everything) and the one person it is about (None for all).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import peewee as pw

from tui_app.domain.records import ActionStatus, ChangeKind, ConversationState, GoalStatus, Subject
from tui_app.domain.retention import Kept, Thing, What
from tui_app.storage import tables

AT_ONCE = 500
"""Ids named in one statement."""
Find = Callable[[date | None, int | None], Iterator[Thing]]


def _where(query: pw.ModelSelect, day: Any, person: Any, before: object, person_id: int | None) -> Any:
    if before is not None:
        query = query.where(day < before)
    return query if person_id is None else query.where(person == person_id)


def _moment(before: date | None) -> datetime | None:
    return None if before is None else datetime.combine(before, time(), tzinfo=UTC)


def in_parts(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The same ids, so many at a time."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


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


def _talks(signed: bool, before: date | None, person_id: int | None) -> list[tuple[int, int, date]]:
    table = tables.Conversation
    state = table.state == ConversationState.SIGNED if signed else table.state != ConversationState.SIGNED
    query = table.select(table.id, table.person, table.on).where(state)
    return list(_where(query, table.on, table.person, before, person_id).tuples())


def _signings(talks: Iterable[tuple[int, int, date]]) -> Iterator[tuple[int, list[date]]]:
    """Conversation -> the days on which its minutes and amendments were signed."""
    days = {talk: on for talk, _person, on in talks}
    table = tables.Minutes
    for ids in in_parts(list(days)):
        query = table.select().where(table.conversation.in_(ids), table.state == ConversationState.SIGNED)
        found: dict[int, list[date]] = {}
        for row in query.order_by(table.number).dicts():
            found.setdefault(row["conversation"], []).append(_signing_day(row, days[row["conversation"]]))
        yield from found.items()


def _last_written(ids: Sequence[int]) -> dict[int, date]:
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


def _minutes(before: date | None, person_id: int | None) -> Iterator[Thing]:
    talks = _talks(True, before, person_id)
    about = {talk: person for talk, person, _on in talks}
    signings = dict(_signings(talks))
    for ids in in_parts(list(signings)):
        written = _last_written(ids)  # an amendment under way counts too
        for talk in ids:
            since = max([*signings[talk], written.get(talk, date.min)])
            yield Thing(Kept.MINUTES, What.CONVERSATION, talk, about[talk], since)


def _unsigned(before: date | None, person_id: int | None) -> Iterator[Thing]:
    talks = _talks(False, before, person_id)
    for part in in_parts(talks):
        written = _last_written([talk for talk, _person, _on in part])
        for talk, person, on in part:
            since = max(on, written.get(talk, date.min))
            yield Thing(Kept.UNSIGNED, What.CONVERSATION, talk, person, since)


def _preparations(before: date | None, person_id: int | None) -> Iterator[Thing]:
    talks = _talks(True, before, person_id)
    prepared: set[int] = set()
    for ids in in_parts([talk for talk, _person, _on in talks]):
        query = tables.Preparation.select(tables.Preparation.conversation)
        prepared |= {row[0] for row in query.where(tables.Preparation.conversation.in_(ids)).tuples()}
    here = [one for one in talks if one[0] in prepared]
    about = {talk: person for talk, person, _on in here}
    for talk, days in _signings(here):
        yield Thing(Kept.PREPARATION, What.PREPARATION, talk, about[talk], min(days))


def _closed_on(subject: Subject, ids: Sequence[int]) -> dict[int, date]:
    """Goal or action -> the day of the last change of it, which closed it."""
    table = tables.History
    found: dict[int, date] = {}
    for part in in_parts(ids):
        query = (
            table.select(table.subject_id, pw.fn.MAX(table.at))
            .where(table.subject == subject, table.subject_id.in_(part), table.kind != ChangeKind.COMMENT)
            .group_by(table.subject_id)
        )
        found |= {one: _day(at) for one, at in query.tuples()}
    return found


def _agreed(before: date | None, person_id: int | None) -> Iterator[Thing]:
    action, goal = tables.Action, tables.Goal
    done = action.select(action.id, action.person, action.done_on).where(
        action.status == ActionStatus.DONE, action.done_on.is_null(False)
    )
    for number, person, on in _where(done, action.done_on, action.person, before, person_id).tuples():
        yield Thing(Kept.AGREED, What.ACTION, number, person, on)
    dropped = action.select(action.id, action.person, action.due).where(action.status == ActionStatus.DROPPED)
    ended = goal.select(goal.id, goal.person, goal.target).where(goal.status != GoalStatus.OPEN)
    kinds: tuple[tuple[Subject, What, Any, pw.ModelSelect], ...] = (
        (Subject.ACTION, What.ACTION, action, dropped),
        (Subject.GOAL, What.GOAL, goal, ended),
    )
    for subject, what, table, query in kinds:
        rows = list(_where(query, None, table.person, None, person_id).tuples())
        closed = _closed_on(subject, [number for number, _person, _day in rows])
        for number, person, otherwise in rows:
            since = closed.get(number) or otherwise
            if since is not None:
                yield Thing(Kept.AGREED, what, number, person, since)


def _topics(before: date | None, person_id: int | None) -> Iterator[Thing]:
    table = tables.Topic
    query = table.select(table.id, table.person, table.talked_on).where(table.talked_on.is_null(False))
    for number, person, on in _where(query, table.talked_on, table.person, before, person_id).tuples():
        yield Thing(Kept.TOPICS, What.TOPIC, number, person, on)


def _follow_ups(before: date | None, person_id: int | None) -> Iterator[Thing]:
    table = tables.FollowUp
    query = table.select(table.id, table.person, table.on)
    for number, person, on in _where(query, table.on, table.person, before, person_id).tuples():
        yield Thing(Kept.FOLLOW_UPS, What.FOLLOW_UP, number, person, on)
    pause, walk = tables.Pause, tables.Walk
    pauses = pause.select(pause.id, pause.person, pause.last)
    for number, person, on in _where(pauses, pause.last, pause.person, before, person_id).tuples():
        yield Thing(Kept.FOLLOW_UPS, What.PAUSE, number, person, on)
    walks = walk.select(walk.id, walk.person, walk.at)
    for number, person, at in _where(walks, walk.at, walk.person, _moment(before), person_id).tuples():
        yield Thing(Kept.FOLLOW_UPS, What.WALK, number, person, at.date())
    form = tables.Unfinished
    forms = form.select(form.id, form.writer, form.at)
    for number, writer, at in _where(forms, form.at, form.writer, _moment(before), person_id).tuples():
        yield Thing(Kept.FOLLOW_UPS, What.UNFINISHED, number, writer, at.date())
    yield from _requests(before, person_id)


def _requests(before: date | None, person_id: int | None) -> Iterator[Thing]:
    table = tables.FollowUpRequest
    query = table.select(table.id, table.person, table.asked_on)
    for number, person, on in _where(query, table.asked_on, table.person, before, person_id).tuples():
        yield Thing(Kept.FOLLOW_UPS, What.REQUEST, number, person, on)


def _history(before: date | None, person_id: int | None) -> Iterator[Thing]:
    change, standing, hold = tables.History, tables.StandIn, tables.Hold
    changes = change.select(change.id, change.person, change.at)
    for number, person, at in _where(changes, change.at, change.person, _moment(before), person_id).tuples():
        yield Thing(Kept.HISTORY, What.CHANGE, number, person, at.date())
    past = standing.select(standing.id, standing.stand_in, standing.last)
    for number, person, on in _where(past, standing.last, standing.stand_in, before, person_id).tuples():
        yield Thing(Kept.HISTORY, What.STAND_IN, number, person, on)
    ended = hold.select(hold.id, hold.person, hold.ended_on).where(hold.ended_on.is_null(False))
    for number, person, on in _where(ended, hold.ended_on, hold.person, before, person_id).tuples():
        yield Thing(Kept.HISTORY, What.HOLD, number, person, on)


def _sign_ins(before: date | None, person_id: int | None) -> Iterator[Thing]:
    table, wrong = tables.Session, tables.SignInTry
    moment = _moment(before)
    query = table.select(table.id, table.person, table.ended_at, table.started_at)
    if moment is not None:
        query = query.where((table.ended_at < moment) | (table.ended_at.is_null() & (table.started_at < moment)))
    for key, person, ended, started in _where(query, None, table.person, None, person_id).tuples():
        yield Thing(Kept.SIGN_INS, What.SESSION, key, person, (ended or started).date())
    visit = tables.Visit
    visits = visit.select(visit.person, visit.at)
    for number, at in _where(visits, visit.at, visit.person, moment, person_id).tuples():
        yield Thing(Kept.SIGN_INS, What.VISIT, number, number, at.date())
    tries = wrong.select(wrong.key, wrong.last_at)
    if person_id is None:  # whose they are cannot be told from them
        for key, at in _where(tries, wrong.last_at, None, moment, None).tuples():
            yield Thing(Kept.SIGN_INS, What.TRY, key, 0, at.date())


def _people(before: date | None, person_id: int | None) -> Iterator[Thing]:
    table = tables.Person
    query = table.select(table.id, table.end_date).where(table.end_date.is_null(False), table.search != "")
    for number, on in _where(query, table.end_date, table.id, before, person_id).tuples():
        yield Thing(Kept.PERSON, What.PERSON, number, number, on)


_FINDERS: Mapping[Kept, Find] = {
    Kept.PREPARATION: _preparations,
    Kept.MINUTES: _minutes,
    Kept.UNSIGNED: _unsigned,
    Kept.AGREED: _agreed,
    Kept.TOPICS: _topics,
    Kept.FOLLOW_UPS: _follow_ups,
    Kept.HISTORY: _history,
    Kept.SIGN_INS: _sign_ins,
    Kept.PERSON: _people,
}


def things(before: Mapping[Kept, date] | None = None, person_id: int | None = None) -> list[Thing]:
    """What is kept. Call it on everybody's behalf (`database.for_everybody`).

    Args:
        before: kind -> only what began before that day; None for everything.
        person_id: only what is about this person.
    """
    found: list[Thing] = []
    for kind, find in _FINDERS.items():
        found += find(before[kind] if before is not None else None, person_id)
    return found

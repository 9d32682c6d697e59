"""Queries for the overview of a team: a fixed number, whatever the size of the team or the organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.conversation import HELD_STATES, ConversationState
from tui_app.domain.records.person import Person
from tui_app.domain.team import ActionCounts, TeamFacts
from tui_app.storage.actions.actions import OPEN_STATUSES
from tui_app.storage.database import lock_subject
from tui_app.storage.follow_up.follow_ups import latest_follow_ups
from tui_app.storage.people.people import has_not_left
from tui_app.storage.queries.prepared import prepared
from tui_app.storage.tables import registry as tables

_SUBMITTED, _SIGNED = ConversationState.SUBMITTED, ConversationState.SIGNED


def team_facts(reports: Sequence[Person], today: date, done_since: date) -> list[TeamFacts]:
    """Return the facts about each report, in the order given.

    Args:
        reports: the people of one team.
        today: the current date.
        done_since: count actions done on or after this date.
    """
    ids = tuple(person.id for person in reports)
    counts = {row["person"]: row for row in _action_counts(ids, today, done_since)}
    conversations = {row["person"]: row for row in _conversation_dates(ids, today)}
    follow_ups = {row["person"]: row for row in latest_follow_ups(ids)}
    states = _latest_states(reports)
    report_counts = dict(_report_counts(ids, today))
    return [
        TeamFacts(
            person=person,
            counts=_counts(counts.get(person.id, {})),
            next_due=counts.get(person.id, {}).get("next_due"),
            last_conversation=conversations.get(person.id, {}).get("held_on"),
            next_conversation=conversations.get(person.id, {}).get("planned_on"),
            last_follow_up=follow_ups.get(person.id, {}).get("last_on"),
            next_follow_up=follow_ups.get(person.id, {}).get("next_on"),
            minutes_state=states.get(person.id),
            reports=report_counts.get(person.id, 0),
        )
        for person in reports
    ]


def due_and_done_dates(reports: Sequence[Person], since: date) -> list[tuple[date, date | None]]:
    """Return the due date and the date done of the actions due since a date, without dropped actions."""
    return [(due, done_on) for due, done_on in _due_and_done(tuple(person.id for person in reports), since)]


@prepared
def _due_and_done(ids: Sequence[int], since: date) -> pw.ModelSelect:
    action = tables.Action
    return (
        action.select(action.due, action.done_on)
        .where(
            action.person.in_(ids),
            action.status.in_((*OPEN_STATUSES, ActionStatus.DONE)),
            action.due >= since,
        )
        .tuples()
    )


def _counts(row: dict[str, Any]) -> ActionCounts:
    return ActionCounts(*(row.get(name) or 0 for name in ("done", "started", "open", "overdue")))


@prepared
def _action_counts(ids: Sequence[int], today: date, done_since: date) -> pw.ModelSelect:
    action = tables.Action
    is_late = action.due < today
    open_ = action.status == ActionStatus.OPEN
    started = action.status == ActionStatus.STARTED
    count = pw.fn.COUNT(action.id)
    return (
        action.select(
            action.person,
            count.filter(action.status == ActionStatus.DONE).alias("done"),
            count.filter(started & ~is_late).alias("started"),
            count.filter(open_ & ~is_late).alias("open"),
            count.filter((open_ | started) & is_late).alias("overdue"),
            pw.fn.MIN(action.due).filter(open_ | started).alias("next_due"),
        )
        .where(
            action.person.in_(ids),
            open_ | started | ((action.status == ActionStatus.DONE) & (action.done_on >= done_since)),
        )
        .group_by(action.person)
        .dicts()
    )


@prepared
def _conversation_dates(ids: Sequence[int], today: date) -> pw.ModelSelect:
    table = tables.Conversation
    held = table.state.in_(HELD_STATES) & (table.on <= today)  # a later one was dated by a wrong clock
    planned = (table.state == ConversationState.PLANNED) & (table.on >= today)
    return (
        table.select(
            table.person,
            pw.fn.MAX(table.on).filter(held).alias("held_on"),
            pw.fn.MIN(table.on).filter(planned).alias("planned_on"),
        )
        .where(table.person.in_(ids))
        .group_by(table.person)
        .dicts()
    )


def _latest_states(reports: Sequence[Person]) -> dict[int, ConversationState]:
    """Person -> the latest state of minutes with the present leader, but "submitted" if any wait for the leader."""
    states: dict[int, ConversationState] = {}
    ids = tuple(person.id for person in reports)
    leaders = tuple({person.leader_id or 0 for person in reports})
    for row in _conversation_states(ids, leaders):
        is_waiting = states.get(row["person"]) is _SUBMITTED
        states[row["person"]] = _SUBMITTED if is_waiting else ConversationState(row["state"])
    return states


@prepared
def _conversation_states(ids: Sequence[int], leaders: Sequence[int]) -> pw.ModelSelect:
    """The latest conversation of each person that was held with a form, and all whose minutes wait for the leader."""
    table = tables.Conversation
    newest = (
        table.select(table.person, pw.fn.MAX(table.on).alias("newest"))
        .where(
            table.person.in_(ids),
            table.leader.in_(leaders),
            table.state.in_(HELD_STATES),
            table.template.is_null(False),
        )
        .group_by(table.person)
    )
    latest = (table.on == newest.c.newest) & table.state.in_(HELD_STATES)
    amendment = tables.Minutes.alias("amendment")
    under_way = (amendment.conversation == table.id) & (amendment.number > 1) & (amendment.state != _SIGNED)
    return (
        table.select(table.person, pw.fn.COALESCE(amendment.state, table.state).alias("state"))
        .join(newest, on=(table.person == newest.c.person_id))
        .switch(table)
        .join(amendment, pw.JOIN.LEFT_OUTER, on=under_way)
        .where(
            table.leader.in_(leaders),
            table.template.is_null(False),
            latest | (table.state == _SUBMITTED) | (amendment.state == _SUBMITTED),
        )
        .order_by(table.on, table.id)
        .dicts()
    )


@prepared
def _report_counts(ids: Sequence[int], today: date) -> pw.ModelSelect:
    person = tables.Person
    return (
        person.select(person.leader, pw.fn.COUNT(person.id))
        .where(person.leader.in_(ids), has_not_left(today))
        .group_by(person.leader)
        .tuples()
    )


@contextmanager
def changing_leaders() -> Iterator[None]:
    """Let nobody else change who leads whom until this transaction ends: two such changes could close a circle.

    Enter it before the rules are checked, and before `keeping_an_administrator`, so that no two wait for each other.
    """
    lock_subject("leaders")
    yield


def is_above(leader_id: int, person_id: int) -> bool:
    """True if `leader_id` leads `person_id` directly or through other leaders; a circle of leaders ends the search."""
    seen: set[int] = set()
    current: int | None = person_id
    while current is not None and current not in seen:
        seen.add(current)
        row = tables.Person.select(tables.Person.leader).where(tables.Person.id == current).tuples().first()
        current = row[0] if row else None
        if current == leader_id:
            return True
    return False

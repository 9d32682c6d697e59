"""The Team overview's queries: a fixed number of them, whatever the size of the team or of the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.conversation import HELD_STATES, ConversationState
from tui_app.domain.records.person import Person
from tui_app.domain.team import ActionCounts, TeamFacts
from tui_app.storage.actions.actions import OPEN_STATUSES
from tui_app.storage.follow_up.follow_ups import latest_follow_ups
from tui_app.storage.people.people import has_not_left
from tui_app.storage.tables import registry as tables

_SUBMITTED, _SIGNED = ConversationState.SUBMITTED, ConversationState.SIGNED


def team_facts(reports: Sequence[Person], today: date, done_since: date) -> list[TeamFacts]:
    """What is known of each report, in the order given.

    Args:
        reports: the people of one team.
        done_since: done actions count from this day on.
    """
    ids = [person.id for person in reports]
    counts = {row["person"]: row for row in _action_counts(ids, today, done_since).dicts()}
    talks = {row["person"]: row for row in _conversation_dates(ids).dicts()}
    checks = {row["person"]: row for row in latest_follow_ups(ids).dicts()}
    states = _latest_states(reports)
    below = dict(_report_counts(ids, today).tuples())
    return [
        TeamFacts(
            person=person,
            counts=_counts(counts.get(person.id, {})),
            next_due=counts.get(person.id, {}).get("next_due"),
            last_conversation=talks.get(person.id, {}).get("held_on"),
            next_conversation=talks.get(person.id, {}).get("planned_on"),
            last_follow_up=checks.get(person.id, {}).get("last_on"),
            next_follow_up=checks.get(person.id, {}).get("next_on"),
            minutes_state=states.get(person.id),
            reports=below.get(person.id, 0),
        )
        for person in reports
    ]


def due_and_done_dates(reports: Sequence[Person], since: date) -> list[tuple[date, date | None]]:
    """Due day and day done of what was due from `since` on, dropped actions left out."""
    action = tables.Action
    query = action.select(action.due, action.done_on).where(
        action.person.in_([person.id for person in reports]),
        action.status.in_((*OPEN_STATUSES, ActionStatus.DONE)),
        action.due >= since,
    )
    return [(due, done_on) for due, done_on in query.tuples()]


def _counts(row: dict[str, Any]) -> ActionCounts:
    return ActionCounts(*(row.get(name) or 0 for name in ("done", "started", "open", "overdue")))


def _action_counts(ids: Sequence[int], today: date, done_since: date) -> pw.ModelSelect:
    action = tables.Action
    late = action.due < today
    open_ = action.status == ActionStatus.OPEN
    started = action.status == ActionStatus.STARTED
    number = pw.fn.COUNT(action.id)
    return (
        action.select(
            action.person,
            number.filter(action.status == ActionStatus.DONE).alias("done"),
            number.filter(started & ~late).alias("started"),
            number.filter(open_ & ~late).alias("open"),
            number.filter((open_ | started) & late).alias("overdue"),
            pw.fn.MIN(action.due).filter(open_ | started).alias("next_due"),
        )
        .where(
            action.person.in_(ids),
            open_ | started | ((action.status == ActionStatus.DONE) & (action.done_on >= done_since)),
        )
        .group_by(action.person)
    )


def _conversation_dates(ids: Sequence[int]) -> pw.ModelSelect:
    talk = tables.Conversation
    held = talk.state.in_(HELD_STATES)
    planned = talk.state == ConversationState.PLANNED
    return (
        talk.select(
            talk.person,
            pw.fn.MAX(talk.on).filter(held).alias("held_on"),
            pw.fn.MIN(talk.on).filter(planned).alias("planned_on"),
        )
        .where(talk.person.in_(ids))
        .group_by(talk.person)
    )


def _latest_states(reports: Sequence[Person]) -> dict[int, ConversationState]:
    """Person -> where the minutes with their present leader stand; what waits for the leader goes before the latest."""
    found: dict[int, ConversationState] = {}
    for row in _conversation_states(reports).dicts():
        waits = found.get(row["person"]) is _SUBMITTED
        found[row["person"]] = _SUBMITTED if waits else ConversationState(row["state"])
    return found


def _conversation_states(reports: Sequence[Person]) -> pw.ModelSelect:
    """The latest conversation of each person that was held in a form, and all whose minutes wait for the leader."""
    talk = tables.Conversation
    ids = [person.id for person in reports]
    leaders = {person.leader_id for person in reports}
    newest = (
        talk.select(talk.person, pw.fn.MAX(talk.on).alias("newest"))
        .where(
            talk.person.in_(ids), talk.leader.in_(leaders), talk.state.in_(HELD_STATES), talk.template.is_null(False)
        )
        .group_by(talk.person)
    )
    latest = (talk.on == newest.c.newest) & talk.state.in_(HELD_STATES)
    amendment = tables.Minutes.alias("amendment")
    under_way = (amendment.conversation == talk.id) & (amendment.number > 1) & (amendment.state != _SIGNED)
    return (
        talk.select(talk.person, pw.fn.COALESCE(amendment.state, talk.state).alias("state"))
        .join(newest, on=(talk.person == newest.c.person_id))
        .switch(talk)
        .join(amendment, pw.JOIN.LEFT_OUTER, on=under_way)
        .where(
            talk.leader.in_(leaders),
            talk.template.is_null(False),
            latest | (talk.state == _SUBMITTED) | (amendment.state == _SUBMITTED),
        )
        .order_by(talk.on, talk.id)
    )


def _report_counts(ids: Sequence[int], today: date) -> pw.ModelSelect:
    person = tables.Person
    return (
        person.select(person.leader, pw.fn.COUNT(person.id))
        .where(person.leader.in_(ids), has_not_left(today))
        .group_by(person.leader)
    )

"""The Team overview's queries: a fixed number of them, whatever the size of the team or of the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.records import HELD_STATES, ActionStatus, ConversationState, Person
from tui_app.domain.team import Counts, TeamFacts
from tui_app.storage import tables
from tui_app.storage.actions import OPEN
from tui_app.storage.people import is_here

_SUBMITTED, _SIGNED = ConversationState.SUBMITTED, ConversationState.SIGNED


def facts(reports: Sequence[Person], today: date, done_since: date) -> list[TeamFacts]:
    """What is known of each report, in the order given.

    Args:
        reports: the people of one team.
        done_since: done actions count from this day on.
    """
    ids = [person.id for person in reports]
    counts = {row["person"]: row for row in _action_counts(ids, today, done_since).dicts()}
    talks = {row["person"]: row for row in _conversation_days(ids).dicts()}
    checks = {row["person"]: row for row in last_follow_ups(ids).dicts()}
    states = _latest_states(reports)
    below = dict(_reports_of(ids, today).tuples())
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


def dues(reports: Sequence[Person], since: date) -> list[tuple[date, date | None]]:
    """Due day and day done of what was due from `since` on, dropped actions left out."""
    action = tables.Action
    query = action.select(action.due, action.done_on).where(
        action.person.in_([person.id for person in reports]),
        action.status.in_((*OPEN, ActionStatus.DONE)),
        action.due >= since,
    )
    return [(due, done_on) for due, done_on in query.tuples()]


def _counts(row: dict[str, Any]) -> Counts:
    return Counts(*(row.get(name) or 0 for name in ("done", "started", "open", "overdue")))


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


def _conversation_days(ids: Sequence[int]) -> pw.ModelSelect:
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
    for row in _talk_states(reports).dicts():
        waits = found.get(row["person"]) is _SUBMITTED
        found[row["person"]] = _SUBMITTED if waits else ConversationState(row["state"])
    return found


def _talk_states(reports: Sequence[Person]) -> pw.ModelSelect:
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


def last_follow_ups(ids: Sequence[int]) -> pw.ModelSelect:
    """The last follow-up of each person and the date that it set for the next one; not their own looks at it."""
    check = tables.FollowUp
    newest = (
        check.select(check.person, pw.fn.MAX(check.id).alias("newest"))
        .where(check.person.in_(ids), check.by != check.person)
        .group_by(check.person)
    )
    return check.select(check.person, check.on.alias("last_on"), check.next_on).join(
        newest, on=(check.id == newest.c.newest)
    )


def _reports_of(ids: Sequence[int], today: date) -> pw.ModelSelect:
    person = tables.Person
    return (
        person.select(person.leader, pw.fn.COUNT(person.id))
        .where(person.leader.in_(ids), is_here(today))
        .group_by(person.leader)
    )

"""The demonstration team: stored in an empty database as if it had been worked with for a year."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tui_app.domain.actions import Acknowledge, ActionChange, MoveDue, SetStatus, step
from tui_app.domain.demo import DemoAction, DemoConversation, DemoPerson, DemoTeam
from tui_app.domain.records import (
    HELD_STATES,
    Action,
    ActionStatus,
    ChangeKind,
    ConversationState,
    GoalStatus,
    Subject,
    Viewer,
)
from tui_app.domain.refusals import Refusal
from tui_app.services import demo_log, demo_minutes
from tui_app.services.demo_minutes import Installed, StoredTalk, Talks
from tui_app.storage import demo, people
from tui_app.storage.database import for_everybody, writing
from tui_app.storage.demo import Row
from tui_app.storage.history import plain

_MORNING = time(9)
_BETWEEN_EVENTS = timedelta(minutes=35)
ANSWERED_AFTER = timedelta(days=9)
"""What was done longer ago has been answered; the rest waits for a word of whoever looks."""
_Dated = tuple[datetime, Row]
_KEPT = ("due", "moved", "status", "reason", "done_on", "comments", "version", "acknowledged_on")
"""What an action's steps leave in its row."""
_Happened = list[tuple[date, str, ActionChange | str]]
"""Day, who did it (a person's key), and the change, or the comment as its text; in order."""


@dataclass(frozen=True, slots=True)
class _Event:
    """One history row to be: `by` is a person's id."""

    on: date
    by: int
    kind: ChangeKind
    before: Mapping[str, object]
    after: Mapping[str, object]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Thing:
    """A row of a person's page as it stands today, and how it came to be so."""

    person_id: int
    row: Row
    events: tuple[_Event, ...]


def fill(team: DemoTeam, now: datetime) -> Viewer:
    """Store the team with its history, all of it or nothing.

    Args:
        team: as `files.demo.read_team` gives it.
        now: must know its zone; nothing is recorded later than this.

    Returns:
        The team's viewer, as an administrator.

    Raises:
        Refusal: `not_empty`, when there is somebody in the database.
    """
    with writing(), for_everybody():
        if people.any_person():
            raise Refusal("not_empty")
        ids = _store_people(team)
        templates = demo_minutes.install_forms(team, now)
        held = list(_conversations(team, ids, templates, now))
        talk_ids, written = _store(Subject.CONVERSATION, held, now)
        days = [(person.key, talk.on) for person in team.people for talk in person.conversations]
        stored = (StoredTalk(new, str(thing.row["uid"])) for new, thing in zip(talk_ids, held, strict=True))
        talks = dict(zip(days, stored, strict=True))
        goal_ids, told = _store(Subject.GOAL, list(_goals(team, ids, talks)), now)
        written += told
        keys = [(person.key, goal.key) for person in team.people for goal in person.goals]
        goals = dict(zip(keys, goal_ids, strict=True))
        for subject, things in (
            (Subject.ACTION, _actions(team, ids, goals, talks, now.date())),
            (Subject.FOLLOW_UP, _follow_ups(team, ids)),
            (Subject.TOPIC, _topics(team, ids)),
            (Subject.REQUEST, _requests(team, ids)),
        ):
            written += _store(subject, list(things), now)[1]
        demo.add_history([row for _, row in sorted(written, key=lambda one: one[0])])
        demo_minutes.store_minutes(team, talks, now)
        demo_minutes.store_preparations(team, ids, talks, now)
        demo_log.store(team, ids, talks, now)
    name = next(person.name for person in team.people if person.key == team.viewer)
    return Viewer(ids[team.viewer], name, is_administrator=True)


def _store_people(team: DemoTeam) -> dict[str, int]:
    """Store level by level from the top, since a row names its leader's id; person key -> id."""
    ids: dict[str, int] = {}
    level = [person for person in team.people if person.leader is None]
    while level:
        rows = [
            {
                "name": person.name,
                "employee_number": person.employee_number,
                "title": person.title,
                "unit": person.unit,
                "start_date": person.start_date,
                "leader_id": ids[person.leader] if person.leader else None,
                "is_administrator": person.key == team.viewer,
            }
            for person in level
        ]
        ids |= zip((person.key for person in level), demo.add_people(rows), strict=True)
        above = {person.key for person in level}
        level = [person for person in team.people if person.leader in above]
    return ids


def _store(subject: Subject, things: list[_Thing], now: datetime) -> tuple[list[int], list[_Dated]]:
    """Store one kind of thing; the ids, and the history rows still to be stored."""
    ids = demo.add_things(subject, [thing.row for thing in things])
    written: list[_Dated] = []
    for place, (thing, subject_id) in enumerate(zip(things, ids, strict=True)):
        for event, at in zip(thing.events, _moments(thing.events, place, now), strict=True):
            row = {
                "at": at,
                "by": event.by,
                "batch": uuid.uuid4().hex,
                "person": thing.person_id,
                "subject": subject,
                "subject_id": subject_id,
                "kind": event.kind,
                "before": plain(event.before),
                "after": plain(event.after),
                "note": event.note,
            }
            written.append((at, row))
    return ids, written


def _moments(events: tuple[_Event, ...], place: int, now: datetime) -> Iterator[datetime]:
    """When each event of the thing at `place` happened: in working hours, in their order, never after `now`."""
    for number, event in enumerate(events):
        start = datetime.combine(event.on, _MORNING, now.tzinfo) + timedelta(minutes=place * 7 % 60)
        yield min(start + number * _BETWEEN_EVENTS, now)


def _above(person: DemoPerson, ids: Mapping[str, int]) -> int:
    """Who writes on a person's page: their leader; at the top, they themselves."""
    return ids[person.leader or person.key]


def _created(on: date, by: int, values: Row) -> _Event:
    return _Event(on, by, ChangeKind.CREATED, {}, {k: v for k, v in values.items() if k != "person"})


def _talk_of(person: DemoPerson, day: date, talks: Talks) -> int | None:
    """The conversation of this day in which something was agreed, if there was one."""
    held = (one for one in person.conversations if one.on == day and one.state in HELD_STATES)
    talk = next(held, None)
    return talks[person.key, talk.on].id if talk else None


def _goals(team: DemoTeam, ids: Mapping[str, int], talks: Talks) -> Iterator[_Thing]:
    for person in team.people:
        by = _above(person, ids)
        for goal in person.goals:
            values = {
                "person": ids[person.key],
                "text": goal.text,
                "kind": goal.kind,
                "status": GoalStatus.OPEN,
                "target": goal.target,
                "conversation": _talk_of(person, goal.set_on, talks),
            }
            events = [_created(goal.set_on, by, values)]
            if goal.closed_on:
                was, became = {"status": GoalStatus.OPEN}, {"status": goal.status}
                events.append(_Event(goal.closed_on, by, ChangeKind.STATUS, was, became))
            row = values | {"status": goal.status, "version": len(events)}
            yield _Thing(ids[person.key], row, tuple(events))


def _actions(
    team: DemoTeam, ids: Mapping[str, int], goals: Mapping[tuple[str, str], int], talks: Talks, today: date
) -> Iterator[_Thing]:
    for person in team.people:
        for action in person.actions:
            goal_id = goals[person.key, action.goal] if action.goal else None
            answered_before = today - ANSWERED_AFTER
            happened = _happened(person, action, answered_before)
            yield _action(person, action, goal_id, ids, _talk_of(person, action.agreed_on, talks), happened)


def _action(
    person: DemoPerson,
    action: DemoAction,
    goal_id: int | None,
    ids: Mapping[str, int],
    talk_id: int | None,
    happened: _Happened,
) -> _Thing:
    """The action led through the steps of `domain/actions.py`, so that its history is one that could have been."""
    values = {
        "person": ids[person.key],
        "text": action.text,
        "responsible": ids[action.responsible],
        "due": action.first_due,
        "first_due": action.first_due,
        "goal": goal_id,
        "conversation": talk_id,
        "agreed_on": action.agreed_on,
    }
    events = [_created(action.agreed_on, _above(person, ids), values)]
    record = Action(
        0,
        ids[person.key],
        person.name,
        action.text,
        ids[action.responsible],
        responsible_name="",
        due=action.first_due,
        first_due=action.first_due,
        goal_id=goal_id,
    )
    for on, by, what in happened:
        if isinstance(what, str):
            events.append(_Event(on, ids[by], ChangeKind.COMMENT, {}, {}, what))
            record = replace(record, comments=record.comments + 1)
        elif taken := step(record, what, on):
            was = {name: getattr(record, name) for name in taken.fields}
            events.append(_Event(on, ids[by], taken.kind, was, taken.fields, taken.note))
            # the fields of a step are those of the record, which mypy cannot know
            record = replace(record, **taken.fields, version=record.version + 1)  # type: ignore[arg-type]
    return _Thing(record.person_id, values | {name: getattr(record, name) for name in _KEPT}, tuple(events))


def _happened(person: DemoPerson, action: DemoAction, answered_before: date) -> _Happened:
    """What was done to an action."""
    doer = action.responsible
    found: _Happened = [(move.on, doer, MoveDue(move.to, move.reason)) for move in action.moves]
    if action.started_on:
        found.append((action.started_on, doer, SetStatus(ActionStatus.STARTED)))
    if action.done_on:
        found.append((action.done_on, doer, SetStatus(ActionStatus.DONE)))
        other = person.leader if doer == person.key else person.key
        if other and action.done_on < answered_before:
            found.append((action.done_on + timedelta(days=1), other, Acknowledge()))
    if action.dropped_on:
        found.append((action.dropped_on, doer, SetStatus(ActionStatus.DROPPED, action.reason)))
    found += [(comment.on, comment.by, comment.text) for comment in action.comments]
    return sorted(found, key=lambda one: one[0])


def _conversations(team: DemoTeam, ids: Mapping[str, int], templates: Installed, now: datetime) -> Iterator[_Thing]:
    for person in team.people:
        by = _above(person, ids)
        for one in person.conversations:
            template_id, form = templates[one.kind]
            starts = datetime.combine(one.on, one.at, tzinfo=now.tzinfo)
            values = {
                "person": ids[person.key],
                "leader": by,
                "kind": one.kind,
                "state": ConversationState.PLANNED,
                "on": one.on,
                "template": template_id,
                "starts": starts,
                "minutes": form.minutes,
                "place": one.place,
                "note": "" if one.state in HELD_STATES else one.note,
            }
            events = [_created(one.noted_on, by, values), *_steps(one, ids[person.key], by)]
            held_at = min(starts, now) if one.state in HELD_STATES else None
            row = values | {"state": one.state, "held_at": held_at, "version": len(events), "uid": str(uuid.uuid4())}
            yield _Thing(ids[person.key], row, tuple(events))


def _steps(talk: DemoConversation, employee: int, leader: int) -> Iterator[_Event]:
    """The steps that led a conversation to where it stands, by whom."""
    states = list(HELD_STATES)
    states.remove(ConversationState.RETURNED)
    days = (talk.on, talk.on, talk.submitted_on or talk.on, talk.signed_on or talk.on)
    before = ConversationState.PLANNED
    if talk.state not in states:
        return
    for state, day in zip(states[: states.index(talk.state) + 1], days, strict=False):
        by = leader if state in (ConversationState.HELD, ConversationState.SIGNED) else employee
        yield _Event(day, by, ChangeKind.STEP, {"state": before}, {"state": state})
        before = state


def _topics(team: DemoTeam, ids: Mapping[str, int]) -> Iterator[_Thing]:
    for person in team.people:
        for one in person.topics:
            row = {"person": ids[person.key], "by": ids[one.by], "text": one.text, "added_on": one.on}
            yield _Thing(ids[person.key], row, (_created(one.on, ids[one.by], row),))


def _requests(team: DemoTeam, ids: Mapping[str, int]) -> Iterator[_Thing]:
    for person in team.people:
        for one in person.requests:
            row = {"person": ids[person.key], "text": one.text, "asked_on": one.on}
            yield _Thing(ids[person.key], row, (_created(one.on, ids[person.key], row),))


def _follow_ups(team: DemoTeam, ids: Mapping[str, int]) -> Iterator[_Thing]:
    for person in team.people:
        by, due_on = _above(person, ids), None
        for one in sorted(person.follow_ups, key=lambda entry: entry.on):
            values = {"person": ids[person.key], "note": one.note, "next_on": one.next_on, "by": by, "on": one.on}
            row, due_on = values | {"due_on": due_on}, one.next_on
            yield _Thing(ids[person.key], row, (_created(one.on, by, row),))

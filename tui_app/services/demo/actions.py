"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from tui_app.domain.actions.changes import Acknowledge, ActionChange, MoveDue, SetStatus, resolve_change
from tui_app.domain.demo_team import DemoAction, DemoPerson, DemoTeam
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.change import ChangeKind
from tui_app.services.demo.history import (
    DemoRecord,
    HistoryEvent,
    StoredConversations,
    conversation_on,
    created_event,
    leader_of,
)

ACKNOWLEDGED_AFTER = timedelta(days=9)
"""What was done longer ago has been answered; the rest waits for a word of whoever looks."""


_STORED_FIELDS = ("due", "moved", "status", "reason", "done_on", "comments", "version", "acknowledged_on")
"""What an action's steps leave in its row."""


_ActionEvents = list[tuple[date, str, ActionChange | str]]
"""Day, who did it (a person's key), and the change, or the comment as its text; in order."""


def action_records(
    team: DemoTeam,
    ids: Mapping[str, int],
    goals: Mapping[tuple[str, str], int],
    talks: StoredConversations,
    today: date,
) -> Iterator[DemoRecord]:
    for person in team.people:
        for action in person.actions:
            goal_id = goals[person.key, action.goal] if action.goal else None
            answered_before = today - ACKNOWLEDGED_AFTER
            happened = _action_events(person, action, answered_before)
            yield _action_record(
                person, action, goal_id, ids, conversation_on(person, action.agreed_on, talks), happened
            )


def _action_record(
    person: DemoPerson,
    action: DemoAction,
    goal_id: int | None,
    ids: Mapping[str, int],
    talk_id: int | None,
    happened: _ActionEvents,
) -> DemoRecord:
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
    events = [created_event(action.agreed_on, leader_of(person, ids), values)]
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
            events.append(HistoryEvent(on, ids[by], ChangeKind.COMMENT, {}, {}, what))
            record = replace(record, comments=record.comments + 1)
        elif taken := resolve_change(record, what, on):
            was = {name: getattr(record, name) for name in taken.fields}
            events.append(HistoryEvent(on, ids[by], taken.kind, was, taken.fields, taken.note))
            # the fields of a step are those of the record, which mypy cannot know
            record = replace(record, **taken.fields, version=record.version + 1)  # type: ignore[arg-type]
    return DemoRecord(
        record.person_id, values | {name: getattr(record, name) for name in _STORED_FIELDS}, tuple(events)
    )


def _action_events(person: DemoPerson, action: DemoAction, answered_before: date) -> _ActionEvents:
    """What was done to an action."""
    doer = action.responsible
    found: _ActionEvents = [(move.on, doer, MoveDue(move.to, move.reason)) for move in action.moves]
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

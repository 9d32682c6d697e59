"""The demonstration team's actions, with the history that led to their present state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

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
"""Actions done longer ago than this are acknowledged; the others wait for an acknowledgement."""

_STORED_FIELDS = ("due", "moved", "status", "reason", "done_on", "comments", "version", "acknowledged_on")
"""Fields that the history of an action leaves in its row."""


_ActionEvents = list[tuple[date, str, ActionChange | str]]
"""Day, key of the person, and the change or the text of a comment; in order."""


def action_records(
    team: DemoTeam,
    ids: Mapping[str, int],
    goals: Mapping[tuple[str, str], int],
    conversations: StoredConversations,
    today: date,
) -> Iterator[DemoRecord]:
    """The rows of all actions with their history."""
    for person in team.people:
        for action in person.actions:
            goal_id = goals[person.key, action.goal] if action.goal else None
            acknowledged_before = today - ACKNOWLEDGED_AFTER
            action_events = _action_events(person, action, acknowledged_before)
            yield _action_record(
                person, action, goal_id, ids, conversation_on(person, action.agreed_on, conversations), action_events
            )


def _action_record(
    person: DemoPerson,
    action: DemoAction,
    goal_id: int | None,
    ids: Mapping[str, int],
    conversation_id: int | None,
    action_events: _ActionEvents,
) -> DemoRecord:
    """One action, taken through the steps of `domain.actions.changes`, so that its history is possible."""
    values = {
        "person": ids[person.key],
        "text": action.text,
        "responsible": ids[action.responsible],
        "due": action.first_due,
        "first_due": action.first_due,
        "goal": goal_id,
        "conversation": conversation_id,
        "agreed_on": action.agreed_on,
    }
    events = [created_event(action.agreed_on, leader_of(person, ids), values)]
    record = _new_action(person, action, goal_id, ids)
    for on, by, change in action_events:
        if isinstance(change, str):
            events.append(HistoryEvent(on, ids[by], ChangeKind.COMMENT, {}, {}, change))
            record = replace(record, comments=record.comments + 1)
        elif update := resolve_change(record, change, on):
            before = {name: getattr(record, name) for name in update.fields}
            events.append(HistoryEvent(on, ids[by], update.kind, before, update.fields, update.note))
            record = replace(record, **update.fields, version=record.version + 1)
    return DemoRecord(
        record.person_id, values | {name: getattr(record, name) for name in _STORED_FIELDS}, tuple(events)
    )


def _new_action(person: DemoPerson, action: DemoAction, goal_id: int | None, ids: Mapping[str, int]) -> Action:
    return Action(
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


def _action_events(person: DemoPerson, action: DemoAction, acknowledged_before: date) -> _ActionEvents:
    """What happened to an action, by day."""
    responsible = action.responsible
    action_events: _ActionEvents = [(move.on, responsible, MoveDue(move.to, move.reason)) for move in action.moves]
    if action.started_on:
        action_events.append((action.started_on, responsible, SetStatus(ActionStatus.STARTED)))
    if action.done_on:
        action_events.append((action.done_on, responsible, SetStatus(ActionStatus.DONE)))
        other = person.leader if responsible == person.key else person.key
        if other and action.done_on < acknowledged_before:
            action_events.append((action.done_on + timedelta(days=1), other, Acknowledge()))
    if action.dropped_on:
        action_events.append((action.dropped_on, responsible, SetStatus(ActionStatus.DROPPED, action.reason)))
    action_events += [(comment.on, comment.by, comment.text) for comment in action.comments]
    return sorted(action_events, key=lambda event: event[0])

"""The demonstration team's goals, topics, requests for follow-up, and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui_app.domain.demo_team import DemoTeam
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.goal import GoalStatus
from tui_app.services.demo.history import (
    DemoRecord,
    HistoryEvent,
    StoredConversations,
    conversation_on,
    created_event,
    leader_of,
)


def goal_records(team: DemoTeam, ids: Mapping[str, int], conversations: StoredConversations) -> Iterator[DemoRecord]:
    """The rows of all goals with their history."""
    for person in team.people:
        by = leader_of(person, ids)
        for goal in person.goals:
            values = {
                "person": ids[person.key],
                "text": goal.text,
                "kind": goal.kind,
                "status": GoalStatus.OPEN,
                "target": goal.target,
                "conversation": conversation_on(person, goal.set_on, conversations),
            }
            events = [created_event(goal.set_on, by, values)]
            if goal.closed_on:
                before, after = {"status": GoalStatus.OPEN}, {"status": goal.status}
                events.append(HistoryEvent(goal.closed_on, by, ChangeKind.STATUS, before, after))
            row = values | {"status": goal.status, "version": len(events)}
            yield DemoRecord(ids[person.key], row, tuple(events))


def topic_records(team: DemoTeam, ids: Mapping[str, int]) -> Iterator[DemoRecord]:
    """The rows of all topics with their history."""
    for person in team.people:
        for one in person.topics:
            row = {"person": ids[person.key], "by": ids[one.by], "text": one.text, "added_on": one.on}
            yield DemoRecord(ids[person.key], row, (created_event(one.on, ids[one.by], row),))


def request_records(team: DemoTeam, ids: Mapping[str, int]) -> Iterator[DemoRecord]:
    """The rows of all requests for follow-up with their history."""
    for person in team.people:
        for one in person.requests:
            row = {"person": ids[person.key], "text": one.text, "asked_on": one.on}
            yield DemoRecord(ids[person.key], row, (created_event(one.on, ids[person.key], row),))


def follow_up_records(team: DemoTeam, ids: Mapping[str, int]) -> Iterator[DemoRecord]:
    """The rows of all follow-ups with their history."""
    for person in team.people:
        by, due_on = leader_of(person, ids), None
        for one in sorted(person.follow_ups, key=lambda entry: entry.on):
            values = {"person": ids[person.key], "note": one.note, "next_on": one.next_on, "by": by, "on": one.on}
            row, due_on = values | {"due_on": due_on}, one.next_on
            yield DemoRecord(ids[person.key], row, (created_event(one.on, by, row),))

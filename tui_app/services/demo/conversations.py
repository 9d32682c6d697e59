"""The demonstration team's conversations, with their steps so far."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime

from tui_app.domain.demo_team import DemoConversation, DemoTeam
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.conversation import HELD_STATES, ConversationState
from tui_app.services.demo.history import (
    DemoRecord,
    HistoryEvent,
    created_event,
    leader_of,
)
from tui_app.services.demo.minutes import InstalledForms


def conversation_records(
    team: DemoTeam, ids: Mapping[str, int], templates: InstalledForms, now: datetime
) -> Iterator[DemoRecord]:
    """The rows of all conversations with their history."""
    for person in team.people:
        leader_id = leader_of(person, ids)
        for conversation in person.conversations:
            template_id, form = templates[conversation.kind]
            starts = datetime.combine(conversation.on, conversation.at, tzinfo=now.tzinfo)
            values = {
                "person": ids[person.key],
                "leader": leader_id,
                "kind": conversation.kind,
                "state": ConversationState.PLANNED,
                "on": conversation.on,
                "template": template_id,
                "starts": starts,
                "minutes": form.minutes,
                "place": conversation.place,
                "note": "" if conversation.state in HELD_STATES else conversation.note,
            }
            events = [
                created_event(conversation.noted_on, leader_id, values),
                *_steps(conversation, ids[person.key], leader_id),
            ]
            held_at = min(starts, now) if conversation.state in HELD_STATES else None
            row = values | {
                "state": conversation.state,
                "held_at": held_at,
                "version": len(events),
                "uid": str(uuid.uuid4()),
            }
            yield DemoRecord(ids[person.key], row, tuple(events))


def _steps(conversation: DemoConversation, employee_id: int, leader_id: int) -> Iterator[HistoryEvent]:
    """The steps that led a conversation to its present state."""
    states = list(HELD_STATES)
    states.remove(ConversationState.RETURNED)
    days = (
        conversation.on,
        conversation.on,
        conversation.submitted_on or conversation.on,
        conversation.signed_on or conversation.on,
    )
    before = ConversationState.PLANNED
    if conversation.state not in states:
        return
    for state, day in zip(states[: states.index(conversation.state) + 1], days, strict=False):
        by_id = leader_id if state in (ConversationState.HELD, ConversationState.SIGNED) else employee_id
        yield HistoryEvent(day, by_id, ChangeKind.STEP, {"state": before}, {"state": state})
        before = state

"""TODO-DOC."""

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
    for person in team.people:
        by = leader_of(person, ids)
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
            events = [created_event(one.noted_on, by, values), *_steps(one, ids[person.key], by)]
            held_at = min(starts, now) if one.state in HELD_STATES else None
            row = values | {"state": one.state, "held_at": held_at, "version": len(events), "uid": str(uuid.uuid4())}
            yield DemoRecord(ids[person.key], row, tuple(events))


def _steps(talk: DemoConversation, employee: int, leader: int) -> Iterator[HistoryEvent]:
    """The steps that led a conversation to where it stands, by whom."""
    states = list(HELD_STATES)
    states.remove(ConversationState.RETURNED)
    days = (talk.on, talk.on, talk.submitted_on or talk.on, talk.signed_on or talk.on)
    before = ConversationState.PLANNED
    if talk.state not in states:
        return
    for state, day in zip(states[: states.index(talk.state) + 1], days, strict=False):
        by = leader if state in (ConversationState.HELD, ConversationState.SIGNED) else employee
        yield HistoryEvent(day, by, ChangeKind.STEP, {"state": before}, {"state": state})
        before = state

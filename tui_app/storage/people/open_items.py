"""Queries about what is still open for somebody who leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

from tui_app.domain.conversations.workflow import UNSIGNED_STATES
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.open_items import OpenItems
from tui_app.domain.records.person import Person
from tui_app.storage.actions.actions import OPEN_STATUSES
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.people import people
from tui_app.storage.tables import registry as tables


def of_person(person: Person, today: date) -> OpenItems:
    """Count what is still open, whoever may read it; conversations without a form need no minutes."""
    action, conversation, stand_in = tables.Action, tables.Conversation, tables.StandIn
    takes_part = (conversation.person == person.id) | (conversation.leader == person.id)
    unsigned = conversation.state.in_(UNSIGNED_STATES) & conversation.template.is_null(False)
    is_open = action.status.in_(OPEN_STATUSES)
    with bypassing_row_security():
        return OpenItems(
            name=person.name,
            reports=tuple(one.name for one in people.reports([person.id], today)),
            promised=_count(action, is_open & (action.responsible == person.id) & (action.person != person.id)),
            own=_count(action, is_open & (action.person == person.id)),
            planned=_count(conversation, takes_part & (conversation.state == ConversationState.PLANNED)),
            unsigned=_count(conversation, takes_part & unsigned),
            stand_ins=_count(
                stand_in,
                ((stand_in.leader == person.id) | (stand_in.stand_in == person.id)) & (stand_in.last >= today),
            ),
        )


def _count(table: Any, condition: Any) -> int:
    return int(table.select().where(condition).count())

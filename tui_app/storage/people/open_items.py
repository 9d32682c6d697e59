"""Queries about what is still open for people who leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.conversations.workflow import UNSIGNED_STATES
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.open_items import OpenItems
from tui_app.domain.records.person import Person
from tui_app.storage.actions.actions import OPEN_STATUSES
from tui_app.storage.database import bypassing_row_security
from tui_app.storage.people import people
from tui_app.storage.queries.batches import in_batches
from tui_app.storage.tables import registry as tables


def of_people(found: Sequence[Person], today: date) -> list[OpenItems]:
    """Count what is still open for each, whoever may read it; conversations without a form need no minutes."""
    items: list[OpenItems] = []
    with bypassing_row_security():
        for batch in in_batches(found):
            items += _of_batch(batch, today)
    return items


def people_with_last_day(first: date, last: date) -> list[Person]:
    """Return the people whose last day is one of these, both included, by name."""
    return people.search_where(tables.Person.end_date.between(first, last), "", None)


def _of_batch(found: Sequence[Person], today: date) -> list[OpenItems]:
    ids = [person.id for person in found]
    action, conversation, stand_in = tables.Action, tables.Conversation, tables.StandIn
    is_open = action.status.in_(OPEN_STATUSES)
    parties, both = (conversation.person, conversation.leader), (stand_in.leader, stand_in.stand_in)
    is_planned = conversation.state == ConversationState.PLANNED
    is_unsigned = conversation.state.in_(UNSIGNED_STATES) & conversation.template.is_null(False)
    promised = _count(ids, [action.responsible], is_open & (action.person != action.responsible))
    own = _count(ids, [action.person], is_open)
    planned, unsigned = _count(ids, parties, is_planned), _count(ids, parties, is_unsigned)
    stand_ins = _count(ids, both, stand_in.last >= today)
    reports: dict[int, list[str]] = {}
    for one in people.reports(ids, today):
        reports.setdefault(one.leader_id or 0, []).append(one.name)
    return [
        OpenItems(
            name=person.name,
            reports=tuple(reports.get(person.id, ())),
            promised=promised[person.id],
            own=own[person.id],
            planned=planned[person.id],
            unsigned=unsigned[person.id],
            stand_ins=stand_ins[person.id],
        )
        for person in found
    ]


def _count(ids: Sequence[int], columns: Sequence[Any], condition: Any) -> Counter[int]:
    """Person -> number of rows in which one of the columns names them; nobody is in two columns of one row."""
    counts: Counter[int] = Counter()
    for column in columns:
        query = column.model.select(column, pw.fn.COUNT(column.model.id)).where(column.in_(ids), condition)
        counts.update(dict(query.group_by(column).tuples()))
    return counts

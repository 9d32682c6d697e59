"""The records and history events from which the demonstration team is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from tui_app.domain.demo_team import DemoPerson
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.conversation import HELD_STATES
from tui_app.storage.demo_data import ColumnValues


class HistoryEvent(Struct, frozen=True):
    """A history row to be stored; `by` is a person's id."""

    on: date
    by: int
    kind: ChangeKind
    before: Mapping[str, object]
    after: Mapping[str, object]
    note: str = ""


class DemoRecord(Struct, frozen=True):
    """A row as it is today, and the events that led to it."""

    person_id: int
    row: ColumnValues
    events: tuple[HistoryEvent, ...]


def leader_of(person: DemoPerson, ids: Mapping[str, int]) -> int:
    """Id of the person who writes on this person's page: their leader, or at the top the person themselves."""
    return ids[person.leader or person.key]


def created_event(on: date, by: int, values: ColumnValues) -> HistoryEvent:
    """The event that created a record."""
    return HistoryEvent(on, by, ChangeKind.CREATED, {}, {k: v for k, v in values.items() if k != "person"})


def conversation_on(person: DemoPerson, day: date, conversations: StoredConversations) -> int | None:
    """Id of the conversation held on this day, in which something was agreed; None if there was none."""
    held_that_day = (one for one in person.conversations if one.on == day and one.state in HELD_STATES)
    conversation = next(held_that_day, None)
    return conversations[person.key, conversation.on].id if conversation else None


class StoredConversation(Struct, frozen=True):
    """A stored conversation."""

    id: int
    uid: str


StoredConversations = Mapping[tuple[str, date], StoredConversation]
"""A person's key and the day of a conversation -> the stored conversation."""

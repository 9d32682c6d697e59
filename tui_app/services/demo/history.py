"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tui_app.domain.demo_team import DemoPerson
from tui_app.domain.records.change import ChangeKind
from tui_app.domain.records.conversation import HELD_STATES
from tui_app.storage.demo_data import ColumnValues


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One history row to be: `by` is a person's id."""

    on: date
    by: int
    kind: ChangeKind
    before: Mapping[str, object]
    after: Mapping[str, object]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DemoRecord:
    """A row of a person's page as it stands today, and how it came to be so."""

    person_id: int
    row: ColumnValues
    events: tuple[HistoryEvent, ...]


def leader_of(person: DemoPerson, ids: Mapping[str, int]) -> int:
    """Who writes on a person's page: their leader; at the top, they themselves."""
    return ids[person.leader or person.key]


def created_event(on: date, by: int, values: ColumnValues) -> HistoryEvent:
    return HistoryEvent(on, by, ChangeKind.CREATED, {}, {k: v for k, v in values.items() if k != "person"})


def conversation_on(person: DemoPerson, day: date, talks: StoredConversations) -> int | None:
    """The conversation of this day in which something was agreed, if there was one."""
    held = (one for one in person.conversations if one.on == day and one.state in HELD_STATES)
    talk = next(held, None)
    return talks[person.key, talk.on].id if talk else None


@dataclass(frozen=True, slots=True)
class StoredConversation:
    """A conversation as it was stored."""

    id: int
    uid: str


StoredConversations = Mapping[tuple[str, date], StoredConversation]
"""A person's key and the day of a conversation -> what was stored."""

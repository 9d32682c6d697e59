"""What figures are made of, counted by the database: a fixed number of queries, one pass each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

import peewee as pw

from tui_app.domain.figures.facts import (
    ON_SCHEDULE_WITHIN,
    DueActions,
    FigureFacts,
    facts_from_json,
    facts_to_json,
    merge_facts,
)
from tui_app.domain.figures.periods import FigurePeriod
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.conversation import HELD_STATES, ConversationState
from tui_app.domain.retention import StoredItem, StoredItemKind
from tui_app.storage import settings
from tui_app.storage.actions.actions import OPEN_STATUSES
from tui_app.storage.batches import in_batches
from tui_app.storage.database import is_postgres
from tui_app.storage.tables import registry as tables

ERASED_SETTING = "figures_erased"
"""The setting with what is left of erased things: how many there were of which kind in which month."""


class RowFilter(Protocol):
    """Which rows are counted."""

    def within(self, query: pw.ModelSelect, table: Any) -> pw.ModelSelect:
        """The query narrowed to these rows of `table`."""


class PeopleFilter:
    """What is about the people of whom figures tell; those who have left count where they were last.

    Args:
        leaders: those whose direct reports they are; None for the whole organisation.
        above: and those below whom they stand, however far.
        but: not this person.
    """

    def __init__(self, leaders: Collection[int] | None, above: Collection[int] = (), but: int = 0) -> None:
        self._leaders = leaders
        self._above = above
        self._but = but

    def within(self, query: pw.ModelSelect, table: Any) -> pw.ModelSelect:
        """The query narrowed to these people, or to what is about them."""
        people = tables.Person
        person = table.id if table is people else table.person
        if self._leaders is None:
            return query.where(person != self._but) if self._but else query
        theirs = people.select(people.id).where(people.leader.in_(list(self._leaders)), people.id != self._but)
        if not self._above:
            return query.where(person.in_(theirs))
        below = _everybody_below(self._above)
        everybody = theirs | people.select(below.c.id).from_(below).where(below.c.id != self._but)
        return query.where(person.in_(everybody)).with_cte(below)

    def number(self) -> int:
        """How many they are."""
        found: int = self.within(tables.Person.select(), tables.Person).count()
        return found

    def numbers(self, periods: Sequence[FigurePeriod]) -> tuple[int, ...]:
        """How many of them were there at some time of each period, as far as their first and last day are known."""
        table = tables.Person
        there = [
            pw.fn.COUNT(table.id).filter(
                (table.start_date.is_null() | (table.start_date <= period.last))
                & (table.end_date.is_null() | (table.end_date >= period.first))
            )
            for period in periods
        ]
        (found,) = self.within(table.select(*there), table).tuples()
        return tuple(found)


def _everybody_below(leaders: Collection[int]) -> Any:
    """Everybody below some leaders; a circle of leaders ends where it began."""
    table, deeper = tables.Person, tables.Person.alias("deeper")
    first = table.select(table.id).where(table.leader.in_(list(leaders))).cte("below", recursive=True, columns=("id",))
    return first.union(deeper.select(deeper.id).join(first, on=(deeper.leader == first.c.id)))


def leads_other_leaders(leader_id: int) -> bool:
    """Whether somebody below this leader leads somebody."""
    table, report = tables.Person, tables.Person.alias("report")
    query = table.select(table.id).join(report, on=(report.leader == table.id)).where(table.leader == leader_id)
    return bool(query.exists())


def count_facts(whose: RowFilter, since: date, today: date) -> FigureFacts:
    """Everything that the figures from `since` on, the first day of a quarter, are made of."""
    return FigureFacts(
        due=tuple(_due_actions(whose, since, today)),
        agreed=dict(_agreed_actions(whose, since)),
        conversations=dict(_conversations(whose, since)),
        follow_ups=dict(_follow_ups(whose, since)),
    )


class _AboutPeople:
    """What is about these people."""

    def __init__(self, people: Sequence[int]) -> None:
        self._people = people

    def within(self, query: pw.ModelSelect, table: Any) -> pw.ModelSelect:
        """What is about them."""
        return query.where(table.person.in_(self._people))


class _RowsById:
    """These rows of one table, and none of others."""

    def __init__(self, table: Any, ids: Sequence[int]) -> None:
        self._table, self._ids = table, ids

    def within(self, query: pw.ModelSelect, table: Any) -> pw.ModelSelect:
        """These rows."""
        return query.where(table.id.in_(self._ids if table is self._table else []))


_COUNTED_TABLES = {
    StoredItemKind.ACTION: tables.Action,
    StoredItemKind.CONVERSATION: tables.Conversation,
    StoredItemKind.FOLLOW_UP: tables.FollowUp,
}


def save_erased_counts(things: Collection[StoredItem], since: date, today: date) -> None:
    """Add to the counts of what is erased what is going to be; call it before that, on everybody's behalf.

    Numbers by month are kept, for figures from `since` on: nothing in them tells of whom they are.
    """
    people = {int(one.id) for one in things if one.item_kind is StoredItemKind.PERSON}
    parts: list[RowFilter] = [_AboutPeople(part) for part in in_batches(sorted(people))]
    for what, table in _COUNTED_TABLES.items():
        ids = [int(one.id) for one in things if one.item_kind is what and one.person_id not in people]
        parts += [_RowsById(table, part) for part in in_batches(ids)]
    if parts:
        found = [count_facts(part, since, today) for part in parts]
        settings.put(ERASED_SETTING, facts_to_json(merge_facts([erased_counts(), *found]), since))


def erased_counts() -> FigureFacts:
    """The counts of what is erased."""
    return facts_from_json(settings.get(ERASED_SETTING))


def _month(day: Any) -> Any:
    shown = pw.fn.to_char(day, "YYYY-MM") if is_postgres() else pw.fn.substr(day, 1, 7)
    return shown.coerce(False)


def _first_of_month(month: str | None) -> date | None:
    return date(int(month[:4]), int(month[5:7]), 1) if month else None


def _days(later: Any, earlier: Any) -> Any:
    if is_postgres():
        return later - earlier
    return pw.fn.julianday(later).coerce(False) - pw.fn.julianday(earlier).coerce(False)


def _group_by(*columns: int) -> list[Any]:
    """Group by the columns of these places, which every database takes though there are values in them."""
    return [pw.SQL(str(place)) for place in columns]


def _due_actions(whose: RowFilter, since: date, today: date) -> Iterator[DueActions]:
    action = tables.Action
    late = pw.Case(None, [(action.done_on > action.due, _days(action.done_on, action.due))], 0)
    is_past = pw.Case(None, [(action.due < today, 1)], 0)
    query = action.select(
        _month(action.due),
        is_past,
        action.status,
        _month(action.done_on),
        late,
        pw.fn.COUNT(pw.SQL("*")),
        pw.fn.SUM(action.moved),
    ).where((action.due >= since) | (action.status.in_(OPEN_STATUSES)) | (action.done_on >= since))
    query = whose.within(query, action).group_by(*_group_by(1, 2, 3, 4, 5))
    for month, past, status, done_month, days_late, count, moved in query.tuples():
        due_month = _first_of_month(month)
        assert due_month is not None
        yield DueActions(
            due_month, bool(past), ActionStatus(status), _first_of_month(done_month), int(days_late), count, int(moved)
        )


def _agreed_actions(whose: RowFilter, since: date) -> Iterator[tuple[date, int]]:
    action = tables.Action
    query = action.select(_month(action.agreed_on), pw.fn.COUNT(pw.SQL("*"))).where(action.agreed_on >= since)
    for month, count in whose.within(query, action).group_by(*_group_by(1)).tuples():
        yield date.fromisoformat(f"{month}-01"), count


def _conversations(whose: RowFilter, since: date) -> Iterator[tuple[date, tuple[int, int]]]:
    talk = tables.Conversation
    signed = pw.fn.COUNT(talk.id).filter(talk.state == ConversationState.SIGNED)
    query = talk.select(_month(talk.on), pw.fn.COUNT(talk.id), signed)
    query = query.where(talk.state.in_(HELD_STATES), talk.on >= since)
    for month, held, number in whose.within(query, talk).group_by(*_group_by(1)).tuples():
        yield date.fromisoformat(f"{month}-01"), (held, number)


def _follow_ups(whose: RowFilter, since: date) -> Iterator[tuple[date, tuple[int, int]]]:
    check = tables.FollowUp
    soon = _days(check.on, check.due_on) <= ON_SCHEDULE_WITHIN.days
    query = check.select(_month(check.on), pw.fn.COUNT(check.id), pw.fn.COUNT(check.id).filter(soon))
    query = query.where(check.due_on.is_null(False), check.by != check.person, check.on >= since)
    for month, held, on_rhythm in whose.within(query, check).group_by(*_group_by(1)).tuples():
        yield date.fromisoformat(f"{month}-01"), (held, on_rhythm)

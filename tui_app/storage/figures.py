"""Queries that count the facts behind the figures: a fixed number, each with one pass over its table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property
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
from tui_app.storage.database import is_postgres, proxy
from tui_app.storage.queries.batches import in_batches
from tui_app.storage.tables import registry as tables

ROWS_READ_FOR_ONE_SEARCH = 8
"""So many rows of an index are read in the time that it takes to find and sort one."""
ERASED_SETTING = "figures_erased"
"""The setting that holds the counts of erased records, by kind and month."""


class RowFilter(Protocol):
    """Decides which rows are counted."""

    def apply(self, query: pw.ModelSelect, table: Any) -> pw.ModelSelect:
        """Return the query limited to some rows of `table`."""


class Population:
    """The people that figures are about, and the rows about them.

    People who have left count in the team where they last were.

    Args:
        leaders: include the direct reports of these leaders; None for the whole organisation.
        above: also include everybody below these leaders, at any level.
        except_id: leave out this person; 0 for nobody.
    """

    def __init__(self, leaders: Collection[int] | None, above: Collection[int] = (), except_id: int = 0) -> None:
        self._leaders = leaders
        self._above = above
        self._excluded_id = except_id

    def apply(self, query: pw.ModelSelect, table: Any) -> pw.ModelSelect:
        """Return the query limited to these people, or to the rows about them."""
        people = tables.Person
        person = table.id if table is people else table.person
        if self._leaders is None:
            return query.where(person != self._excluded_id) if self._excluded_id else query
        reports = people.select(people.id).where(people.leader.in_(list(self._leaders)), people.id != self._excluded_id)
        if not self._above:
            return query.where(person.in_(reports))
        if table is tables.Action and self._is_large:
            person = pw.Expression(pw.SQL("0"), "+", person)  # one pass over an index, not a search for each person
        below = _everybody_below(self._above)
        everybody = reports | people.select(below.c.id).from_(below).where(below.c.id != self._excluded_id)
        return query.where(person.in_(everybody)).with_cte(below)

    @cached_property
    def _is_large(self) -> bool:
        """True if a pass over all rows takes less than looking up those of each person; PostgreSQL knows by itself."""
        return not is_postgres() and self.count() * ROWS_READ_FOR_ONE_SEARCH > int(tables.Person.select().count())

    def count(self) -> int:
        """Return the number of these people."""
        return int(self.apply(tables.Person.select(), tables.Person).count())

    def count_in_periods(self, periods: Sequence[FigurePeriod]) -> tuple[int, ...]:
        """Return how many of these people were employed during each period, by their start and end dates.

        An unknown date does not exclude a person.
        """
        table = tables.Person
        employed = [
            pw.fn.COUNT(table.id).filter(
                (table.start_date.is_null() | (table.start_date <= period.last))
                & (table.end_date.is_null() | (table.end_date >= period.first))
            )
            for period in periods
        ]
        (counts,) = self.apply(table.select(*employed), table).tuples()
        return tuple(counts)


def _everybody_below(leaders: Collection[int]) -> Any:
    """A recursive query for everybody below some leaders; it also ends if leaders form a circle."""
    table, deeper = tables.Person, tables.Person.alias("deeper")
    first = table.select(table.id).where(table.leader.in_(list(leaders))).cte("below", recursive=True, columns=("id",))
    return first.union(deeper.select(deeper.id).join(first, on=(deeper.leader == first.c.id)))


def leads_other_leaders(leader_id: int) -> bool:
    """True if a direct report of this leader is a leader too."""
    table, report = tables.Person, tables.Person.alias("report")
    query = table.select(table.id).join(report, on=(report.leader == table.id)).where(table.leader == leader_id)
    return bool(query.exists())


def count_facts(rows: RowFilter, since: date, today: date) -> FigureFacts:
    """Count the facts for the figures from `since`, the first day of a quarter."""
    return FigureFacts(
        due=tuple(_due_actions(rows, since, today)),
        agreed=dict(_agreed_actions(rows, since)),
        conversations=dict(_conversations(rows, since)),
        follow_ups=dict(_follow_ups(rows, since)),
    )


class _AboutPeople:
    """All rows about these people."""

    def __init__(self, people: Sequence[int]) -> None:
        self._people = people

    def apply(self, query: pw.ModelSelect, table: Any) -> pw.ModelSelect:
        """Return the query limited to rows about these people."""
        return query.where(table.person.in_(self._people))


class _RowsById:
    """Rows of one table by id; no rows of other tables."""

    def __init__(self, table: Any, ids: Sequence[int]) -> None:
        self._table, self._ids = table, ids

    def apply(self, query: pw.ModelSelect, table: Any) -> pw.ModelSelect:
        """Return the query limited to these rows."""
        return query.where(table.id.in_(self._ids if table is self._table else []))


_COUNTED_TABLES = {
    StoredItemKind.ACTION: tables.Action,
    StoredItemKind.CONVERSATION: tables.Conversation,
    StoredItemKind.FOLLOW_UP: tables.FollowUp,
}


def save_erased_counts(items: Collection[StoredItem], since: date, today: date) -> None:
    """Add records that are about to be erased to the counts of erased records.

    Only numbers by month are kept, for figures from `since`; they do not reveal whom they are about. Call it inside
    `database.bypassing_row_security`.
    """
    people = {int(item.id) for item in items if item.item_kind is StoredItemKind.PERSON}
    filters: list[RowFilter] = [_AboutPeople(batch) for batch in in_batches(sorted(people))]
    for kind, table in _COUNTED_TABLES.items():
        ids = [int(item.id) for item in items if item.item_kind is kind and item.person_id not in people]
        filters += [_RowsById(table, batch) for batch in in_batches(ids)]
    if filters:
        counts = [count_facts(rows, since, today) for rows in filters]
        settings.put(ERASED_SETTING, facts_to_json(merge_facts([erased_counts(), *counts]), since))


def erased_counts() -> FigureFacts:
    """Return the counts of erased records."""
    return facts_from_json(settings.get(ERASED_SETTING))


def month_of(day: Any) -> Any:
    """The month of a day, such as "2026-11"."""
    month = pw.fn.to_char(day, "YYYY-MM") if is_postgres() else pw.fn.substr(day, 1, 7)
    return month.coerce(False)


def _first_of_month(month: str | None) -> date | None:
    return date(int(month[:4]), int(month[5:7]), 1) if month else None


def _days_between(earlier: Any, later: Any) -> Any:
    if is_postgres():
        return later - earlier
    return pw.fn.julianday(later).coerce(False) - pw.fn.julianday(earlier).coerce(False)


def _group_by(*columns: int) -> list[Any]:
    """Group by columns given by position, since PostgreSQL does not match expressions that have parameters."""
    return [pw.SQL(str(position)) for position in columns]


def _due_actions(rows: RowFilter, since: date, today: date) -> Iterator[DueActions]:
    action = tables.Action
    alike = (action.due, action.status, action.done_on)
    counted = (pw.fn.COUNT(pw.SQL("*")).alias("number"), pw.fn.SUM(action.moved).alias("moves"))
    query = action.select(*alike, *counted).where(
        (action.due >= since) | (action.status.in_(OPEN_STATUSES)) | (action.done_on >= since)
    )
    days = rows.apply(query, action).group_by(*alike).alias("days")  # in the order of an index: nothing is sorted
    due, done_on = days.c.due, days.c.done_on
    query = (
        pw.Select([days], [])
        .columns(
            month_of(due),
            pw.Case(None, [(due < today, 1)], 0),
            days.c.status,
            month_of(done_on),
            pw.Case(None, [(done_on > due, _days_between(due, done_on))], 0),
            pw.fn.SUM(days.c.number),
            pw.fn.SUM(days.c.moves),
        )
        .group_by(*_group_by(1, 2, 3, 4, 5))
        .bind(proxy)
    )
    for month, past, status, done_month, late, count, moved in query.tuples():
        due_month = _first_of_month(month)
        assert due_month is not None
        yield DueActions(
            due_month, bool(past), ActionStatus(status), _first_of_month(done_month), int(late), int(count), int(moved)
        )


def _agreed_actions(rows: RowFilter, since: date) -> Iterator[tuple[date, int]]:
    action = tables.Action
    query = action.select(month_of(action.agreed_on), pw.fn.COUNT(pw.SQL("*"))).where(action.agreed_on >= since)
    for month, count in rows.apply(query, action).group_by(*_group_by(1)).tuples():
        yield date.fromisoformat(f"{month}-01"), count


def _conversations(rows: RowFilter, since: date) -> Iterator[tuple[date, tuple[int, int]]]:
    """Month -> the numbers of conversations held and of those with signed minutes."""
    table = tables.Conversation
    signed = pw.fn.COUNT(table.id).filter(table.state == ConversationState.SIGNED)
    query = table.select(month_of(table.on), pw.fn.COUNT(table.id), signed)
    query = query.where(table.state.in_(HELD_STATES), table.on >= since)
    for month, held, with_minutes in rows.apply(query, table).group_by(*_group_by(1)).tuples():
        yield date.fromisoformat(f"{month}-01"), (held, with_minutes)


def _follow_ups(rows: RowFilter, since: date) -> Iterator[tuple[date, tuple[int, int]]]:
    """Month -> the numbers of scheduled follow-ups and of those done on schedule; not people's own entries."""
    table = tables.FollowUp
    on_time = _days_between(table.due_on, table.on) <= ON_SCHEDULE_WITHIN.days
    query = table.select(month_of(table.on), pw.fn.COUNT(table.id), pw.fn.COUNT(table.id).filter(on_time))
    query = query.where(table.due_on.is_null(False), table.by != table.person, table.on >= since)
    for month, done, on_schedule in rows.apply(query, table).group_by(*_group_by(1)).tuples():
        yield date.fromisoformat(f"{month}-01"), (done, on_schedule)

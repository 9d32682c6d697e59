"""Queries about who was asked whether they felt listened to, and the counters of their answers.

No row joins an answer to a person: `ListeningAsked` has people and no answers, `ListeningCount` answers and no people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import peewee as pw

from tui_app.domain.practice.listening import (
    HIGHEST,
    ITEMS,
    LOWEST,
    ListeningCounts,
    ListeningQuestion,
    add_counts,
)
from tui_app.domain.records.practice import ListeningItem, ListeningOccasion
from tui_app.storage.database import is_postgres
from tui_app.storage.tables import registry as tables


def mark_asked(person_id: int, question: ListeningQuestion) -> bool:
    """Note that a person is asked; False if they were asked before in this half-year."""
    inserted = (
        tables.ListeningAsked.insert(
            person=person_id,
            leader=question.leader_id,
            half_year=question.half_year,
            occasion=question.occasion,
            is_open=True,
        )
        .on_conflict_ignore()
        .as_rowcount()
        .execute()
    )
    return bool(inserted)


def was_asked(person_id: int, leader_id: int, half_year: str, occasion: ListeningOccasion) -> bool:
    """True if a person was asked about a leader in a half-year."""
    return bool(_asked(person_id, leader_id, half_year, occasion).exists())


def close(person_id: int, question: ListeningQuestion) -> bool:
    """Close a question, whether it was answered or skipped; False if it was closed already."""
    table = tables.ListeningAsked
    closed = (
        table.update(is_open=False)
        .where(*_is(person_id, question.leader_id, question.half_year, question.occasion), table.is_open)
        .execute()
    )
    return bool(closed)


def _is(person_id: int, leader_id: int, half_year: str, occasion: ListeningOccasion) -> tuple[Any, ...]:
    table = tables.ListeningAsked
    return (
        table.person == person_id,
        table.leader == leader_id,
        table.half_year == half_year,
        table.occasion == occasion,
    )


def _asked(person_id: int, leader_id: int, half_year: str, occasion: ListeningOccasion) -> Any:
    table = tables.ListeningAsked
    return table.select(table.id).where(*_is(person_id, leader_id, half_year, occasion))


def add_answers(leader_id: int, half_year: str, answers: Mapping[ListeningItem, int]) -> None:
    """Count one person's answers, which wait until enough people have answered.

    The counters of all values are made, and written, at once: neither the order of their ids nor the number of the
    transaction that PostgreSQL keeps with each row may tell who gave which.
    """
    table = tables.ListeningCount
    for item in ListeningItem:  # always in the same order, so that two people who answer at once do not wait in a ring
        if item in answers:
            shared = {"leader": leader_id, "half_year": half_year, "item": item, "waiting": 0, "released": 0}
            rows = [{**shared, "value": value} for value in range(LOWEST, HIGHEST + 1)]
            table.insert_many(rows).on_conflict_ignore().execute()
            is_counter = (table.leader == leader_id) & (table.half_year == half_year) & (table.item == item)
            if is_postgres():  # the same order within an item
                list(table.select(table.id).where(is_counter).order_by(table.value).for_update().tuples())
            given = pw.Case(None, [(table.value == answers[item], 1)], 0)
            table.update(waiting=table.waiting + given).where(is_counter).execute()


def waiting_people(leader_id: int, half_year: str, occasion: ListeningOccasion) -> int:
    """Return how many people's answers wait. The rows stay locked until the transaction ends."""
    table = tables.ListeningCount
    rows = table.select(table.waiting).where(
        table.leader == leader_id, table.half_year == half_year, table.item == ITEMS[occasion][0]
    )
    return sum(waiting for (waiting,) in rows.tuples())


def release(leader_id: int, half_year: str, occasion: ListeningOccasion) -> None:
    """Release all waiting answers of an occasion to the leader."""
    table = tables.ListeningCount
    (
        table.update(released=table.released + table.waiting, waiting=0)
        .where(table.leader == leader_id, table.half_year == half_year, table.item.in_(ITEMS[occasion]))
        .execute()
    )


def released_counts(leader_id: int, half_year: str) -> tuple[ListeningCounts, ...]:
    """Return the answers that a leader may see, by item."""
    table = tables.ListeningCount
    query = table.select(table.item, table.value, table.released).where(
        table.leader == leader_id, table.half_year == half_year, table.released > 0
    )
    by_item: dict[ListeningItem, list[int]] = {}
    for item, value, count in query.tuples():
        by_item.setdefault(item, [0] * HIGHEST)[value - LOWEST] += count
    return tuple(ListeningCounts(item, tuple(by_item[item])) for item in ListeningItem if item in by_item)


def counts_of_half_years(half_years: Collection[str]) -> dict[str, tuple[ListeningCounts, ...]]:
    """Return the answers of all leaders together, waiting and released, by half-year and item.

    Call it inside `database.bypassing_row_security`, as the next three.
    """
    table = tables.ListeningCount
    query = (
        table.select(table.half_year, table.item, table.value, _answers())
        .where(table.half_year.in_(list(half_years)))
        .group_by(table.half_year, table.item, table.value)
    )
    found: dict[str, list[ListeningCounts]] = {}
    for half_year, item, value, count in query.tuples():
        found.setdefault(half_year, []).append(_one_value(item, value, count))
    return {half_year: add_counts(rows) for half_year, rows in found.items()}


def leaders_of_half_years(half_years: Collection[str], except_id: int) -> dict[str, int]:
    """Return how many leaders were answered about in each half-year, without one."""
    table = tables.ListeningCount
    query = table.select(table.half_year, pw.fn.COUNT(table.leader.distinct())).where(
        table.half_year.in_(list(half_years)), table.value == LOWEST, table.leader != except_id
    )
    return dict(query.group_by(table.half_year).tuples())


def leaders_by_unit(half_year: str, except_id: int) -> Iterator[tuple[str, int, int]]:
    """Yield each unit with the number of leaders who were answered about, with and without one of them."""
    table, person = tables.ListeningCount, tables.Person
    leaders = pw.fn.COUNT(table.leader.distinct())
    query = (
        table.select(person.unit, leaders, leaders.filter(table.leader != except_id))
        .join(person, on=(person.id == table.leader))
        .where(table.half_year == half_year, table.value == LOWEST)
    )
    yield from query.group_by(person.unit).tuples()


def counts_by_unit(half_year: str) -> Iterator[tuple[str, ListeningCounts]]:
    """Yield the answers of each unit's leaders together, waiting and released; one value of one item at a time."""
    table, person = tables.ListeningCount, tables.Person
    query = (
        table.select(person.unit, table.item, table.value, _answers())
        .join(person, on=(person.id == table.leader))
        .where(table.half_year == half_year)
        .group_by(person.unit, table.item, table.value)
    )
    for unit, item, value, count in query.tuples():
        yield unit, _one_value(item, value, count)


def _answers() -> Any:
    table = tables.ListeningCount
    return pw.fn.SUM(table.waiting + table.released)


def _one_value(item: ListeningItem, value: int, count: int) -> ListeningCounts:
    counts = [0] * HIGHEST
    counts[value - LOWEST] = int(count)
    return ListeningCounts(ListeningItem(item), tuple(counts))

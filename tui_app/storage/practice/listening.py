"""Queries about who was asked whether they felt listened to, and the counters of their answers.

No row joins an answer to a person: `ListeningAsked` has people and no answers, `ListeningCount` answers and no people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tui_app.domain.practice.listening import (
    HIGHEST,
    ITEMS,
    LOWEST,
    ListeningCounts,
    ListeningItem,
    ListeningOccasion,
    ListeningQuestion,
)
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

    The counters of all values are made at once: the order of their ids must not tell who answered first.
    """
    table = tables.ListeningCount
    for item in ListeningItem:  # always in the same order, so that two people who answer at once do not wait in a ring
        if item in answers:
            shared = {"leader": leader_id, "half_year": half_year, "item": item, "waiting": 0, "released": 0}
            rows = [{**shared, "value": value} for value in range(LOWEST, HIGHEST + 1)]
            table.insert_many(rows).on_conflict_ignore().execute()
            (
                table.update(waiting=table.waiting + 1)
                .where(
                    table.leader == leader_id,
                    table.half_year == half_year,
                    table.item == item,
                    table.value == answers[item],
                )
                .execute()
            )


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


def all_counts(half_year: str) -> Iterator[tuple[int, str, ListeningCounts]]:
    """Yield every leader's counts with the leader's id and unit, waiting and released together.

    Call it inside `database.bypassing_row_security`.
    """
    table, person = tables.ListeningCount, tables.Person
    query = (
        table.select(table.leader, person.unit, table.item, table.value, table.waiting + table.released)
        .join(person, on=(person.id == table.leader))
        .where(table.half_year == half_year)
    )
    for leader_id, unit, item, value, count in query.tuples():
        counts = [0] * HIGHEST
        counts[value - LOWEST] = count
        yield leader_id, unit, ListeningCounts(ListeningItem(item), tuple(counts))

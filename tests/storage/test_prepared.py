"""Queries whose SQL is put together once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tui_app.domain.records.action import ActionStatus
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.queries.prepared import first, prepared
from tui_app.storage.tables import registry as tables

DAY = date(2026, 5, 4)


@prepared
def actions_of(people: Sequence[int], status: str, until: date) -> Any:
    action = tables.Action
    return (
        action.select(action.id, action.person, action.status, action.due)
        .where(action.person.in_(people), action.text == status, action.due <= until, action.moved == 0)
        .order_by(action.id)
        .dicts()
    )


@pytest.fixture
def filled(database: Any) -> None:
    with writing(), bypassing_row_security():
        for number in (1, 2, 3):
            tables.Person.create(id=number, name=f"P {number}", search="p", sorting="p")
            tables.Action.create(person=number, responsible=number, text="Noe", due=DAY, first_due=DAY)


def test_each_call_gets_the_rows_for_its_values(filled: None) -> None:
    with reading(), bypassing_row_security():
        assert [row["person"] for row in actions_of((1, 3), "Noe", DAY)] == [1, 3]
        assert [row["person"] for row in actions_of((3, 2), "Noe", DAY)] == [2, 3]
        assert [row["person"] for row in actions_of((2,), "Noe", DAY)] == [2]
        assert not list(actions_of((), "Noe", DAY))
        assert not list(actions_of((1, 3), "Annet", DAY))
        assert not list(actions_of((1, 3), "Noe", date(2026, 5, 3)))


def test_columns_have_their_types(filled: None) -> None:
    with reading(), bypassing_row_security():
        row = first(actions_of((1,), "Noe", DAY))
        assert row is not None
        assert row["due"] == DAY
        assert row["status"] is ActionStatus.OPEN
        assert first(actions_of((9,), "Noe", DAY)) is None


def test_the_sql_is_put_together_once(filled: None) -> None:
    built = []

    @prepared
    def named(person_id: int) -> Any:
        built.append(person_id)
        return tables.Person.select(tables.Person.name).where(tables.Person.id == person_id).tuples()

    with reading():
        assert [tuple(named(number)) for number in (1, 2, 3)] == [(("P 1",),), (("P 2",),), (("P 3",),)]
    assert len(built) == 1


def test_an_argument_that_is_not_sent_as_it_is_is_refused(database: Any) -> None:
    @prepared
    def changed(person_id: int) -> Any:
        return tables.Person.select().where(tables.Person.id == person_id + 1)

    with reading(), pytest.raises(ValueError, match="changed"):
        changed(1)

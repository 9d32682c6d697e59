"""Queries about who leads somebody's team while that leader is away."""

from __future__ import annotations

from datetime import date

from tui_app.domain.records.person import StandIn
from tui_app.storage.tables import registry as tables


def leaders_covered_by(person_id: int, today: date) -> frozenset[int]:
    """The leaders for whom somebody stands in today."""
    table = tables.StandIn
    query = table.select(table.leader).where(table.stand_in == person_id, table.first <= today, table.last >= today)
    return frozenset(row[0] for row in query.tuples())


def ending_from(day: date, about: int = 0) -> tuple[StandIn, ...]:
    """Everybody who stands in on that day or later, by the first day.

    Args:
        about: only where this person stands in or is stood in for; 0 is everybody.
    """
    table, leader, other = tables.StandIn, tables.Person.alias("away"), tables.Person.alias("other")
    query = (
        table.select(table, leader.name.alias("leader_name"), other.name.alias("stand_in_name"))
        .join(leader, on=(table.leader == leader.id))
        .switch(table)
        .join(other, on=(table.stand_in == other.id))
        .where(table.last >= day)
        .order_by(table.first, table.id)
    )
    if about:
        query = query.where((table.leader == about) | (table.stand_in == about))
    return tuple(
        StandIn(
            row["id"],
            row["leader"],
            row["leader_name"],
            row["stand_in"],
            row["stand_in_name"],
            row["first"],
            row["last"],
        )
        for row in query.dicts()
    )


def add(leader_id: int, stand_in_id: int, first: date, last: date) -> int:
    """Keep that somebody stands in; the id."""
    table = tables.StandIn
    new: int = table.insert(leader=leader_id, stand_in=stand_in_id, first=first, last=last).execute()
    return new


def get(stand_in_id: int) -> StandIn | None:
    """One of them, whenever it is or was, or None."""
    return next((one for one in ending_from(date.min) if one.id == stand_in_id), None)


def end(stand_in_id: int, last: date) -> None:
    """Let it end on a day; one that has not begun by then is gone."""
    table = tables.StandIn
    table.delete().where(table.id == stand_in_id, table.first > last).execute()
    table.update(last=last).where(table.id == stand_in_id, table.last > last).execute()

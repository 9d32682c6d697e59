"""Queries about stand-ins, who lead a team while its leader is away."""

from __future__ import annotations

from datetime import date

import peewee as pw

from tui_app.domain.records.person import StandIn
from tui_app.storage.queries.prepared import prepared
from tui_app.storage.tables import registry as tables


def leaders_covered_by(person_id: int, today: date) -> frozenset[int]:
    """Return the ids of the leaders for whom a person stands in today."""
    return frozenset(row[0] for row in _covered(person_id, today, today))


@prepared
def _covered(person_id: int, first: date, last: date) -> pw.ModelSelect:
    table = tables.StandIn
    return (
        table.select(table.leader).where(table.stand_in == person_id, table.first <= first, table.last >= last).tuples()
    )


def ending_from(day: date, about: int = 0) -> tuple[StandIn, ...]:
    """Return the stand-ins whose last day is `day` or later, by first day.

    Args:
        day: the earliest last day.
        about: only where this person is the leader or the stand-in; 0 for everybody.
    """
    table, leader, stand_in = tables.StandIn, tables.Person.alias("leader"), tables.Person.alias("stand_in")
    query = (
        table.select(table, leader.name.alias("leader_name"), stand_in.name.alias("stand_in_name"))
        .select_extend(leader.end_date.alias("leader_end"), stand_in.end_date.alias("stand_in_end"))
        .join(leader, on=(table.leader == leader.id))
        .switch(table)
        .join(stand_in, on=(table.stand_in == stand_in.id))
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
            row["leader_end"],
            row["stand_in_end"],
        )
        for row in query.dicts()
    )


def add(leader_id: int, stand_in_id: int, first: date, last: date) -> int:
    """Store a stand-in and return its id."""
    table = tables.StandIn
    return int(table.insert(leader=leader_id, stand_in=stand_in_id, first=first, last=last).execute())


def get(stand_in_id: int) -> StandIn | None:
    """Return the stand-in, or None; past ones too."""
    return next((one for one in ending_from(date.min) if one.id == stand_in_id), None)


def end(stand_in_id: int, last: date) -> None:
    """Make a stand-in end on `last`; delete it if it would only start later."""
    table = tables.StandIn
    table.delete().where(table.id == stand_in_id, table.first > last).execute()
    table.update(last=last).where(table.id == stand_in_id, table.last > last).execute()

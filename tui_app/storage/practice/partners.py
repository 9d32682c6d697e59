"""A query for the leaders with whom a leader can practise."""

from __future__ import annotations

from datetime import date

import peewee as pw

from tui_app.domain.practice.sessions import Partner
from tui_app.storage.tables import registry as tables


def practice_partners(person_id: int, today: date) -> tuple[Partner, ...]:
    """Return a leader's own leader, those whom the same leader leads, and the leaders among their reports.

    Only people who lead somebody today; whoever leads leaders comes first.
    """
    table, report, deeper = tables.Person, tables.Person.alias("report"), tables.Person.alias("deeper")
    own_leader = table.select(table.leader).where(table.id == person_id)
    employed = [one.end_date.is_null() | (one.end_date >= today) for one in (table, report)]
    leads_leaders = pw.fn.COUNT(deeper.id)
    query = (
        table.select(table.id, table.name, leads_leaders)
        .join(report, on=(report.leader == table.id))
        .join(
            deeper,
            pw.JOIN.LEFT_OUTER,
            on=((deeper.leader == report.id) & (deeper.end_date.is_null() | (deeper.end_date >= today))),
        )
        .where(
            (table.id == own_leader) | (table.leader == own_leader) | (table.leader == person_id),
            table.id != person_id,
            *employed,
        )
        .group_by(table.id, table.name, table.sorting)
        .order_by(pw.Case(None, [(leads_leaders > 0, 0)], 1), table.sorting, table.id)
    )
    return tuple(Partner(person_id, name, leads_leaders=count > 0) for person_id, name, count in query.tuples())

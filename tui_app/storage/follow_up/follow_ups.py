"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Sequence

import peewee as pw

from tui_app.domain.records.follow_up import FollowUp
from tui_app.storage.tables import registry as tables


def follow_ups_of_person(person_id: int, limit: int = 50) -> tuple[FollowUp, ...]:
    """A person's follow-up log, the newest first."""
    table = tables.FollowUp
    query = (
        table.select(table, tables.Person.name.alias("by_name"))
        .join(tables.Person, on=(table.by == tables.Person.id))
        .where(table.person == person_id)
        .order_by(table.on.desc(), table.id.desc())
        .limit(limit)
    )
    return tuple(
        FollowUp(
            row["id"],
            row["person"],
            row["by_name"],
            row["on"],
            row["note"],
            row["next_on"],
            row["due_on"],
            row["by"],
        )
        for row in query.dicts()
    )


def latest_follow_ups(ids: Sequence[int]) -> pw.ModelSelect:
    """The last follow-up of each person and the date that it set for the next one; not their own looks at it."""
    check = tables.FollowUp
    newest = (
        check.select(check.person, pw.fn.MAX(check.id).alias("newest"))
        .where(check.person.in_(ids), check.by != check.person)
        .group_by(check.person)
    )
    return check.select(check.person, check.on.alias("last_on"), check.next_on).join(
        newest, on=(check.id == newest.c.newest)
    )

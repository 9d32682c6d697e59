"""Queries about the follow-up log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import peewee as pw

from tui_app.storage.people import people
from tui_app.storage.queries.prepared import prepared
from tui_app.storage.tables import registry as tables

if TYPE_CHECKING:
    from tui_app.domain.records.follow_up import FollowUp


def follow_ups_of_person(person_id: int, limit: int = 50) -> tuple[FollowUp, ...]:
    """Return a person's follow-up log, the newest entry first."""
    from tui_app.domain.records.follow_up import FollowUp

    table = tables.FollowUp
    query = people.select_with_author(table).where(table.person == person_id)
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
            row["by_end"],
        )
        for row in query.order_by(table.on.desc(), table.id.desc()).limit(limit).dicts()
    )


@prepared
def latest_follow_ups(person_ids: Sequence[int]) -> pw.ModelSelect:
    """Select the date of each person's last follow-up (`last_on`) and the one it set for the next (`next_on`).

    People's own entries do not count.
    """
    table = tables.FollowUp
    newest = (
        table.select(table.person, pw.fn.MAX(table.id).alias("newest"))
        .where(table.person.in_(person_ids), table.by != table.person)
        .group_by(table.person)
    )
    query = table.select(table.person, table.on.alias("last_on"), table.next_on)
    return query.join(newest, on=(table.id == newest.c.newest)).dicts()

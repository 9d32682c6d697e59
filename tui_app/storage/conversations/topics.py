"""Queries about topics for the next conversation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import peewee as pw

from tui_app.domain.records.follow_up import Topic
from tui_app.storage.people import people
from tui_app.storage.tables import registry as tables


def _record(row: Mapping[str, Any]) -> Topic:
    return Topic(
        row["id"],
        row["person"],
        row["by_name"],
        row["text"],
        row["added_on"],
        row["talked_on"],
        row["version"],
        row["by_end"],
    )


def _select() -> pw.ModelSelect:
    return people.select_with_author(tables.Topic)


def get(topic_id: int) -> Topic | None:
    """Return the topic, or None."""
    row = _select().where(tables.Topic.id == topic_id).dicts().first()
    return _record(row) if row else None


def open_of_person(person_id: int, talked_since: date | None = None) -> tuple[Topic, ...]:
    """Return a person's open topics, the oldest first, and those discussed since `talked_since` if that is given."""
    table = tables.Topic
    included = table.talked_on.is_null()
    if talked_since is not None:
        included |= table.talked_on >= talked_since
    query = _select().where(table.person == person_id, included).order_by(table.id)
    return tuple(_record(row) for row in query.dicts())

"""Queries about signed minutes that employees share with later leaders."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tui_app.storage.tables import registry as tables


def share_minutes(conversation_id: int, to_id: int, at: datetime | None) -> None:
    """Let a person read the signed minutes of a conversation from a time on; None withdraws it."""
    table = tables.SharedMinutes
    table.delete().where(table.conversation == conversation_id, table.to == to_id).execute()
    if at is not None:
        table.insert(conversation=conversation_id, to=to_id, at=at).execute()


def all_shared() -> set[tuple[int, int]]:
    """Return the ids of conversations and of those who can read their signed minutes, for everybody.

    Call it inside `database.bypassing_row_security`.
    """
    table = tables.SharedMinutes
    return {(row[0], row[1]) for row in table.select(table.conversation, table.to).tuples()}


def minutes_shared_with(conversation_id: int) -> frozenset[int]:
    """Return the ids of the people with whom the signed minutes of a conversation are shared."""
    table = tables.SharedMinutes
    return frozenset(row[0] for row in table.select(table.to).where(table.conversation == conversation_id).tuples())


def minutes_shared_by(person_id: int, to_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of an employee's conversations whose signed minutes are shared with any of `to_ids`."""
    table = tables.SharedMinutes
    query = (
        table.select(table.conversation)
        .join(tables.Conversation, on=(table.conversation == tables.Conversation.id))
        .where(tables.Conversation.person == person_id, table.to.in_(list(to_ids)))
    )
    return frozenset(row[0] for row in query.tuples())

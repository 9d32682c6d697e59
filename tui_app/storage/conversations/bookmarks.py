"""Queries about bookmarks: the conversation that a person last had open."""

from __future__ import annotations

from tui_app.storage.tables import registry as tables
from tui_app.storage.tables.base import upsert


def get_bookmark(person_id: int) -> tuple[int, str] | None:
    """Return the id of the conversation that a person last had open and the place in it, or None."""
    table = tables.Bookmark
    row = table.select(table.conversation, table.place).where(table.person == person_id).tuples().first()
    return (row[0], row[1]) if row else None


def save_bookmark(person_id: int, conversation_id: int, place: str) -> None:
    """Store the conversation that a person has open and the place in it."""
    upsert(tables.Bookmark, {"person": person_id}, {"conversation": conversation_id, "place": place})


def delete_bookmark(person_id: int) -> None:
    """Delete a person's bookmark, since they have left the conversation themselves."""
    tables.Bookmark.delete().where(tables.Bookmark.person == person_id).execute()

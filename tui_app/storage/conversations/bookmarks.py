"""TODO-DOC."""

from __future__ import annotations

from tui_app.storage.tables import registry as tables


def get_bookmark(person_id: int) -> tuple[int, str] | None:
    """The conversation that somebody had open last and the place in it; None when there is none."""
    table = tables.Bookmark
    row = table.select(table.conversation, table.place).where(table.person == person_id).tuples().first()
    return (row[0], row[1]) if row else None


def save_bookmark(person_id: int, conversation_id: int, place: str) -> None:
    """Keep where somebody is."""
    table = tables.Bookmark
    (
        table.insert(person=person_id, conversation=conversation_id, place=place)
        .on_conflict(conflict_target=[table.person], update={table.conversation: conversation_id, table.place: place})
        .execute()
    )


def delete_bookmark(person_id: int) -> None:
    """Forget where somebody was: they left by themselves."""
    tables.Bookmark.delete().where(tables.Bookmark.person == person_id).execute()

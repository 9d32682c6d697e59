"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation
from tui_app.storage.conversations import bookmarks
from tui_app.storage.database import reading, writing


def put(viewer: Viewer, now: datetime, conversation_id: int, place: str) -> None:
    """Keep where in a conversation `viewer` is, so that it opens there again after a crash.

    Raises:
        NotFound, NotAllowed: not there, or between others.
    """
    with writing(viewer):
        get_own_conversation(viewer, conversation_id)
        bookmarks.save_bookmark(viewer.id, conversation_id, place)


def clear(viewer: Viewer, now: datetime) -> None:
    """Nothing is open any more: the next start begins at home."""
    with writing(viewer):
        bookmarks.delete_bookmark(viewer.id)


def open_conversation_id(viewer: Viewer, now: datetime) -> int:
    """The conversation that was open when the program ended without being told to; 0 when there is none."""
    with reading(viewer):
        found = bookmarks.get_bookmark(viewer.id)
    return found[0] if found else 0

"""The bookmark: which conversation was open, so that it opens again after a crash. Saving a text sets it."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.records.person import Viewer
from tui_app.storage.conversations import bookmarks
from tui_app.storage.database import reading, writing


def clear(viewer: Viewer, now: datetime) -> None:
    """Remove the viewer's bookmark, because they left the conversation."""
    with writing(viewer, about=[viewer.id]):
        bookmarks.delete_bookmark(viewer.id)


def open_conversation_id(viewer: Viewer, now: datetime) -> int:
    """The conversation that was open when the program was interrupted; 0 if there is none."""
    with reading(viewer):
        found = bookmarks.get_bookmark(viewer.id)
    return found[0] if found else 0

"""Who has seen what: each opening and each export is written to the log that the person concerned can read."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui_app.domain.audit import AuditKind, Entry
from tui_app.domain.records import Conversation, Viewer
from tui_app.storage import audit
from tui_app.storage.database import writing

ONE_OPENING = timedelta(minutes=15)
"""A screen reads itself anew many times while somebody looks at it: that is one opening."""


def note_opening(viewer: Viewer, now: datetime, conversation: Conversation) -> None:
    """Write down that somebody has opened a conversation, once for each time that they look at it.

    Call it before anything of it is handed out: what cannot be written down is not shown either.
    """
    if not audit.noted_since(AuditKind.OPENED, viewer.id, conversation.id, now - ONE_OPENING):
        note(viewer, now, AuditKind.OPENED, conversation)


def note(viewer: Viewer, now: datetime, kind: AuditKind, conversation: Conversation, **details: object) -> None:
    """Write down what somebody did with a conversation."""
    with writing(viewer):
        audit.add(Entry(now, kind, viewer.id, conversation.person_id, conversation.id, details=details))

"""Who has seen what: each opening and each export is written to the log that the person concerned can read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tui_app.domain.audit import AuditEntry, AuditKind, NamedAuditEntry
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import require_account_administrator
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing

SAME_OPENING_WITHIN = timedelta(minutes=15)
"""A screen reads itself anew many times while somebody looks at it: that is one opening."""


def record_opening(viewer: Viewer, now: datetime, conversation: Conversation) -> None:
    """Write down that somebody has opened a conversation, once for each time that they look at it.

    Call it before anything of it is handed out: what cannot be written down is not shown either.
    """
    if not audit_log.has_entry_since(AuditKind.OPENED, viewer.id, conversation.id, now - SAME_OPENING_WITHIN):
        record(viewer, now, AuditKind.OPENED, conversation)


def record(viewer: Viewer, now: datetime, kind: AuditKind, conversation: Conversation, **details: object) -> None:
    """Write down what somebody did with a conversation."""
    with writing(viewer):
        audit_log.add(AuditEntry(now, kind, viewer.id, conversation.person_id, conversation.id, details=details))


LOG_PAGE_SIZE = 200
"""Lines of the log handed out at a time."""


def entries_about_me(viewer: Viewer, now: datetime, before: int = 0, conversation_id: int = 0) -> list[NamedAuditEntry]:
    """The log of what concerns oneself, the newest first: who has opened what, and when.

    Args:
        before: only lines older than the one of this number; 0 begins with the newest.
        conversation_id: only what was done with this conversation of one's own; 0 is whatever was done.
    """
    with reading(viewer):
        return audit_log.find_entries(LOG_PAGE_SIZE, about=viewer.id, conversation=conversation_id, before=before)


def all_entries(
    viewer: Viewer, now: datetime, kinds: Sequence[AuditKind] = (), before: int = 0, about: int = 0
) -> list[NamedAuditEntry]:
    """The log of everybody, the newest first; it holds no content.

    Args:
        kinds: only these; none is all.
        before: only lines older than the one of this number; 0 begins with the newest.
        about: only what concerns this person; 0 is everybody.

    Raises:
        NotAllowed: not an administrator.
    """
    require_account_administrator(viewer)
    with reading(viewer):
        return audit_log.find_entries(LOG_PAGE_SIZE, about=about, kinds=kinds, before=before)


def record_maintenance(now: datetime, kind: AuditKind, terminal: str) -> None:
    """Write to the log what was done with the whole database."""
    with writing():
        audit_log.add(AuditEntry(now, kind, terminal=terminal))

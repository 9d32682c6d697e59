"""The access log: who opened or exported what. Everyone can read the entries about themselves."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from tui_app.domain.audit import AuditEntry, AuditKind, NamedAuditEntry
from tui_app.domain.dates.clock import CLOCK_TOLERANCE
from tui_app.domain.errors import StorageError
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import require_account_administrator
from tui_app.storage import audit_log
from tui_app.storage.database import reading, writing

log = logging.getLogger("samtale.services")

LOG_PAGE_SIZE = 200
"""How many entries of the log a screen gets at a time."""

SAME_OPENING_WITHIN = timedelta(minutes=15)
"""A screen reloads often while somebody looks at it; within this time that counts as one opening."""


def record_opening(viewer: Viewer, now: datetime, conversation: Conversation) -> None:
    """Log that somebody opened a conversation, once per visit.

    Call it before any content is returned: if the entry cannot be written, nothing may be shown.
    """
    since, until = now - SAME_OPENING_WITHIN, now + CLOCK_TOLERANCE
    if not audit_log.has_entry_between(AuditKind.OPENED, viewer.id, conversation.id, since, until):
        record(viewer, now, AuditKind.OPENED, conversation)


def record(viewer: Viewer, now: datetime, kind: AuditKind, conversation: Conversation, **details: object) -> None:
    """Log something that was done with a conversation."""
    with writing(viewer, about=[conversation.person_id]):
        audit_log.add(AuditEntry(now, kind, viewer.id, conversation.person_id, conversation.id, details=details))


def entries_about_me(viewer: Viewer, now: datetime, before: int = 0, conversation_id: int = 0) -> list[NamedAuditEntry]:
    """Log entries about the signed-in person, the newest first.

    Args:
        before: only entries older than the one with this id; 0 starts with the newest.
        conversation_id: only entries about this conversation; 0 means all.
    """
    with reading(viewer):
        return audit_log.find_entries(LOG_PAGE_SIZE, about=viewer.id, conversation=conversation_id, before=before)


def all_entries(
    viewer: Viewer, now: datetime, kinds: Sequence[AuditKind] = (), before: int = 0, about: int = 0
) -> list[NamedAuditEntry]:
    """Log entries about everybody, the newest first. The log has no content of conversations.

    Args:
        kinds: only these kinds; empty means all.
        before: only entries older than the one with this id; 0 starts with the newest.
        about: only entries about this person; 0 means everybody.

    Raises:
        NotAllowed: not an administrator.
    """
    require_account_administrator(viewer)
    with reading(viewer):
        return audit_log.find_entries(LOG_PAGE_SIZE, about=about, kinds=kinds, before=before)


def record_maintenance(now: datetime, kind: AuditKind, terminal: str) -> bool:
    """Log something that was done with the whole database.

    Returns:
        False if the log could not be written, as on a full disk: what was done stays done.
    """
    try:
        with writing():
            audit_log.add(AuditEntry(now, kind, terminal=terminal))
    except StorageError as error:
        log.warning("%s, but the audit log could not be written: %s", kind.value, error.code)
        return False
    return True

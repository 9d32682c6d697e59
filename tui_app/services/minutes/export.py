"""Exporting signed minutes to files; each export is logged."""

from __future__ import annotations

from datetime import date, datetime

from tui_app.domain.audit import AuditKind
from tui_app.domain.minutes.signed_minutes import (
    SignedMinutes,
)
from tui_app.domain.records.person import Viewer
from tui_app.domain.text_normalization import folded
from tui_app.services.access_log import record
from tui_app.services.authorize import get_own_conversation
from tui_app.storage.conversations import conversations, minutes
from tui_app.storage.database import reading


def export_conversation(viewer: Viewer, now: datetime, conversation_id: int) -> tuple[SignedMinutes, ...]:
    """The signed versions of a conversation's minutes, the oldest first, each checked.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
    """
    with reading(viewer):
        conversation, _ = get_own_conversation(viewer, conversation_id)
        record(viewer, now, AuditKind.EXPORTED, conversation)
        return minutes.signed_versions(conversation_id)


def export_all(viewer: Viewer, now: datetime, name_query: str = "") -> tuple[SignedMinutes, ...]:
    """All signed minutes of conversations that `viewer` takes part in, by day.

    Args:
        name_query: only employees whose name contains all of these words.
    """
    words = folded(name_query).split()
    with reading(viewer):
        own_conversations = conversations.of_party(viewer.id, date.min)
        found = [
            conversation
            for conversation in own_conversations
            if all(word in folded(conversation.person_name) for word in words)
        ]
        versions = [(conversation, minutes.signed_versions(conversation.id)) for conversation in found]
        for conversation, signed in versions:
            if signed:
                record(viewer, now, AuditKind.EXPORTED, conversation)
        return tuple(one for _conversation, signed in versions for one in signed)

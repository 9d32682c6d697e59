"""TODO-DOC."""

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
    """The signed versions of a conversation's minutes to be written to a file, the oldest first, each checked.

    Raises:
        NotFound, NotAllowed: not there, or between others.
    """
    with reading(viewer):
        conversation, _ = get_own_conversation(viewer, conversation_id)
        record(viewer, now, AuditKind.EXPORTED, conversation)
        return minutes.signed_versions(conversation_id)


def export_all(viewer: Viewer, now: datetime, names: str = "") -> tuple[SignedMinutes, ...]:
    """Every signed version of the conversations in which `viewer` has a part, by day, to be written to files.

    Args:
        names: only where the employee's name has every one of these words.
    """
    wanted = folded(names).split()
    with reading(viewer):
        mine = conversations.of_party(viewer.id, date.min)
        found = [talk for talk in mine if all(word in folded(talk.person_name) for word in wanted)]
        versions = [(talk, minutes.signed_versions(talk.id)) for talk in found]
        for talk, signed in versions:
            if signed:
                record(viewer, now, AuditKind.EXPORTED, talk)
        return tuple(one for _talk, signed in versions for one in signed)

"""Statements: what one party adds beside signed minutes, without changing them."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.audit import AuditKind
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import DomainError
from tui_app.domain.minutes.signed_minutes import statement_sha256
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import RemarkKind
from tui_app.domain.records.person import Viewer
from tui_app.services.access_log import record
from tui_app.services.authorize import get_own_conversation
from tui_app.services.change_stamp import change_stamp
from tui_app.services.minutes.comments import save_remark
from tui_app.services.validation import checked_note
from tui_app.storage.changes import notices
from tui_app.storage.conversations import bookmarks, minutes, remark_drafts
from tui_app.storage.database import writing
from tui_app.storage.history import recording


def add(viewer: Viewer, now: datetime, conversation_id: int, text: str) -> None:
    """Add a statement beside the newest signed minutes. The saved draft of it (`save_draft`) is deleted.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
        InvalidInput: empty or too long.
        DomainError: `step_impossible`: nothing is signed.
    """
    cleaned = checked_note(text, required=True)
    with writing(viewer, about=()):
        conversation, _ = get_own_conversation(viewer, conversation_id)
        notices.concerns((conversation.person_id, conversation.leader_id))
        signed_ids = minutes.ids_of_signed(conversation_id)
        if not signed_ids:
            raise DomainError("step_impossible", state=conversation.state)
        statement_id = minutes.add_statement(signed_ids[-1], viewer.id, cleaned, now)
        remark_drafts.delete(conversation_id, viewer.id, RemarkKind.STATEMENT)
        recording.record_step(
            ChangeSubject.MINUTES, signed_ids[-1], conversation.person_id, "", "statement", change_stamp(viewer, now)
        )
        number = len(signed_ids)
        sha256 = statement_sha256(conversation.uid, number, now, cleaned)
        record(viewer, now, AuditKind.STATED, conversation, number=number, statement=statement_id, sha256=sha256)


def save_draft(viewer: Viewer, now: datetime, conversation_id: int, text: str, base_version: int) -> Versioned:
    """Save the draft of a statement; the other party sees it once it is added.

    Args:
        base_version: version of the draft that this one is based on; 0 if there was none.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
        InvalidInput: too long.
        DomainError: `step_impossible`: nothing is signed.
        ConflictError: it was saved at another terminal since; `current` is the stored draft (`Versioned`).
    """
    cleaned = checked_note(text)
    with writing(viewer, about=()):
        conversation, _ = get_own_conversation(viewer, conversation_id)
        notices.concerns((conversation.person_id, conversation.leader_id))
        if not minutes.ids_of_signed(conversation_id):
            raise DomainError("step_impossible", state=conversation.state)
        saved = save_remark(viewer, now, conversation_id, RemarkKind.STATEMENT, "", cleaned, base_version)
        bookmarks.save_bookmark(viewer.id, conversation_id, RemarkKind.STATEMENT.place_key)
        return saved

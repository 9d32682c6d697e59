"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import DomainError
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import RemarkKind
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation
from tui_app.services.change_stamp import change_stamp
from tui_app.services.minutes.comments import save_remark
from tui_app.services.validation import checked_note
from tui_app.storage.conversations import bookmarks, minutes, remark_drafts
from tui_app.storage.database import writing
from tui_app.storage.history import recording


def add(viewer: Viewer, now: datetime, conversation_id: int, text: str) -> None:
    """Add a statement of one's own beside the newest signed minutes; it never changes the text.

    What was written of it beforehand (`remarks.save_draft`) has become this one.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        InvalidInput: nothing written, or too much.
        DomainError: `step_impossible`, when nothing is signed.
    """
    cleaned = checked_note(text, required=True)
    with writing(viewer):
        conversation, _ = get_own_conversation(viewer, conversation_id)
        signed = minutes.ids_of_signed(conversation_id)
        if not signed:
            raise DomainError("step_impossible", state=conversation.state)
        minutes.add_statement(signed[-1], viewer.id, cleaned, now)
        remark_drafts.delete(conversation_id, viewer.id, RemarkKind.STATEMENT)
        recording.record_step(
            ChangeSubject.MINUTES, signed[-1], conversation.person_id, "", "statement", change_stamp(viewer, now)
        )


def save_draft(viewer: Viewer, now: datetime, conversation_id: int, text: str, seen_version: int) -> Versioned:
    """Save what one party writes to stand beside the signed minutes; the other sees it once it is added.

    Args:
        seen_version: of the text that this one is based on; 0 when there was none.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        InvalidInput: too long.
        DomainError: `step_impossible`, when nothing is signed.
        ConflictError: it was saved from another terminal since; `current` is what stands there (a `Written`).
    """
    cleaned = checked_note(text)
    with writing(viewer):
        conversation, _ = get_own_conversation(viewer, conversation_id)
        if not minutes.ids_of_signed(conversation_id):
            raise DomainError("step_impossible", state=conversation.state)
        saved = save_remark(viewer, now, conversation_id, RemarkKind.STATEMENT, "", cleaned, seen_version)
        bookmarks.save_bookmark(viewer.id, conversation_id, RemarkKind.STATEMENT.place_key)
        return saved

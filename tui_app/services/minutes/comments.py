"""What is written about minutes, private to its writer until it is handed over: comments and a statement.

Saved while one writes, like every text of the sheet; `minutes.return_minutes` and `minutes.add` hand it over.
"""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed
from tui_app.domain.records.conversation import ConversationState, RemarkKind, Role
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation
from tui_app.services.conversations.conversation_form import check_sections
from tui_app.services.validation import checked_note
from tui_app.storage.conversations import bookmarks, conversations, minutes, remark_drafts
from tui_app.storage.database import writing


def save_comment(
    viewer: Viewer, now: datetime, conversation_id: int, section: str, text: str, seen_version: int
) -> Versioned:
    """Save what the leader writes about one section of the minutes; the employee sees it once they are returned.

    It is kept also where they were returned from another terminal meanwhile: it stands there the next time.

    Args:
        section: its key; "" is the whole.
        seen_version: of the text that this one is based on; 0 when there was none.

    Raises:
        NotFound, NotAllowed: no such conversation or section, or not the leader.
        InvalidInput: too long.
        DomainError: `step_impossible`, when they are not submitted.
        ConflictError: it was saved from another terminal since; `current` is what stands there (a `Written`).
    """
    cleaned = checked_note(text)
    with writing(viewer):
        conversations.lock_row(conversation_id)
        conversation, role = get_own_conversation(viewer, conversation_id)
        if role is not Role.LEADER:
            raise NotAllowed()
        check_sections(conversation, {section} - {""})
        draft = minutes.get_draft(conversation_id)
        if draft is None or draft.state not in (ConversationState.SUBMITTED, ConversationState.RETURNED):
            raise DomainError("step_impossible", state=conversation.state)
        saved = save_remark(viewer, now, conversation_id, RemarkKind.COMMENT, section, cleaned, seen_version)
        bookmarks.save_bookmark(viewer.id, conversation_id, section)
        return saved


def save_remark(
    viewer: Viewer, now: datetime, conversation_id: int, kind: RemarkKind, section: str, text: str, seen_version: int
) -> Versioned:
    version = remark_drafts.save(conversation_id, viewer.id, kind, section, text, seen_version, now)
    if version is not None:
        return Versioned(text, version, now)
    current = remark_drafts.get(conversation_id, viewer.id, kind).get(section)
    if current is not None and current.value == text:
        return current
    raise ConflictError(current, viewer.name)

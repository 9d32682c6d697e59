"""The leader's comments on submitted minutes, private until the minutes are returned.

`signing.return_minutes` sends them to the employee.
"""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.records.conversation import ConversationState, RemarkKind, Role
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation, require
from tui_app.services.conversations.conversation_form import check_sections
from tui_app.services.validation import checked_note
from tui_app.storage.changes import notices
from tui_app.storage.conversations import bookmarks, conversations, minutes, remark_drafts
from tui_app.storage.database import writing


def save_comment(
    viewer: Viewer, now: datetime, conversation_id: int, section: str, text: str, base_version: int
) -> Versioned:
    """Save the leader's comment on a section; the employee sees it once the minutes are returned.

    It is also saved if the minutes have been returned at another terminal in the meantime, for the next time; but not
    what was just returned, to which a second Enter has added a line.

    Args:
        section: key of the section; "" for the minutes as a whole.
        base_version: version of the comment that this one is based on; 0 if there was none.

    Raises:
        NotFound, NotAllowed: no such conversation or section, or the viewer is not the leader.
        InvalidInput: too long.
        DomainError: `step_impossible`: the minutes are not submitted.
        ConflictError: it was saved at another terminal since; `current` is the stored comment (`Versioned`).
    """
    cleaned = checked_note(text)
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        conversation, role = get_own_conversation(viewer, conversation_id)
        notices.concerns((conversation.person_id, conversation.leader_id))
        require(role is Role.LEADER)
        check_sections(conversation, {section} - {""})
        draft = minutes.get_draft(conversation_id)
        if draft is None or draft.state not in (ConversationState.SUBMITTED, ConversationState.RETURNED):
            raise DomainError("step_impossible", state=conversation.state)
        if draft.state is ConversationState.RETURNED and cleaned == _returned(conversation_id, section):
            return Versioned(cleaned, base_version, now)
        saved = save_remark(viewer, now, conversation_id, RemarkKind.COMMENT, section, cleaned, base_version)
        bookmarks.save_bookmark(viewer.id, conversation_id, section)
        return saved


def _returned(conversation_id: int, section: str) -> str:
    """The last comment on a section that was returned."""
    sent = [comment.text for comment in minutes.all_comments(conversation_id) if comment.section == section]
    return sent[-1] if sent else ""


def save_remark(
    viewer: Viewer, now: datetime, conversation_id: int, kind: RemarkKind, section: str, text: str, base_version: int
) -> Versioned:
    """Save a comment or statement that its writer has not sent yet. Call it while writing.

    Raises:
        ConflictError: it was saved at another terminal since; `current` is the stored text (`Versioned`).
    """
    version = remark_drafts.save(conversation_id, viewer.id, kind, section, text, base_version, now)
    if version is not None:
        return Versioned(text, version, now)
    current = remark_drafts.get(conversation_id, viewer.id, kind).get(section)
    if current is not None and current.value == text:
        return current
    raise ConflictError(current, viewer.name)

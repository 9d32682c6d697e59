"""Writing the minutes, and sharing the draft with the leader."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.conversation_view import MinutesDraft
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.conversations.workflow import EDITABLE_STATES
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation, require, require_named_reader
from tui_app.services.conversations.conversation_form import check_sections
from tui_app.services.minutes.steps import change_conversation, start_minutes
from tui_app.services.validation import checked_note
from tui_app.storage.changes import notices
from tui_app.storage.conversations import bookmarks, conversations, minutes
from tui_app.storage.database import writing


def save_section(
    viewer: Viewer, now: datetime, conversation_id: int, section: str, text: str, base_version: int
) -> Versioned:
    """Save the employee's text of one section. The first text starts the minutes.

    Args:
        base_version: version of the text that this one is based on; 0 if there was none.

    Raises:
        NotFound, NotAllowed: no such conversation or section, or the viewer is not the employee.
        InvalidInput: too long.
        DomainError: `step_impossible`: the conversation has not been held; `minutes_are_closed`: they are submitted.
        ConflictError: it was saved at another terminal since; `current` is the stored text (`Versioned`).
    """
    cleaned = checked_note(text)
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        conversation, role = get_own_conversation(viewer, conversation_id)
        notices.concerns((conversation.person_id, conversation.leader_id))
        check_sections(conversation, [section])
        draft = _ensure_draft(viewer, now, conversation, role)
        if draft.state not in EDITABLE_STATES:
            raise DomainError("minutes_are_closed")
        version = minutes.save_section(draft.id, section, cleaned, base_version, now)
        if version is None:
            current = draft.texts.get(section)
            if current is not None and current.value == cleaned:
                return current
            raise ConflictError(current, viewer.name)
        bookmarks.save_bookmark(viewer.id, conversation_id, section)
    return Versioned(cleaned, version, now)


def _ensure_draft(viewer: Viewer, now: datetime, conversation: Conversation, role: Role) -> MinutesDraft:
    """The draft of the minutes, started if there is none."""
    require(role is Role.EMPLOYEE)
    start_minutes(viewer, now, conversation, role)
    draft = minutes.get_draft(conversation.id)
    if draft is None:
        closed = conversation.state is ConversationState.SIGNED
        raise DomainError("minutes_are_closed") if closed else DomainError("step_impossible", state=conversation.state)
    return draft


def share_draft(
    viewer: Viewer, now: datetime, conversation_id: int, *, shared: bool, reader_id: int | None = None
) -> None:
    """Let the leader read the draft of the minutes, or stop.

    Args:
        reader_id: whom the employee agreed to show it to; None for whoever is the leader now.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not the employee.
        DomainError: `reader_changed`: somebody else is the leader now.
    """
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        conversation, role = get_own_conversation(viewer, conversation_id)
        notices.concerns((conversation.person_id, conversation.leader_id))
        require(role is Role.EMPLOYEE)
        require_named_reader(reader_id, conversation.leader_id)
        if conversation.shows_draft is not shared:
            change_conversation(viewer, now, conversation, {"shows_draft": shared})

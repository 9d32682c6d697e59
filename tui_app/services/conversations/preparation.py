"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.conversation_view import Preparation
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotFound
from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.question_kinds import is_valid_answer
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.domain.text_normalization import NOTE_LIMIT, clean_note
from tui_app.services.authorize import get_own_conversation
from tui_app.services.change_stamp import change_stamp
from tui_app.services.conversations.conversation_form import form_of
from tui_app.storage.conversations import bookmarks, conversations, preparations
from tui_app.storage.database import writing
from tui_app.storage.history import recording


def save_answer(
    viewer: Viewer, now: datetime, conversation_id: int, question: str, value: Answer, seen_version: int
) -> Versioned:
    """Save one's own answer to a question of the preparation.

    Args:
        seen_version: of the answer that the text was based on; 0 when there was none.

    Raises:
        NotFound, NotAllowed: no such conversation or question, or not for this person to answer.
        InvalidInput: the answer is not of the kind asked for.
        DomainError: `preparation_is_closed`, once the minutes are signed or the conversation cancelled.
        ConflictError: it was saved from another terminal since; `current` is what stands there (a `Written`).
    """
    cleaned = clean_note(value) if isinstance(value, str) else value
    with writing(viewer):
        conversation, role = get_own_conversation(viewer, conversation_id)
        asked = form_of(conversation).question(question)
        if asked is None or not asked.is_for(role):
            raise NotFound()
        if isinstance(cleaned, str) and len(cleaned) > NOTE_LIMIT:
            raise InvalidInput({question: "too_long"})
        if not is_valid_answer(asked, cleaned):
            raise InvalidInput({question: "not_an_answer"})
        if conversation.state in (ConversationState.SIGNED, ConversationState.CANCELLED):
            raise DomainError("preparation_is_closed")
        version = preparations.save_answer(conversation_id, viewer.id, question, cleaned, seen_version, now)
        if version is None:
            current = preparations.get_answer(conversation_id, viewer.id, question)
            if current is not None and current.value == cleaned:
                return current
            raise ConflictError(current, viewer.name)
        bookmarks.save_bookmark(viewer.id, conversation_id, question)
    return Versioned(cleaned, version, now)


def share(viewer: Viewer, now: datetime, conversation_id: int, *, shared: bool = True) -> Preparation:
    """Let the other side see one's preparation from now on, or take that back before the conversation is held.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        DomainError: `already_held`, when it is to be taken back too late.
    """
    with writing(viewer):
        conversations.lock_row(conversation_id)
        conversation, _ = get_own_conversation(viewer, conversation_id)
        if not shared and conversation.state is not ConversationState.PLANNED:
            raise DomainError("already_held")
        mine = preparations.get(conversation_id, viewer.id)
        if shared == (mine.shared_at is not None):
            return mine
        preparations.share(conversation_id, viewer.id, now if shared else None)
        was, became = ("", "shared") if shared else ("shared", "")
        recording.record_step(
            ChangeSubject.CONVERSATION, conversation_id, conversation.person_id, was, became, change_stamp(viewer, now)
        )
        return preparations.get(conversation_id, viewer.id)

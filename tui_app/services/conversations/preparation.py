"""Preparing for a conversation: answering the questions of the form, and sharing the answers."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, NotFound
from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.question_kinds import is_valid_answer
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState, Role
from tui_app.domain.records.person import Viewer
from tui_app.domain.text_normalization import NOTE_LIMIT, clean_note
from tui_app.services.authorize import get_own_conversation, require_named_reader
from tui_app.services.change_stamp import change_stamp
from tui_app.services.conversations.conversation_form import preparation_form_of
from tui_app.storage.changes import notices
from tui_app.storage.conversations import bookmarks, conversations, preparations
from tui_app.storage.database import writing
from tui_app.storage.history import recording


def save_answer(
    viewer: Viewer, now: datetime, conversation_id: int, question: str, value: Answer, base_version: int
) -> Versioned:
    """Save the viewer's answer to a question of the preparation.

    Args:
        base_version: version of the answer that this one is based on; 0 if there was none.

    Raises:
        NotFound, NotAllowed: no such conversation or question, or not the viewer's to answer.
        InvalidInput: the answer is too long, or not of the kind that the question asks for.
        DomainError: `preparation_is_closed`: the minutes are signed or the conversation is cancelled.
        ConflictError: it was saved at another terminal since; `current` is the stored answer (`Versioned`).
    """
    cleaned = clean_note(value) if isinstance(value, str) else value
    with writing(viewer, about=()):
        conversation, role = get_own_conversation(viewer, conversation_id)
        notices.concerns((conversation.person_id, conversation.leader_id))
        form_question = preparation_form_of(conversation).question(question)
        if form_question is None or not form_question.is_for(role):
            raise NotFound()
        if isinstance(cleaned, str) and len(cleaned) > NOTE_LIMIT:
            raise InvalidInput({question: "too_long"})
        if not is_valid_answer(form_question, cleaned):
            raise InvalidInput({question: "not_an_answer"})
        if conversation.state in (ConversationState.SIGNED, ConversationState.CANCELLED):
            raise DomainError("preparation_is_closed")
        version = preparations.save_answer(conversation_id, viewer.id, question, cleaned, base_version, now)
        if version is None:
            current = preparations.get_answer(conversation_id, viewer.id, question)
            if current is not None and current.value == cleaned:
                return current
            raise ConflictError(current, viewer.name)
        bookmarks.save_bookmark(viewer.id, conversation_id, question)
    return Versioned(cleaned, version, now)


def share(
    viewer: Viewer, now: datetime, conversation_id: int, *, shared: bool = True, reader_id: int | None = None
) -> Preparation:
    """Share the viewer's preparation with the other party, or stop sharing it before the conversation is held.

    Args:
        reader_id: with whom the viewer agreed to share it; None for whoever is the other party now.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
        DomainError: `already_held`: it is too late to stop sharing; `reader_changed`: somebody else is the leader now.
    """
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        conversation, role = get_own_conversation(viewer, conversation_id)
        notices.concerns((conversation.person_id, conversation.leader_id))
        require_named_reader(reader_id, conversation.leader_id if role is Role.EMPLOYEE else conversation.person_id)
        if not shared and conversation.state is not ConversationState.PLANNED:
            raise DomainError("already_held")
        preparation = preparations.get(conversation_id, viewer.id)
        if shared == (preparation.shared_at is not None):
            return preparation
        preparations.share(conversation_id, viewer.id, now if shared else None)
        before, after = ("", "shared") if shared else ("shared", "")
        recording.record_step(
            ChangeSubject.CONVERSATION,
            conversation_id,
            conversation.person_id,
            before,
            after,
            change_stamp(viewer, now),
        )
        return preparations.get(conversation_id, viewer.id)

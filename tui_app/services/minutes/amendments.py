"""TODO-DOC."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState, RemarkKind, Role
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation
from tui_app.services.change_stamp import change_stamp
from tui_app.services.minutes.steps import change_conversation, get_own_draft
from tui_app.storage.conversations import conversations, minutes, remark_drafts
from tui_app.storage.database import writing
from tui_app.storage.history import history, recording


def start(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """Begin an amendment of signed minutes, from the text as it was written; the employee writes it, both sign again.

    That the leader might read along in the draft before does not hold for this one.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        DomainError: `step_impossible`, when nothing is signed or an amendment is under way.
    """
    with writing(viewer):
        conversations.lock_row(conversation_id)
        conversation, _ = get_own_conversation(viewer, conversation_id)
        versions = minutes.ids_of_signed(conversation_id)
        if not versions or minutes.get_draft(conversation_id) is not None:
            raise DomainError("step_impossible", state=conversation.state)
        if conversation.shows_draft:
            change_conversation(viewer, now, conversation, {"shows_draft": False})
        # what was written, not what was signed: they differ only where the signed text is damaged
        texts = {section: str(one.value or "") for section, one in minutes.section_texts(versions[-1]).items()}
        new = minutes.create_draft(conversation_id, len(versions) + 1, texts, now)
        recording.record_step(
            ChangeSubject.MINUTES,
            new,
            conversation.person_id,
            "",
            ConversationState.DRAFTING,
            change_stamp(viewer, now),
        )


def discard(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """The employee gives up an amendment that is not signed: its text is gone, the signed minutes stay as they are.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
        DomainError: `step_impossible`, when no amendment is under way.
        ConflictError: another terminal took a step since.
    """
    with writing(viewer):
        conversations.lock_row(conversation_id)
        conversation, draft = get_own_draft(viewer, conversation_id, Role.EMPLOYEE)
        if draft.number == 1:
            raise DomainError("step_impossible", state=draft.state)
        if not minutes.delete_draft(draft):
            raise ConflictError(draft, history.last_changed_by(ChangeSubject.MINUTES, draft.id))
        remark_drafts.delete(conversation_id, conversation.leader_id, RemarkKind.COMMENT)
        done = change_stamp(viewer, now)
        recording.record_step(ChangeSubject.MINUTES, draft.id, conversation.person_id, draft.state, "given_up", done)

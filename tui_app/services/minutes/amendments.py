"""Amendments: changing signed minutes in a new version that both sign again."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.errors import DomainError
from tui_app.domain.records.change import ChangeSubject
from tui_app.domain.records.conversation import ConversationState, RemarkKind, Role
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation
from tui_app.services.change_stamp import change_stamp, conflict
from tui_app.services.minutes.steps import change_conversation, get_own_draft
from tui_app.storage.changes import notices
from tui_app.storage.conversations import conversations, minutes, remark_drafts
from tui_app.storage.database import writing
from tui_app.storage.history import recording


def start(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """Start an amendment, with the text of the newest signed minutes. The employee writes it; both sign it again.

    The leader cannot read the draft until it is shared again.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer does not take part in it.
        DomainError: `step_impossible`: nothing is signed, or an amendment has already been started.
    """
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        conversation, _ = get_own_conversation(viewer, conversation_id)
        signed_ids = minutes.ids_of_signed(conversation_id)
        if not signed_ids or minutes.get_draft(conversation_id) is not None:
            raise DomainError("step_impossible", state=conversation.state)
        if conversation.shows_draft:
            change_conversation(viewer, now, conversation, {"shows_draft": False})
        # the text as written, not the signed document, which may be damaged
        texts = {section: str(one.value or "") for section, one in minutes.section_texts(signed_ids[-1]).items()}
        draft_id = minutes.create_draft(conversation_id, len(signed_ids) + 1, texts, now)
        notices.concerns([conversation.leader_id])
        recording.record_step(
            ChangeSubject.MINUTES,
            draft_id,
            conversation.person_id,
            "",
            ConversationState.DRAFTING,
            change_stamp(viewer, now),
        )


def discard(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """The employee discards an unsigned amendment. Its text is lost; the signed minutes stay as they are.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not the employee.
        DomainError: `step_impossible`: there is no amendment.
        ConflictError: another terminal has taken a step since.
    """
    with writing(viewer, about=()):
        conversations.lock_row(conversation_id)
        conversation, draft = get_own_draft(viewer, conversation_id, Role.EMPLOYEE)
        if draft.number == 1:
            raise DomainError("step_impossible", state=draft.state)
        if not minutes.delete_draft(draft):
            raise conflict(ChangeSubject.MINUTES, draft)
        remark_drafts.delete(conversation_id, conversation.leader_id, RemarkKind.COMMENT)
        notices.concerns([conversation.leader_id])
        stamp = change_stamp(viewer, now)
        recording.record_step(ChangeSubject.MINUTES, draft.id, conversation.person_id, draft.state, "given_up", stamp)

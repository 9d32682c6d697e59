"""What waits for the viewer: the next step of their conversations. Looking at it is no opening, and is not logged."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain import access
from tui_app.domain.conversations.next_step import NextStep, WaitingConversation, next_step
from tui_app.domain.forms.answers import is_answered
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.person import Viewer
from tui_app.storage.conversations import conversations, minutes, preparations
from tui_app.storage.database import reading


def of_viewer(viewer: Viewer, now: datetime, person_id: int = 0) -> NextStep | None:
    """The viewer's next step; None if nothing waits.

    Args:
        person_id: consider only the conversations with this employee; 0 for all that the viewer takes part in.
    """
    today = now.date()
    with reading(viewer):
        own = conversations.of_party(viewer.id, today)
        waiting = [_looked_at(viewer, one) for one in own if person_id in (0, one.person_id)]
    return next_step(waiting, today)


def returned_to_me(viewer: Viewer, now: datetime) -> dict[int, str]:
    """The viewer's conversations whose minutes the leader has returned: id -> name of the leader."""
    with reading(viewer):
        return minutes.returned_to(viewer.id)


def _looked_at(viewer: Viewer, conversation: Conversation) -> WaitingConversation:
    role = access.role_in(viewer, conversation)
    if conversation.state is not ConversationState.PLANNED or conversation.template_id is None:
        return WaitingConversation(conversation, role)
    other_id = conversation.leader_id if role is Role.EMPLOYEE else conversation.person_id
    from tui_app.services.conversations.conversation_form import form_of

    answers = preparations.get(conversation.id, viewer.id).answers
    keys = [one.key for section in form_of(conversation).sections for one in section.questions if one.is_for(role)]
    return WaitingConversation(
        conversation,
        role,
        questions=len(keys),
        answered=sum(key in answers and is_answered(answers[key].value) for key in keys),
        other_has_shared=preparations.get(conversation.id, other_id, only_shared=True).shared_at is not None,
    )

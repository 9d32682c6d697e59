"""What waits for the viewer: the next step of their conversations. Looking at it is no opening, and is not logged."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from tui_app.domain import access
from tui_app.domain.conversations.next_step import NextStep, WaitingConversation, is_near, next_step
from tui_app.domain.forms.answers import is_answered
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.storage.conversations import conversations, preparations
from tui_app.storage.database import reading


def of_viewer(viewer: Viewer, now: datetime, person_id: int = 0) -> NextStep | None:
    """The viewer's next step; None if nothing waits.

    Args:
        person_id: consider only the conversations with this employee; 0 for all that the viewer takes part in.
    """
    today = now.date()
    with reading(viewer):
        own = conversations.of_party(viewer.id, today)
        wanted = [one for one in own if person_id in (0, one.person_id)]
        near = [one.id for one in wanted if one.template_id is not None and is_near(one, today)]
        shared = preparations.shared_by_other(near, viewer.id)
        waiting = [
            WaitingConversation(one, access.role_in(viewer, one), other_has_shared=one.id in shared) for one in wanted
        ]
        step = next_step(waiting, today)
        return step and replace(step, waiting=_with_progress(viewer, step.waiting))


def returned_to_me(viewer: Viewer, now: datetime) -> dict[int, str]:
    """The viewer's conversations whose minutes the leader has returned: id -> name of the leader."""
    with reading(viewer):
        return conversations.returned_to(viewer.id)


def _with_progress(viewer: Viewer, waiting: WaitingConversation) -> WaitingConversation:
    """The same, with how much of the form the viewer has answered, if they are still preparing."""
    conversation = waiting.conversation
    if conversation.state is not ConversationState.PLANNED or conversation.template_id is None:
        return waiting
    from tui_app.services.conversations.conversation_form import form_of

    answers = preparations.get(conversation.id, viewer.id).answers
    questions = (one for section in form_of(conversation).sections for one in section.questions)
    keys = [one.key for one in questions if one.is_for(waiting.role)]
    answered = sum(key in answers and is_answered(answers[key].value) for key in keys)
    return replace(waiting, questions=len(keys), answered=answered)

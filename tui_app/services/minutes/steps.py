"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tui_app.domain.conversations.conversation_view import MinutesDraft
from tui_app.domain.conversations.workflow import ConversationStep, state_after
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation
from tui_app.services.change_stamp import change_stamp
from tui_app.storage.conversations import minutes
from tui_app.storage.history import history, recording


def start_minutes(viewer: Viewer, now: datetime, conversation: Conversation, role: Role) -> None:
    """Begin the minutes of a conversation that was held, if there are none yet and this is the employee."""
    if role is Role.EMPLOYEE and conversation.state is ConversationState.HELD:
        step_conversation(viewer, now, conversation, ConversationStep.WRITE, role)
        minutes.create_draft(conversation.id, 1, {}, now)


def step_conversation(
    viewer: Viewer, now: datetime, conversation: Conversation, step: ConversationStep, role: Role
) -> None:
    """Take a step with the conversation itself and write it down."""
    change_conversation(viewer, now, conversation, {"state": state_after(conversation.state, step, role)})


def change_conversation(
    viewer: Viewer, now: datetime, conversation: Conversation, values: Mapping[str, object]
) -> None:
    done = change_stamp(viewer, now)
    if not recording.update(
        ChangeSubject.CONVERSATION, conversation, ChangeKind.STEP, values, conversation.version, done
    ):
        raise ConflictError(conversation, history.last_changed_by(ChangeSubject.CONVERSATION, conversation.id))


def step_minutes(
    viewer: Viewer,
    now: datetime,
    conversation: Conversation,
    draft: MinutesDraft,
    step: ConversationStep,
    values: Mapping[str, object],
) -> None:
    """Take a step with the minutes; the conversation follows the first ones, an amendment leaves it signed."""
    role = Role.EMPLOYEE if viewer.id == conversation.person_id else Role.LEADER
    state = state_after(draft.state, step, role)
    if not minutes.update_draft(draft, {**values, "state": state}):
        raise ConflictError(draft, history.last_changed_by(ChangeSubject.MINUTES, draft.id))
    recording.record_step(
        ChangeSubject.MINUTES, draft.id, conversation.person_id, draft.state, state, change_stamp(viewer, now)
    )
    if draft.number == 1:
        step_conversation(viewer, now, conversation, step, role)


def get_own_draft(viewer: Viewer, conversation_id: int, wanted: Role) -> tuple[Conversation, MinutesDraft]:
    conversation, role = get_own_conversation(viewer, conversation_id)
    if role is not wanted:
        raise NotAllowed()
    draft = minutes.get_draft(conversation_id)
    if draft is None:
        raise DomainError("step_impossible", state=conversation.state)
    return conversation, draft

"""Steps that the use cases of minutes share. Call them while writing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tui_app.domain.conversations.conversation_view import MinutesDraft
from tui_app.domain.conversations.workflow import ConversationStep, state_after
from tui_app.domain.errors import DomainError
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.domain.records.person import Viewer
from tui_app.services.authorize import get_own_conversation, require
from tui_app.services.change_stamp import change_or_conflict, change_stamp, conflict
from tui_app.storage.changes import notices
from tui_app.storage.conversations import minutes
from tui_app.storage.history import recording


def start_minutes(viewer: Viewer, now: datetime, conversation: Conversation, role: Role) -> None:
    """Start the minutes of a conversation that was held, if there are none and this is the employee."""
    if role is Role.EMPLOYEE and conversation.state is ConversationState.HELD:
        step_conversation(viewer, now, conversation, ConversationStep.WRITE, role)
        minutes.create_draft(conversation.id, 1, {}, now)


def step_conversation(
    viewer: Viewer, now: datetime, conversation: Conversation, step: ConversationStep, role: Role
) -> None:
    """Take a step of the conversation, and add it to the history.

    Raises:
        NotAllowed, DomainError: this role cannot take the step in this state.
        ConflictError: somebody has changed the conversation since it was read.
    """
    change_conversation(viewer, now, conversation, {"state": state_after(conversation.state, step, role)})


def change_conversation(
    viewer: Viewer, now: datetime, conversation: Conversation, values: Mapping[str, object]
) -> None:
    """Change a conversation, and add the change to the history.

    Raises:
        ConflictError: somebody has changed the conversation since it was read.
    """
    stamp = change_stamp(viewer, now)
    change_or_conflict(ChangeSubject.CONVERSATION, conversation, ChangeKind.STEP, values, conversation.version, stamp)


def step_minutes(
    viewer: Viewer,
    now: datetime,
    conversation: Conversation,
    draft: MinutesDraft,
    step: ConversationStep,
    values: Mapping[str, object],
) -> None:
    """Take a step of the minutes, and of the conversation with the first minutes; with amendments it stays signed.

    Args:
        values: fields of the minutes to set with the step.

    Raises:
        NotAllowed, DomainError: the viewer's role cannot take the step in this state.
        ConflictError: somebody has changed the minutes since they were read.
    """
    role = Role.EMPLOYEE if viewer.id == conversation.person_id else Role.LEADER
    state = state_after(draft.state, step, role)
    if not minutes.update_draft(draft, {**values, "state": state}):
        raise conflict(ChangeSubject.MINUTES, draft)
    notices.concerns([conversation.leader_id])
    recording.record_step(
        ChangeSubject.MINUTES, draft.id, conversation.person_id, draft.state, state, change_stamp(viewer, now)
    )
    if draft.number == 1:
        step_conversation(viewer, now, conversation, step, role)


def get_own_draft(viewer: Viewer, conversation_id: int, required_role: Role) -> tuple[Conversation, MinutesDraft]:
    """A conversation and its unsigned minutes, for the party with this role.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer has another role.
        DomainError: `step_impossible`: there are no unsigned minutes.
    """
    conversation, role = get_own_conversation(viewer, conversation_id)
    require(role is required_role)
    draft = minutes.get_draft(conversation_id)
    if draft is None:
        raise DomainError("step_impossible", state=conversation.state)
    return conversation, draft

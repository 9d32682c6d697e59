"""Sharing signed minutes of a conversation with an earlier leader with the current leader."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain import access
from tui_app.domain.audit import AuditKind
from tui_app.domain.errors import DomainError, NotFound
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.records.conversation import Role
from tui_app.domain.records.person import Viewer
from tui_app.services.access_log import record, record_opening
from tui_app.services.authorize import find_new_leader, get_own_conversation, require, require_named_reader
from tui_app.storage.changes import notices
from tui_app.storage.conversations import conversations, minutes, sharing
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people


def set_shared(
    viewer: Viewer, now: datetime, conversation_id: int, *, shared: bool, reader_id: int | None = None
) -> None:
    """Let the current leader read the signed minutes of a conversation with an earlier leader, or stop.

    Args:
        reader_id: whom the employee agreed to show them to; None for whoever leads them now.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not the employee.
        DomainError: `step_impossible`: nothing is signed, or there is no new leader; `reader_changed`: somebody else
            leads them now.
    """
    with writing(viewer, about=()):
        conversation, role = get_own_conversation(viewer, conversation_id)
        require(role is Role.EMPLOYEE)
        leader = find_new_leader(conversation)
        if leader is None or not minutes.ids_of_signed(conversation_id):
            raise DomainError("step_impossible", state=conversation.state)
        require_named_reader(reader_id, leader.id)
        notices.concerns((conversation.person_id, conversation.leader_id, leader.id))
        sharing.share_minutes(conversation_id, leader.id, now if shared else None)
        record(viewer, now, AuditKind.SHOWN, conversation, to=leader.id, shown=shared)


def read_shared(viewer: Viewer, now: datetime, conversation_id: int) -> tuple[SignedMinutes, ...]:
    """The signed minutes of a conversation with an earlier leader that the employee has shared with the viewer.

    Raises:
        NotFound, NotAllowed: no such conversation, not shared, or the viewer does not lead the employee.
    """
    with reading(viewer):
        conversation = conversations.get(conversation_id)
        person = people.get(conversation.person_id) if conversation else None
        if conversation is None or person is None:
            raise NotFound()
        require(access.may_read_shared_minutes(viewer, person, sharing.minutes_shared_with(conversation_id)))
        record_opening(viewer, now, conversation)
        return minutes.signed_versions(conversation_id)

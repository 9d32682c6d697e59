"""Older signed minutes: the employee may let the leader read them who leads them now."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain import access
from tui_app.domain.audit import AuditKind
from tui_app.domain.errors import DomainError, NotAllowed, NotFound
from tui_app.domain.minutes.signed_minutes import SignedMinutes
from tui_app.domain.records.conversation import Role
from tui_app.domain.records.person import Viewer
from tui_app.services.access_log import record, record_opening
from tui_app.services.authorize import find_new_leader, get_own_conversation
from tui_app.storage.conversations import conversations, minutes, sharing
from tui_app.storage.database import reading, writing
from tui_app.storage.people import people


def set_shared(viewer: Viewer, now: datetime, conversation_id: int, *, shown: bool) -> None:
    """Let the present leader read signed minutes of a conversation with an earlier one, or no longer.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
        DomainError: `step_impossible`, when nothing is signed or no other leader is there.
    """
    with writing(viewer):
        conversation, role = get_own_conversation(viewer, conversation_id)
        if role is not Role.EMPLOYEE:
            raise NotAllowed()
        leader = find_new_leader(conversation)
        if leader is None or not minutes.ids_of_signed(conversation_id):
            raise DomainError("step_impossible", state=conversation.state)
        sharing.share_minutes(conversation_id, leader.id, now if shown else None)
        record(viewer, now, AuditKind.SHOWN, conversation, to=leader.id, shown=shown)


def read_shared(viewer: Viewer, now: datetime, conversation_id: int) -> tuple[SignedMinutes, ...]:
    """The signed minutes of a conversation with an earlier leader, which the employee shows to this one.

    Raises:
        NotFound, NotAllowed: not there, not shown, or they lead the employee no more.
    """
    with reading(viewer):
        conversation = conversations.get(conversation_id)
        person = people.get(conversation.person_id) if conversation else None
        if conversation is None or person is None:
            raise NotFound()
        if not access.may_read_shared_minutes(viewer, person, sharing.minutes_shared_with(conversation_id)):
            raise NotAllowed()
        record_opening(viewer, now, conversation)
        return minutes.signed_versions(conversation_id)

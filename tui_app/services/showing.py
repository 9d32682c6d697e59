"""Older signed minutes: the employee may let the leader read them who leads them now."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain import access
from tui_app.domain.audit import AuditKind
from tui_app.domain.minutes import SignedMinutes
from tui_app.domain.records import Role, Viewer
from tui_app.domain.refusals import NotAllowed, NotFound, Refusal
from tui_app.services.reach import later_leader, own_conversation
from tui_app.services.seen import note, note_opening
from tui_app.storage import conversations, minutes, people
from tui_app.storage.database import reading, writing


def show(viewer: Viewer, now: datetime, conversation_id: int, *, shown: bool) -> None:
    """Let the present leader read signed minutes of a conversation with an earlier one, or no longer.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
        Refusal: `step_impossible`, when nothing is signed or no other leader is there.
    """
    with writing(viewer):
        conversation, role = own_conversation(viewer, conversation_id)
        if role is not Role.EMPLOYEE:
            raise NotAllowed()
        leader = later_leader(conversation)
        if leader is None or not minutes.signed_ids(conversation_id):
            raise Refusal("step_impossible", state=conversation.state)
        conversations.show(conversation_id, leader.id, now if shown else None)
        note(viewer, now, AuditKind.SHOWN, conversation, to=leader.id, shown=shown)


def read(viewer: Viewer, now: datetime, conversation_id: int) -> tuple[SignedMinutes, ...]:
    """The signed minutes of a conversation with an earlier leader, which the employee shows to this one.

    Raises:
        NotFound, NotAllowed: not there, not shown, or they lead the employee no more.
    """
    with reading(viewer):
        conversation = conversations.get(conversation_id)
        person = people.get(conversation.person_id) if conversation else None
        if conversation is None or person is None:
            raise NotFound()
        if not access.reads_shown(viewer, person, conversations.shown_to(conversation_id)):
            raise NotAllowed()
        note_opening(viewer, now, conversation)
        return minutes.signed(conversation_id)

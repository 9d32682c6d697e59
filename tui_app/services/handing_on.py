"""After a change of leader: planned conversations follow it, unsigned ones are handed on by the employee alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.conversations import UNSIGNED
from tui_app.domain.minutes import canonical, read
from tui_app.domain.records import (
    ChangeKind,
    Conversation,
    ConversationState,
    Person,
    RemarkKind,
    Role,
    Subject,
    Viewer,
)
from tui_app.domain.refusals import ChangedElsewhere, NotAllowed, Refusal
from tui_app.services.marks import mark
from tui_app.services.reach import later_leader, own_conversation
from tui_app.storage import conversations, history, minutes, preparations, remarks
from tui_app.storage.database import for_everybody, writing

if TYPE_CHECKING:
    from tui_app.storage.history import Mark


def hand_on(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """The employee hands what is not signed to their new leader, who has the earlier leader's part from now on.

    That is a conversation, or an amendment: with this go the minutes that it amends, as they were signed.

    Until then the new leader sees nothing of it; from then on the earlier one sees nothing more. What the earlier
    leader prepared, or wrote without handing it over, does not go along, nor that they might read along in the draft.
    Submitted minutes are submitted anew, to the new leader.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
        Refusal: `step_impossible`, when it is planned or signed by both, or no other leader is there; `minutes_broken`.
        ChangedElsewhere: another terminal took a step since.
    """
    with writing(viewer):
        conversations.hold(conversation_id)
        conversation, role = own_conversation(viewer, conversation_id)
        if role is not Role.EMPLOYEE:
            raise NotAllowed()
        leader = later_leader(conversation)
        if leader is None or conversation.waits_as not in UNSIGNED:
            raise Refusal("step_impossible", state=conversation.state)
        _submit_to(leader, now, conversation_id)
        remarks.drop(conversation_id, conversation.leader_id, RemarkKind.COMMENT)
        _give(conversation, {"leader_id": leader.id}, mark(viewer, now))


def follow_leaders(viewer: Viewer, now: datetime, person_ids: Sequence[int]) -> None:
    """Give the planned conversations of these people to the leaders they have now. Call it while writing.

    What the employee had shared was shared with the earlier leader: the new one sees it once it is shared again. What
    the earlier leader prepared does not go along. Calendars have to learn of it.
    """
    done = mark(viewer, now)
    with for_everybody():  # who changes the leader has no part in them, and is shown nothing
        for conversation, leader_id in conversations.left_behind(person_ids):
            preparations.stop_sharing(conversation.id, conversation.person_id)
            _give(conversation, {"leader_id": leader_id, "sequence": conversation.sequence + 1}, done)


def _give(conversation: Conversation, values: Mapping[str, object], done: Mark) -> None:
    """The leader's part is somebody else's from now on, who does not read along in the draft unless they are told."""
    values = {**values, "shows_draft": False} if conversation.shows_draft else values
    if not history.change(Subject.CONVERSATION, conversation, ChangeKind.STEP, values, conversation.version, done):
        raise ChangedElsewhere(conversation, history.last_changed_by(Subject.CONVERSATION, conversation.id))


def _submit_to(leader: Person, now: datetime, conversation_id: int) -> None:
    """Where minutes are submitted: the same ones with the name of who is to sign them; the employee signs that here."""
    draft = minutes.draft(conversation_id)
    if draft is None or draft.state is not ConversationState.SUBMITTED:
        return
    try:
        document = replace(read(minutes.submitted(draft.id)), leader=leader.name, submitted_at=now)
    except ValueError:
        raise Refusal("minutes_broken") from None
    if not minutes.step(draft, {"submitted_at": now, "signed": canonical(document)}):
        raise ChangedElsewhere(draft, history.last_changed_by(Subject.MINUTES, draft.id))

"""After a change of leader: planned conversations follow it, unsigned ones are handed on by the employee alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui_app.domain.conversations.workflow import UNSIGNED_STATES
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed
from tui_app.domain.minutes.signed_minutes import canonical_json, parse_minutes
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import Conversation, ConversationState, RemarkKind, Role
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.authorize import find_new_leader, get_own_conversation
from tui_app.services.change_stamp import change_stamp
from tui_app.storage.conversations import conversations, minutes, preparations, remark_drafts
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.history import history, recording

if TYPE_CHECKING:
    from tui_app.storage.history.recording import ChangeStamp


def hand_over(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """The employee hands what is not signed to their new leader, who has the earlier leader's part from now on.

    That is a conversation, or an amendment: with this go the minutes that it amends, as they were signed.

    Until then the new leader sees nothing of it; from then on the earlier one sees nothing more. What the earlier
    leader prepared, or wrote without handing it over, does not go along, nor that they might read along in the draft.
    Submitted minutes are submitted anew, to the new leader.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
        DomainError: `step_impossible`, when it is planned or signed by both, or no other leader is there; `minutes_broken`.
        ConflictError: another terminal took a step since.
    """
    with writing(viewer):
        conversations.lock_row(conversation_id)
        conversation, role = get_own_conversation(viewer, conversation_id)
        if role is not Role.EMPLOYEE:
            raise NotAllowed()
        leader = find_new_leader(conversation)
        if leader is None or conversation.pending_state not in UNSIGNED_STATES:
            raise DomainError("step_impossible", state=conversation.state)
        _resubmit_to(leader, now, conversation_id)
        remark_drafts.delete(conversation_id, conversation.leader_id, RemarkKind.COMMENT)
        _change_leader(conversation, {"leader_id": leader.id}, change_stamp(viewer, now))


def move_planned_conversations(viewer: Viewer, now: datetime, person_ids: Sequence[int]) -> None:
    """Give the planned conversations of these people to the leaders they have now. Call it while writing.

    What the employee had shared was shared with the earlier leader: the new one sees it once it is shared again. What
    the earlier leader prepared does not go along. Calendars have to learn of it.
    """
    done = change_stamp(viewer, now)
    with bypassing_row_security():  # who changes the leader has no part in them, and is shown nothing
        for conversation, leader_id in conversations.planned_with_former_leader(person_ids):
            preparations.stop_sharing(conversation.id, conversation.person_id)
            _change_leader(conversation, {"leader_id": leader_id, "sequence": conversation.sequence + 1}, done)


def _change_leader(conversation: Conversation, values: Mapping[str, object], done: ChangeStamp) -> None:
    """The leader's part is somebody else's from now on, who does not read along in the draft unless they are told."""
    values = {**values, "shows_draft": False} if conversation.shows_draft else values
    if not recording.update(
        ChangeSubject.CONVERSATION, conversation, ChangeKind.STEP, values, conversation.version, done
    ):
        raise ConflictError(conversation, history.last_changed_by(ChangeSubject.CONVERSATION, conversation.id))


def _resubmit_to(leader: Person, now: datetime, conversation_id: int) -> None:
    """Where minutes are submitted: the same ones with the name of who is to sign them; the employee signs that here."""
    draft = minutes.get_draft(conversation_id)
    if draft is None or draft.state is not ConversationState.SUBMITTED:
        return
    try:
        document = replace(parse_minutes(minutes.submitted_document(draft.id)), leader=leader.name, submitted_at=now)
    except ValueError:
        raise DomainError("minutes_broken") from None
    if not minutes.update_draft(draft, {"submitted_at": now, "signed": canonical_json(document)}):
        raise ConflictError(draft, history.last_changed_by(ChangeSubject.MINUTES, draft.id))

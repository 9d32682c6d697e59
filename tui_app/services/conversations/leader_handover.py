"""What happens to conversations when an employee gets a new leader.

Planned conversations move to the new leader; the employee decides whether to hand over unsigned ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui_app.domain.audit import AuditKind
from tui_app.domain.conversations.workflow import UNSIGNED_STATES
from tui_app.domain.errors import DomainError
from tui_app.domain.minutes.signed_minutes import canonical_json, parse_minutes
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import Conversation, ConversationState, RemarkKind, Role
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.access_log import record
from tui_app.services.authorize import find_new_leader, get_own_conversation, require, require_named_reader
from tui_app.services.change_stamp import change_or_conflict, change_stamp, conflict
from tui_app.storage.conversations import conversations, minutes, preparations, remark_drafts
from tui_app.storage.database import bypassing_row_security, writing
from tui_app.storage.queries.batches import in_batches

if TYPE_CHECKING:
    from tui_app.storage.history.recording import ChangeStamp


def hand_over(viewer: Viewer, now: datetime, conversation_id: int, reader_id: int | None = None) -> None:
    """The employee hands over an unsigned conversation or amendment to their new leader.

    The new leader takes the earlier leader's part. They see everything from now on, including the signed minutes that
    an amendment changes; the earlier leader sees nothing more. What the earlier leader prepared, or wrote without
    sending it, is not handed over, and the new leader cannot read the draft until the employee shares it again.
    Submitted minutes are submitted again, to the new leader.

    Args:
        reader_id: to whom the employee agreed to hand it; None for whoever leads them now.

    Raises:
        NotFound, NotAllowed: no such conversation, or the viewer is not the employee.
        DomainError: `step_impossible`: it is planned or signed, or there is no new leader; `minutes_corrupt`: the
            submitted text cannot be read; `reader_changed`: somebody else leads them now.
        ConflictError: another terminal has taken a step since.
    """
    with writing(viewer):
        conversations.lock_row(conversation_id)
        conversation, role = get_own_conversation(viewer, conversation_id)
        require(role is Role.EMPLOYEE)
        leader = find_new_leader(conversation)
        if leader is None or conversation.pending_state not in UNSIGNED_STATES:
            raise DomainError("step_impossible", state=conversation.state)
        require_named_reader(reader_id, leader.id)
        _resubmit_to(leader, now, conversation_id)
        remark_drafts.delete(conversation_id, conversation.leader_id, RemarkKind.COMMENT)
        _change_leader(conversation, {"leader_id": leader.id}, change_stamp(viewer, now))
        if minutes.ids_of_signed(conversation_id):  # what was signed before an amendment can be read by them too
            record(viewer, now, AuditKind.SHOWN, conversation, to=leader.id, shown=True)


def move_planned_conversations(viewer: Viewer, now: datetime, person_ids: Sequence[int]) -> None:
    """Give the planned conversations of these people to their current leaders. Call it while writing.

    The employee's preparation is no longer shared until they share it again, and the earlier leader's preparation does
    not move. Calendars are updated (`sequence`).
    """
    stamp = change_stamp(viewer, now)
    with bypassing_row_security():  # the viewer takes no part in them, and nothing is returned
        found = [one for batch in in_batches(person_ids) for one in conversations.planned_with_former_leader(batch)]
        for conversation, leader_id in found:
            preparations.stop_sharing(conversation.id, conversation.person_id)
            _change_leader(conversation, {"leader_id": leader_id, "sequence": conversation.sequence + 1}, stamp)


def _change_leader(conversation: Conversation, values: Mapping[str, object], stamp: ChangeStamp) -> None:
    """Change the leader of a conversation. The new leader cannot read the draft until the employee shares it again."""
    values = {**values, "shows_draft": False} if conversation.shows_draft else values
    change_or_conflict(ChangeSubject.CONVERSATION, conversation, ChangeKind.STEP, values, conversation.version, stamp)


def _resubmit_to(leader: Person, now: datetime, conversation_id: int) -> None:
    """Submit minutes that are already submitted again, with the name of the new leader who is to sign them.

    By handing over, the employee signs this version.
    """
    draft = minutes.get_draft(conversation_id)
    if draft is None:
        return
    minutes.forget_returned(draft.id)
    if draft.state is not ConversationState.SUBMITTED:
        return
    try:
        document = replace(parse_minutes(minutes.submitted_document(draft.id)), leader=leader.name, submitted_at=now)
    except ValueError:
        raise DomainError("minutes_corrupt") from None
    if not minutes.update_draft(draft, {"submitted_at": now, "signed": canonical_json(document)}):
        raise conflict(ChangeSubject.MINUTES, draft)

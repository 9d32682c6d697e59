"""What a participant can do in a conversation now."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.workflow import EDITABLE_STATES
from tui_app.domain.records.conversation import ConversationState, Role


class AvailableStep(StrEnum):
    """What a participant can do next with a conversation or its minutes."""

    SHARE = "share"
    UNSHARE = "unshare"
    START = "start"
    TAKE_BACK = "take_back"
    SHOW_DRAFT = "show_draft"
    HIDE_DRAFT = "hide_draft"
    SUBMIT = "submit"
    SIGN = "sign"
    COMMENT = "comment"
    RETURN = "return"
    HAND_OVER = "hand_over"
    EXPORT = "export"
    ADD_STATEMENT = "add_statement"
    SHOW_SIGNED = "show_signed"
    HIDE_SIGNED = "hide_signed"
    AMEND = "amend"
    DISCARD_AMENDMENT = "discard_amendment"


_Step = AvailableStep


class Unsent(Struct, frozen=True):
    """What a participant has written and not sent: a comment on the minutes, a statement about signed ones."""

    comment: bool = False
    statement: bool = False


def unsent_in(view: ConversationView) -> Unsent:
    """What was not sent when the conversation was read."""
    statement = view.my_statement
    return Unsent(
        comment=is_commenting(view) and any(str(one.value or "").strip() for one in view.my_comments.values()),
        statement=statement is not None and bool(str(statement.value or "").strip()),
    )


def current_state(view: ConversationView) -> ConversationState:
    """The state that counts now: of the amendment under way, else of the conversation."""
    return view.draft.state if view.draft and view.signed else view.conversation.state


def is_writing(view: ConversationView) -> bool:
    """True if the participant writes the minutes: the employee, from the start of the conversation until submission."""
    if view.role is not Role.EMPLOYEE:
        return False
    if view.draft is not None:
        return view.draft.state in EDITABLE_STATES
    return view.conversation.state is ConversationState.HELD


def is_commenting(view: ConversationView) -> bool:
    """True if the participant comments on the minutes: the leader, while they wait to be signed or returned."""
    draft = view.draft
    return view.role is Role.LEADER and draft is not None and draft.state is ConversationState.SUBMITTED


def is_preparing(view: ConversationView) -> bool:
    """True if the participant can still change their answers: until the first minutes are submitted."""
    return view.conversation.state in (
        ConversationState.PLANNED,
        ConversationState.HELD,
        ConversationState.DRAFTING,
    )


def may_record_agreements(view: ConversationView) -> bool:
    """True if goals and actions can still become part of the minutes."""
    if view.draft is not None:
        return view.draft.state in EDITABLE_STATES
    return view.conversation.state is ConversationState.HELD or view.has_hidden_draft


def has_other_left(view: ConversationView) -> bool:
    """True if the other participant has left, and neither reads nor writes any more."""
    return view.leader_has_left if view.role is Role.EMPLOYEE else view.employee_has_left


def is_nothing_written(view: ConversationView) -> bool:
    """True if nothing was written or agreed since the start, as far as the participant can see."""
    return not (view.draft or view.has_hidden_draft or view.agreed_goals or view.agreed_actions)


def available_steps(view: ConversationView, unsent: Unsent | None = None) -> list[AvailableStep]:
    """The steps that are possible now, the next one first: what is written is to be sent.

    Args:
        unsent: what is written now; None for what was when the conversation was read.
    """
    steps = _regular_steps(view, unsent or unsent_in(view))
    if has_other_left(view):
        steps = [step for step in steps if step is not _Step.SHARE]  # nobody would see it
    if not view.new_leader:
        return steps
    is_drafting = current_state(view) in EDITABLE_STATES
    return [_Step.HAND_OVER, *steps] if view.leader_has_left and not is_drafting else [*steps, _Step.HAND_OVER]


def _regular_steps(view: ConversationView, unsent: Unsent) -> list[AvailableStep]:
    state = current_state(view)
    is_employee = view.role is Role.EMPLOYEE
    is_shared = view.my_preparation.shared_at is not None
    if state is ConversationState.PLANNED:
        return [_Step.START, _Step.UNSHARE] if is_shared else [_Step.SHARE, _Step.START]
    share = [_Step.SHARE] if is_preparing(view) and not is_shared else []
    if state is ConversationState.HELD:
        take_back = [_Step.TAKE_BACK] if is_nothing_written(view) else []
        return [*share, *([_Step.SUBMIT] if is_employee else []), *take_back]
    if state in EDITABLE_STATES:
        toggle_visibility = _Step.HIDE_DRAFT if view.conversation.shows_draft else _Step.SHOW_DRAFT
        return (
            [_Step.SUBMIT, toggle_visibility, *share, *([_Step.DISCARD_AMENDMENT] if view.signed else [])]
            if is_employee
            else share
        )
    if state is ConversationState.SUBMITTED and not is_employee:
        steps = [_Step.SIGN, _Step.COMMENT, _Step.RETURN]
        return steps[::-1] if unsent.comment else steps
    if state is ConversationState.SUBMITTED and view.signed:
        return [_Step.DISCARD_AMENDMENT]
    if state is ConversationState.SIGNED:
        amend = [] if view.draft or view.has_hidden_draft else [_Step.AMEND]
        sharing = [_Step.HIDE_SIGNED if view.is_shown else _Step.SHOW_SIGNED] if view.later_leader else []
        if unsent.statement:
            return [_Step.ADD_STATEMENT, *sharing, _Step.EXPORT, *amend]
        return [*sharing, _Step.EXPORT, _Step.ADD_STATEMENT, *amend]
    return []

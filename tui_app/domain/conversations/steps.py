"""What a participant can do in a conversation now."""

from __future__ import annotations

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.workflow import EDITABLE_STATES
from tui_app.domain.records.conversation import ConversationState, Role


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


def available_steps(view: ConversationView) -> list[str]:
    """The steps that are possible now, the next one first."""
    if not view.new_leader:
        return _regular_steps(view)
    steps = _regular_steps(view)
    is_drafting = current_state(view) in EDITABLE_STATES
    return ["hand_on", *steps] if view.leader_has_left and not is_drafting else [*steps, "hand_on"]


def _regular_steps(view: ConversationView) -> list[str]:
    state = current_state(view)
    is_employee = view.role is Role.EMPLOYEE
    is_shared = view.my_preparation.shared_at is not None
    if state is ConversationState.PLANNED:
        return ["begin", "unshare"] if is_shared else ["share", "begin"]
    share = ["share"] if is_preparing(view) and not is_shared else []
    if state is ConversationState.HELD:
        return [*share, "submit"] if is_employee else share
    if state in EDITABLE_STATES:
        toggle_visibility = "hide" if view.conversation.shows_draft else "show"
        return ["submit", toggle_visibility, *share, *(["give_up"] if view.signed else [])] if is_employee else share
    if state is ConversationState.SUBMITTED and not is_employee:
        return ["sign", "remark", "return"]
    if state is ConversationState.SUBMITTED and view.signed:
        return ["give_up"]
    if state is ConversationState.SIGNED:
        amend = [] if view.draft or view.has_hidden_draft else ["amend"]
        sharing = ["hide_signed" if view.is_shown else "show_signed"] if view.later_leader else []
        return [*sharing, "export", "state", *amend]
    return []

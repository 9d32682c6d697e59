"""TODO-DOC."""

from __future__ import annotations

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.workflow import EDITABLE_STATES
from tui_app.domain.records.conversation import ConversationState, Role


def current_state(view: ConversationView) -> ConversationState:
    """The state that counts now: of an amendment under way, else of the conversation."""
    return view.draft.state if view.draft and view.signed else view.conversation.state


def is_writing(view: ConversationView) -> bool:
    """Whether these eyes write minutes now: the employee, once the conversation has begun and until it is submitted."""
    if view.role is not Role.EMPLOYEE:
        return False
    if view.draft is not None:
        return view.draft.state in EDITABLE_STATES
    return view.conversation.state is ConversationState.HELD


def is_commenting(view: ConversationView) -> bool:
    """Whether these eyes comment the minutes now: the leader, while they wait to be signed or returned."""
    draft = view.draft
    return view.role is Role.LEADER and draft is not None and draft.state is ConversationState.SUBMITTED


def is_preparing(view: ConversationView) -> bool:
    """Whether one's own answers are still fields: until the first minutes are submitted."""
    return view.conversation.state in (
        ConversationState.PLANNED,
        ConversationState.HELD,
        ConversationState.DRAFTING,
    )


def may_record_agreements(view: ConversationView) -> bool:
    """Whether goals and actions can become part of the minutes now."""
    if view.draft is not None:
        return view.draft.state in EDITABLE_STATES
    return view.conversation.state is ConversationState.HELD or view.has_hidden_draft


def available_steps(view: ConversationView) -> list[str]:
    """What can be done now, the next step first."""
    if not view.new_leader:
        return _regular_steps(view)
    usual = _regular_steps(view)
    writes = current_state(view) in EDITABLE_STATES
    return ["hand_on", *usual] if view.leader_has_left and not writes else [*usual, "hand_on"]


def _regular_steps(view: ConversationView) -> list[str]:
    state = current_state(view)
    employee = view.role is Role.EMPLOYEE
    shared = view.my_preparation.shared_at is not None
    if state is ConversationState.PLANNED:
        return ["begin", "unshare"] if shared else ["share", "begin"]
    share = ["share"] if is_preparing(view) and not shared else []
    if state is ConversationState.HELD:
        return [*share, "submit"] if employee else share
    if state in EDITABLE_STATES:
        show = "hide" if view.conversation.shows_draft else "show"
        return ["submit", show, *share, *(["give_up"] if view.signed else [])] if employee else share
    if state is ConversationState.SUBMITTED and not employee:
        return ["sign", "remark", "return"]
    if state is ConversationState.SUBMITTED and view.signed:
        return ["give_up"]
    if state is ConversationState.SIGNED:
        amend = [] if view.draft or view.has_hidden_draft else ["amend"]
        readers = ["hide_signed" if view.is_shown else "show_signed"] if view.later_leader else []
        return [*readers, "export", "state", *amend]
    return []

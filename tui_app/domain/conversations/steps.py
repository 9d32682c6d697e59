"""TODO-DOC."""

from __future__ import annotations

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.workflow import EDITABLE_STATES
from tui_app.domain.records.conversation import ConversationState, Role


def current_state(sheet: ConversationView) -> ConversationState:
    """The state that counts now: of an amendment under way, else of the conversation."""
    return sheet.draft.state if sheet.draft and sheet.signed else sheet.conversation.state


def is_writing(sheet: ConversationView) -> bool:
    """Whether these eyes write minutes now: the employee, once the conversation has begun and until it is submitted."""
    if sheet.role is not Role.EMPLOYEE:
        return False
    if sheet.draft is not None:
        return sheet.draft.state in EDITABLE_STATES
    return sheet.conversation.state is ConversationState.HELD


def is_commenting(sheet: ConversationView) -> bool:
    """Whether these eyes comment the minutes now: the leader, while they wait to be signed or returned."""
    draft = sheet.draft
    return sheet.role is Role.LEADER and draft is not None and draft.state is ConversationState.SUBMITTED


def is_preparing(sheet: ConversationView) -> bool:
    """Whether one's own answers are still fields: until the first minutes are submitted."""
    return sheet.conversation.state in (
        ConversationState.PLANNED,
        ConversationState.HELD,
        ConversationState.DRAFTING,
    )


def may_record_agreements(sheet: ConversationView) -> bool:
    """Whether goals and actions can become part of the minutes now."""
    if sheet.draft is not None:
        return sheet.draft.state in EDITABLE_STATES
    return sheet.conversation.state is ConversationState.HELD or sheet.has_hidden_draft


def available_steps(sheet: ConversationView) -> list[str]:
    """What can be done now, the next step first."""
    if not sheet.new_leader:
        return _regular_steps(sheet)
    usual = _regular_steps(sheet)
    writes = current_state(sheet) in EDITABLE_STATES
    return ["hand_on", *usual] if sheet.leader_has_left and not writes else [*usual, "hand_on"]


def _regular_steps(sheet: ConversationView) -> list[str]:
    state = current_state(sheet)
    employee = sheet.role is Role.EMPLOYEE
    shared = sheet.my_preparation.shared_at is not None
    if state is ConversationState.PLANNED:
        return ["begin", "unshare"] if shared else ["share", "begin"]
    share = ["share"] if is_preparing(sheet) and not shared else []
    if state is ConversationState.HELD:
        return [*share, "submit"] if employee else share
    if state in EDITABLE_STATES:
        show = "hide" if sheet.conversation.shows_draft else "show"
        return ["submit", show, *share, *(["give_up"] if sheet.signed else [])] if employee else share
    if state is ConversationState.SUBMITTED and not employee:
        return ["sign", "remark", "return"]
    if state is ConversationState.SUBMITTED and sheet.signed:
        return ["give_up"]
    if state is ConversationState.SIGNED:
        amend = [] if sheet.draft or sheet.has_hidden_draft else ["amend"]
        readers = ["hide_signed" if sheet.is_shown else "show_signed"] if sheet.later_leader else []
        return [*readers, "export", "state", *amend]
    return []

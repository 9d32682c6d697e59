"""TODO-DOC."""

from __future__ import annotations

from enum import StrEnum

from tui_app.domain.conversations.conversation_view import ConversationView
from tui_app.domain.conversations.workflow import EDITABLE_STATES
from tui_app.domain.records.conversation import ConversationState, Role


class AvailableStep(StrEnum):
    """What a party can do next with a conversation or its minutes."""

    SHARE = "share"
    UNSHARE = "unshare"
    START = "start"
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
    return sheet.conversation.state is ConversationState.HELD or sheet.writing


def available_steps(sheet: ConversationView) -> list[AvailableStep]:
    """What can be done now, the next step first."""
    if not sheet.new_leader:
        return _regular_steps(sheet)
    usual = _regular_steps(sheet)
    writes = current_state(sheet) in EDITABLE_STATES
    return [_Step.HAND_OVER, *usual] if sheet.leader_has_left and not writes else [*usual, _Step.HAND_OVER]


def _regular_steps(sheet: ConversationView) -> list[AvailableStep]:
    state = current_state(sheet)
    employee = sheet.role is Role.EMPLOYEE
    shared = sheet.mine.shared_at is not None
    if state is ConversationState.PLANNED:
        return [_Step.START, _Step.UNSHARE] if shared else [_Step.SHARE, _Step.START]
    share = [_Step.SHARE] if is_preparing(sheet) and not shared else []
    if state is ConversationState.HELD:
        return [*share, _Step.SUBMIT] if employee else share
    if state in EDITABLE_STATES:
        show = _Step.HIDE_DRAFT if sheet.conversation.shows_draft else _Step.SHOW_DRAFT
        return [_Step.SUBMIT, show, *share, *([_Step.DISCARD_AMENDMENT] if sheet.signed else [])] if employee else share
    if state is ConversationState.SUBMITTED and not employee:
        return [_Step.SIGN, _Step.COMMENT, _Step.RETURN]
    if state is ConversationState.SUBMITTED and sheet.signed:
        return [_Step.DISCARD_AMENDMENT]
    if state is ConversationState.SIGNED:
        amend = [] if sheet.draft or sheet.writing else [_Step.AMEND]
        readers = [_Step.HIDE_SIGNED if sheet.is_shown else _Step.SHOW_SIGNED] if sheet.later_leader else []
        return [*readers, _Step.EXPORT, _Step.ADD_STATEMENT, *amend]
    return []

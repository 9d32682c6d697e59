"""Changes in words, for the timeline and for what is new since the last visit."""

from __future__ import annotations

from datetime import date

from tui_app.domain.activity import ActivityEvent
from tui_app.domain.records.change import Change, ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.goal import GoalStatus
from tui_app.text.actions import change_text
from tui_app.text.i18n import N_, _

SUBJECT_SIGNS = {
    ChangeSubject.ACTION: "·",
    ChangeSubject.GOAL: "◇",
    ChangeSubject.CONVERSATION: "≡",
    ChangeSubject.FOLLOW_UP: "↻",
    ChangeSubject.TOPIC: "…",
    ChangeSubject.REQUEST: "?",
}
_STATE_CHANGES = {
    ConversationState.HELD: N_("held the conversation"),
    ConversationState.DRAFTING: N_("started the minutes"),
    ConversationState.SUBMITTED: N_("submitted the minutes"),
    ConversationState.RETURNED: N_("returned the minutes with comments"),
    ConversationState.SIGNED: N_("signed the minutes"),
    ConversationState.CANCELLED: N_("cancelled the conversation"),
}
_GOAL_CHANGES = {
    GoalStatus.OPEN: N_("reopened the goal"),
    GoalStatus.REACHED: N_("marked the goal as reached"),
    GoalStatus.DROPPED: N_("dropped the goal"),
}


def describe_change(event: ActivityEvent, today: date) -> str:
    """What somebody did, to be read after their name."""
    change = event.change
    is_new = change.kind is ChangeKind.CREATED
    if change.subject is ChangeSubject.CONVERSATION:
        return _describe_conversation_change(change)
    if change.subject is ChangeSubject.FOLLOW_UP:
        return _("followed up")
    if change.subject is ChangeSubject.REQUEST:
        if is_new:
            return _("asked for a follow-up")
        if change.kind is ChangeKind.SEEN:
            return _("has seen the request for a follow-up")
        return (
            _("withdrew the request for a follow-up")
            if event.by_id == event.person_id
            else _("responded with a follow-up")
        )
    if change.subject is ChangeSubject.TOPIC:
        return _("added to the list for next time") if is_new else _("discussed")
    if change.subject is ChangeSubject.GOAL:
        status = str(change.after.get("status") or "")
        if status and change.kind is ChangeKind.STATUS:
            return _(_GOAL_CHANGES[GoalStatus(status)])
        return _("set a goal") if is_new else _("edited the goal")
    return change_text(change, today)


def _describe_conversation_change(change: Change) -> str:
    if change.kind is ChangeKind.CREATED:
        return _("planned a conversation")
    if "leader_id" in change.after:
        return _("handed the conversation to the new leader")
    if "shows_draft" in change.after and "state" not in change.after:
        return _("showed the draft") if change.after["shows_draft"] else _("hid the draft")
    state = str(change.after.get("state") or "")
    if "shared" in (state, change.before.get("state")):
        return _("shared the preparation") if state else _("stopped sharing the preparation")
    return (
        _(_STATE_CHANGES[ConversationState(state)])
        if state in _STATE_CHANGES
        else _("moved or edited the conversation")
    )

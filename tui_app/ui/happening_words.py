"""What happened, in words: one line for the timeline and for what is new since the last visit."""

from __future__ import annotations

from datetime import date, tzinfo

from textual.content import Content

from tui_app.domain.happenings import Happening
from tui_app.domain.records import Change, ChangeKind, ConversationState, GoalStatus, Subject
from tui_app.ui import words
from tui_app.ui.language import N_, _
from tui_app.ui.modals.details import what_happened
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row

COLUMNS = (Column(7), Column(12, most=20), Column(20, flex=1))
SIGNS = {
    Subject.ACTION: "·",
    Subject.GOAL: "◇",
    Subject.CONVERSATION: "≡",
    Subject.FOLLOW_UP: "↻",
    Subject.TOPIC: "…",
    Subject.REQUEST: "?",
}
_STEPS = {
    ConversationState.HELD: N_("held the conversation"),
    ConversationState.DRAFTING: N_("began the minutes"),
    ConversationState.SUBMITTED: N_("submitted the minutes"),
    ConversationState.RETURNED: N_("returned the minutes with comments"),
    ConversationState.SIGNED: N_("signed the minutes"),
    ConversationState.CANCELLED: N_("cancelled the conversation"),
}
_GOALS = {
    GoalStatus.OPEN: N_("took the goal up again"),
    GoalStatus.REACHED: N_("marked the goal as reached"),
    GoalStatus.DROPPED: N_("dropped the goal"),
}


def row(one: Happening, today: date, zone: tzinfo | None) -> Row:
    """When, who, and what was done with what."""
    day = one.change.at.astimezone(zone).date()
    cells = (
        lit(words.day(day, today), words.FAINT),
        lit(words.first_name(one.change.by_name)),
        line(one, today),
    )
    return Row(f"{one.change.subject}-{one.change.subject_id}-{one.change.id}", Line(cells, COLUMNS))


def line(one: Happening, today: date) -> Content:
    """What was done with what."""
    said = lit(f"{SIGNS[one.change.subject]} ", words.FAINT) + lit(done(one, today))
    if one.text:
        said += lit(": ", words.FAINT) + lit(one.text, "bold")
    note = one.change.note or str(one.change.after.get("note") or "")
    if one.change.subject is Subject.REQUEST and one.change.kind is ChangeKind.CREATED:
        note = str(one.change.after.get("text") or "")
    return said + lit(f"  «{note.splitlines()[0]}»" if note.strip() else "", words.FAINT)


def done(one: Happening, today: date) -> str:
    """What was done."""
    change = one.change
    created = change.kind is ChangeKind.CREATED
    if change.subject is Subject.CONVERSATION:
        return _with_conversation(change)
    if change.subject is Subject.FOLLOW_UP:
        return _("followed up")
    if change.subject is Subject.REQUEST:
        if created:
            return _("asked for a follow-up")
        if change.kind is ChangeKind.SEEN:
            return _("has seen that a follow-up is asked for")
        return _("needs no follow-up any more") if one.by_id == one.person_id else _("answered with a follow-up")
    if change.subject is Subject.TOPIC:
        return _("put on the list for next time") if created else _("talked about")
    if change.subject is Subject.GOAL:
        status = str(change.after.get("status") or "")
        if status and change.kind is ChangeKind.STATUS:
            return _(_GOALS[GoalStatus(status)])
        return _("set a goal") if created else _("changed the goal")
    return what_happened(change, today)


def _with_conversation(change: Change) -> str:
    if change.kind is ChangeKind.CREATED:
        return _("planned a conversation")
    if "leader_id" in change.after:
        return _("gave the conversation to the new leader")
    if "shows_draft" in change.after and "state" not in change.after:
        return _("showed the draft") if change.after["shows_draft"] else _("no longer shows the draft")
    state = str(change.after.get("state") or "")
    if "shared" in (state, change.before.get("state")):
        return _("shared the preparation") if state else _("no longer shares the preparation")
    return _(_STEPS[ConversationState(state)]) if state in _STEPS else _("moved or changed the conversation")

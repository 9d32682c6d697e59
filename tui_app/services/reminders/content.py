"""The content of a reminder."""

from __future__ import annotations

from datetime import datetime

from tui_app.domain.conversations.workflow import Turn, turn_in
from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.domain.reminders import REMINDER_LOOKAHEAD, ReminderContent
from tui_app.domain.team import AttentionDetail, AttentionReason
from tui_app.services.accounts import signed_in
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.conversations import conversation_view
from tui_app.services.people import team
from tui_app.services.practice import sessions
from tui_app.storage import reminders
from tui_app.storage.database import reading

TEAM_REASONS = (AttentionReason.FOLLOW_UP_REQUESTED, AttentionReason.FOLLOW_UP_DUE, AttentionReason.NO_CONVERSATION)
"""Why the reminder of a leader mentions a report."""


def collect(viewer: Viewer, now: datetime) -> ReminderContent:
    """What a person should know: due actions, minutes to write or sign, conversations, and reports to follow up."""
    today = now.date()
    with reading(viewer):
        open_actions = [one for one in actions.checklist(viewer, now, ChecklistScope.MINE) if one.is_open]
        own_conversations = conversation_view.own_conversations(viewer, now)
        team_reasons = _team_reasons(viewer, now)
        practice = _practice(viewer, now)
    waiting = [one for one in own_conversations if one.template_id is not None and _is_waiting_for(viewer, one)]
    return ReminderContent(
        overdue=tuple(one for one in open_actions if one.is_overdue(today)),
        soon=tuple(one for one in open_actions if today <= one.due <= today + REMINDER_LOOKAHEAD),
        to_write=tuple(one for one in waiting if one.pending_state not in _SUBMITTED_STATES),
        returned=tuple(one for one in waiting if one.pending_state is ConversationState.RETURNED),
        to_sign=tuple(one for one in waiting if one.pending_state is ConversationState.SUBMITTED),
        coming=tuple(
            one
            for one in own_conversations
            if one.state is ConversationState.PLANNED and today <= one.on <= today + REMINDER_LOOKAHEAD
        ),
        team=team_reasons,
        practice=practice,
    )


def _practice(viewer: Viewer, now: datetime) -> tuple[int, int] | None:
    """How often a leader has practised, in the first reminder of a month, until it is as often as planned."""
    last = reminders.get_last_reminder(viewer.id)
    if last is not None and last.day >= now.date().replace(day=1):
        return None
    if not signed_in.leads_anybody(viewer, now):
        return None
    found = sessions.overview(viewer, now)
    return (found.done, found.planned) if found.done < found.planned else None


_SUBMITTED_STATES = (ConversationState.RETURNED, ConversationState.SUBMITTED)


def _is_waiting_for(viewer: Viewer, conversation: Conversation) -> bool:
    person_of_turn = {Turn.EMPLOYEE: conversation.person_id, Turn.LEADER: conversation.leader_id}
    return person_of_turn.get(turn_in(conversation.pending_state)) == viewer.id


def _team_reasons(viewer: Viewer, now: datetime) -> tuple[tuple[str, tuple[AttentionDetail, ...]], ...]:
    if not signed_in.leads_anybody(viewer, now):
        return ()
    rows = team.overview(viewer, now, viewer.id).rows
    reasons_by_name = (
        (row.person.name, tuple(one for one in row.reasons if one.reason in TEAM_REASONS)) for row in rows
    )
    return tuple((name, reasons) for name, reasons in reasons_by_name if reasons)

"""Rows of the list beside a person's actions: requests, conversations and the follow-up log."""

from __future__ import annotations

from datetime import date

from tui_app.domain.follow_up.requests import FollowUpRequest
from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.domain.records.follow_up import FollowUp
from tui_app.text import dates, follow_up, people
from tui_app.text.conversations import labels
from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import Row

_CONVERSATION_COLUMNS = (
    ColumnSpec(10),
    ColumnSpec(12, flex=1),
    ColumnSpec(10, min_line_width=60),
    ColumnSpec(15, align_right=True),
)
_FOLLOW_UP_COLUMNS = (*_CONVERSATION_COLUMNS[:3], ColumnSpec(14, align_right=True, min_line_width=40))
_REQUEST_COLUMNS = _CONVERSATION_COLUMNS[:2]


def request_row(request: FollowUpRequest, today: date, *, mine: bool) -> Row:
    """A request for a follow-up: the date and the reason.

    Args:
        mine: True if the viewer sent the request.
    """
    cells = (
        plain(dates.short_date(request.asked_on, today), content.WARNING),
        plain(follow_up.request_text(request, mine=mine), content.WARNING),
    )
    return Row(request, ColumnLine(cells, _REQUEST_COLUMNS))


def person_conversation_row(conversation: Conversation, today: date) -> Row:
    """One conversation: its date, its title and the first line of the note, the leader, and its state."""
    title = plain(labels.conversation_title(conversation))
    if conversation.is_shown:
        title += plain("  " + _("shown to you"), content.MUTED)
    if conversation.note:
        title += plain("  " + conversation.note.split("\n")[0], content.MUTED)
    is_planned = conversation.state is ConversationState.PLANNED
    state = _(labels.CONVERSATION_STATE_LABELS[conversation.pending_state])
    cells = (
        plain(dates.short_date(conversation.on, today)),
        title,
        plain(_leader(conversation, today), content.MUTED),
        plain(state, content.ACCENT if is_planned else content.MUTED),
    )
    return Row(conversation, ColumnLine(cells, _CONVERSATION_COLUMNS))


def _leader(conversation: Conversation, today: date) -> str:
    return people.marked_name(people.first_name(conversation.leader_name), conversation.leader_end, today)


def follow_up_row(entry: FollowUp, today: date) -> Row:
    """One entry of the follow-up log: its date, the first line of the note, who, and the next date."""
    next_on = format_message(_("next $day"), day=dates.short_date(entry.next_on, today)) if entry.next_on else ""
    cells = (
        plain(dates.short_date(entry.on, today)),
        plain(entry.note.split("\n")[0] or _("reviewed the actions"), "" if entry.note else content.MUTED),
        plain(people.marked_name(people.first_name(entry.by_name), entry.by_end, today), content.MUTED),
        plain(next_on),
    )
    return Row(entry, ColumnLine(cells, _FOLLOW_UP_COLUMNS))

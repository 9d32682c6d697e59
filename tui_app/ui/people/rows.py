"""TODO-DOC."""

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

PERSON_CONVERSATION_COLUMNS = (
    ColumnSpec(10),
    ColumnSpec(12, flex=1),
    ColumnSpec(10, from_width=60),
    ColumnSpec(15, right=True),
)


def request_row(request: FollowUpRequest, today: date, *, mine: bool) -> Row:
    """A follow-up that is asked for: since when, and why."""
    cells = (
        plain(dates.short_date(request.asked_on, today), content.WARNING),
        plain(follow_up.request_text(request, mine=mine), content.WARNING),
    )
    return Row("", ColumnLine(cells, PERSON_CONVERSATION_COLUMNS[:2]))


def person_conversation_row(conversation: Conversation, today: date) -> Row:
    """One conversation on a person's page: when, what it is called and what the note begins with, where it stands."""
    kind = plain(labels.conversation_title(conversation))
    if conversation.is_shown:
        kind += plain("  " + _("shown to you"), content.MUTED)
    if conversation.note:
        kind += plain("  " + conversation.note.split("\n")[0], content.MUTED)
    planned = conversation.state is ConversationState.PLANNED
    style = content.ACCENT if planned else content.MUTED
    cells = (
        plain(dates.short_date(conversation.on, today)),
        kind,
        plain(people.first_name(conversation.leader_name), content.MUTED),
        plain(_(labels.CONVERSATION_STATE_LABELS[conversation.pending_state]), style),
    )
    return Row(f"conversation-{conversation.id}", ColumnLine(cells, PERSON_CONVERSATION_COLUMNS))


def follow_up_row(entry: FollowUp, today: date) -> Row:
    """One entry of the follow-up log: when, the note, who, when the next is due."""
    next_on = format_message(_("next $day"), day=dates.short_date(entry.next_on, today)) if entry.next_on else ""
    cells = (
        plain(dates.short_date(entry.on, today)),
        plain(entry.note.split("\n")[0] or _("reviewed the actions"), "" if entry.note else content.MUTED),
        plain(people.first_name(entry.by_name), content.MUTED),
        plain(next_on),
    )
    columns = (
        PERSON_CONVERSATION_COLUMNS[0],
        PERSON_CONVERSATION_COLUMNS[1],
        PERSON_CONVERSATION_COLUMNS[2],
        ColumnSpec(14, right=True, from_width=40),
    )
    return Row(f"followup-{entry.id}", ColumnLine(cells, columns))

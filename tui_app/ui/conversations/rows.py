"""Rows for conversations in lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui_app.domain.conversations.workflow import turn_in
from tui_app.domain.dates.arithmetic import is_weekend
from tui_app.domain.dates.day_remarks import FAR_AHEAD
from tui_app.domain.records.conversation import Conversation, ConversationState, Role
from tui_app.text.conversations import labels
from tui_app.text.dates import header_date, short_date
from tui_app.text.i18n import N_, _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.headings import HeadingLine
from tui_app.ui.widgets.record_list import Row, headings_row

if TYPE_CHECKING:
    from tui_app.domain.conversations.rounds import RoundProposal, RoundSlot

CONVERSATION_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(16),
    ColumnSpec(17, flex=2, max_width=30),
    ColumnSpec(23, flex=4, max_width=40),
    ColumnSpec(14, flex=3, max_width=40, min_line_width=90),
    ColumnSpec(18, align_right=True),
)


ROUND_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(14, flex=2, max_width=34),
    ColumnSpec(16, flex=1, max_width=24),
    ColumnSpec(20),
    ColumnSpec(5),
    ColumnSpec(8, flex=2),
)


def conversation_headings() -> ColumnLine:
    """The headings of the list of all conversations."""
    labels_shown = ("", _("When"), _("Who"), _("Conversation"), _("Place"), _("Status"))
    return HeadingLine([plain(label, content.MUTED) for label in labels_shown], CONVERSATION_COLUMNS)


def role_in(conversation: Conversation, viewer_id: int) -> Role:
    """Which of the two the viewer is."""
    return Role.EMPLOYEE if viewer_id == conversation.person_id else Role.LEADER


def conversation_list_row(conversation: Conversation, now: datetime, viewer_id: int) -> Row:
    """A conversation in the list of all: when, with whom, its title, where, and whose turn it is."""
    role = role_in(conversation, viewer_id)
    state = conversation.pending_state
    is_own_turn = conversation.template_id is not None and turn_in(state).value == role.value
    is_planned = conversation.state is ConversationState.PLANNED
    is_late = is_planned and conversation.on < now.date()
    is_over = state in (ConversationState.SIGNED, ConversationState.CANCELLED) or conversation.template_id is None
    style = content.MUTED if is_over and not is_planned else ""
    label = labels.MY_TURN_LABELS[state] if is_own_turn else labels.CONVERSATION_STATE_LABELS[state]
    if conversation.has_begun_statement:
        label = N_("statement begun")
    is_waiting = is_own_turn or conversation.has_begun_statement
    cells = (
        plain("!" if is_late or is_waiting else " ", f"bold {content.WARNING}"),
        plain(labels.conversation_time(conversation, now), content.WARNING if is_late else style),
        plain(labels.other_party_in_list(conversation, role, now.date()), style),
        plain(labels.conversation_title(conversation), style),
        plain(conversation.place, content.MUTED),
        plain(_(label), content.WARNING if is_waiting else content.MUTED if is_over else ""),
    )
    return Row(conversation, ColumnLine(cells, CONVERSATION_COLUMNS))


def round_slot_row(
    slot: RoundSlot,
    today: date,
    *,
    is_skipped: bool,
    overlapping: Sequence[str],
    needs_time: bool,
    is_day_off: bool,
    is_away: bool,
) -> Row:
    """A conversation of a round: with whom, when the last one was, day and time, and what to check.

    The value of the row is the person.

    Args:
        is_skipped: no conversation is planned with this person.
        overlapping: names of the people whose conversations are at the same time.
        needs_time: the conversations of this round have a time of day.
        is_day_off: the day is a public holiday or at a weekend.
        is_away: the person is away on the day, or has left by then.
    """
    day_style = content.WARNING if is_day_off or is_away or slot.on < today else ""
    style = content.MUTED if is_skipped else ""
    last = _("none yet")
    if slot.last:
        last = short_date(slot.last, today)
        if slot.last > today:
            last = format_message(_("planned $day"), day=last)
    if is_skipped:
        remark = plain(_("skipped"), content.MUTED)
    elif overlapping:
        remark = plain(format_message(_("also $names"), names=", ".join(overlapping)), content.WARNING)
    elif is_away:
        remark = plain(_("has left") if slot.person.has_left(slot.on) else _("away"), content.WARNING)
    else:
        remark = plain(_("no time") if needs_time and slot.at is None else "", content.WARNING)
    cells = (
        plain(" " if is_skipped else "○", content.ACCENT),
        plain(slot.person.distinct_name, style),
        plain(last, content.MUTED),
        plain(header_date(slot.on), style or day_style),
        plain(f"{slot.at:%H:%M}" if slot.at else "", style),
        remark,
    )
    return Row(slot.person, ColumnLine(cells, ROUND_COLUMNS))


def round_headings() -> Row:
    """The headings of the plan."""
    return headings_row(("", _("Name"), _("Last conversation"), _("Day"), _("Time"), ""), ROUND_COLUMNS)


def round_warning(data: RoundProposal, slots: Sequence[RoundSlot], today: date) -> str:
    """What to check before a round is planned; empty if there is nothing."""
    if any(slot.on < today for slot in slots):
        return _("Some of these days are in the past.")
    if any(slot.on - today > FAR_AHEAD for slot in slots):
        return _("Some of these days are more than two years ahead.")
    if any(slot.on in data.public_holidays for slot in slots):
        return _("Some of these days are public holidays.")
    if any(slot.person.has_left(slot.on) for slot in slots):
        return _("Some of these people have left by their day.")
    if any(map(data.is_away, slots)):
        return _("Some of these people are away on their day.")
    if data.away:
        names = ", ".join(person.name for person in data.away)
        return format_message(_("Away all these days, so not planned: $names"), names=names)
    if any(is_weekend(slot.on) for slot in slots):
        return _("Some of these days are at a weekend.")
    return ""

"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui_app.domain.records.conversation import Conversation, ConversationState
from tui_app.text import dates
from tui_app.text.conversations import labels
from tui_app.text.dates import header_date
from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import Row

if TYPE_CHECKING:
    from tui_app.domain.conversations.rounds import RoundSlot


CONVERSATION_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(16),
    ColumnSpec(17, flex=2, most=30),
    ColumnSpec(23, flex=4, most=40),
    ColumnSpec(14, flex=3, most=40, from_width=90),
    ColumnSpec(18, right=True),
)


ROUND_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(14, flex=2, most=34),
    ColumnSpec(16, flex=1, most=24),
    ColumnSpec(20),
    ColumnSpec(5),
    ColumnSpec(8, flex=2),
)


def conversation_list_row(talk: Conversation, now: datetime, me_id: int) -> Row:
    """One conversation in the list of all: when, with whom, its title, where, and where it stands for me."""
    from tui_app.domain.conversations.workflow import turn_in
    from tui_app.domain.records.conversation import Role

    role = Role.EMPLOYEE if me_id == talk.person_id else Role.LEADER
    mine = talk.template_id is not None and turn_in(talk.pending_state).value == role.value
    late = talk.state is ConversationState.PLANNED and talk.on < now.date()
    ended = talk.pending_state in (ConversationState.SIGNED, ConversationState.CANCELLED) or talk.template_id is None
    style = content.MUTED if ended and talk.state is not ConversationState.PLANNED else ""
    state = labels.MY_TURN_LABELS[talk.pending_state] if mine else labels.CONVERSATION_STATE_LABELS[talk.pending_state]
    cells = (
        plain("!" if late or mine else " ", f"bold {content.WARNING}"),
        plain(labels.conversation_time(talk, now), content.WARNING if late else style),
        plain(talk.leader_name if role is Role.EMPLOYEE else talk.person_name, style),
        plain(labels.conversation_title(talk), style),
        plain(talk.place, content.MUTED),
        plain(_(state), content.WARNING if mine else content.MUTED if ended else ""),
    )
    return Row(f"conversation-{talk.id}", ColumnLine(cells, CONVERSATION_COLUMNS))


def round_slot_row(
    slot: RoundSlot, today: date, *, left_out: bool, clashes: Sequence[str], timed: bool, day_off: bool
) -> Row:
    """One conversation of a round: with whom, when the last was, which day and time now, and what to look at."""
    odd_day = content.WARNING if day_off or slot.on < today else ""
    style = content.MUTED if left_out else ""
    last = _("none yet")
    if slot.last:
        last = format_message(
            _("last $day") if slot.last <= today else _("planned $day"), day=dates.short_date(slot.last, today)
        )
    said = plain(_("skipped"), content.MUTED)
    if not left_out:
        said = plain(_("no time") if timed and slot.at is None else "", content.WARNING)
        if clashes:
            said = plain(format_message(_("also $names"), names=", ".join(clashes)), content.WARNING)
    cells = (
        plain(" " if left_out else "○", content.ACCENT),
        plain(slot.person.name, style),
        plain(last, content.MUTED),
        plain(header_date(slot.on), style or odd_day),
        plain(f"{slot.at:%H:%M}" if slot.at else "", style),
        said,
    )
    return Row(f"person-{slot.person.id}", ColumnLine(cells, ROUND_COLUMNS))

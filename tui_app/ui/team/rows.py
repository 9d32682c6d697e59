"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from textual.content import Content

from tui_app.domain.records.action import Action
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.team import TeamRow
from tui_app.domain.text_normalization import sort_key
from tui_app.text import actions, dates, people, team
from tui_app.text.dates import days_overdue
from tui_app.text.i18n import N_, _
from tui_app.ui import content
from tui_app.ui.content import from_styled, plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.record_list import Row

TEAM_HEADINGS = ("", N_("Name"), N_("Why"), N_("Last held"), N_("Minutes"), N_("Actions"), "", N_("Next"))


_UNSIGNED_MINUTES = (
    ConversationState.SUBMITTED,
    ConversationState.RETURNED,
    ConversationState.DRAFTING,
    ConversationState.HELD,
    ConversationState.SIGNED,
    None,
)
"""Where the minutes may stand: what waits for the leader first, then what waits for the employee."""


SORT_ORDERS: tuple[tuple[int, Callable[[TeamRow], Any] | None], ...] = (
    # column that carries the arrow, and its key; the first keeps attention first
    (2, None),
    (1, lambda row: sort_key(row.person.name)),
    (3, lambda row: row.facts.last_conversation or date.min),
    (4, lambda row: _UNSIGNED_MINUTES.index(row.facts.minutes_state)),
    (5, lambda row: -row.counts.remaining),
    (7, lambda row: row.facts.next_due or date.max),
)


TEAM_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(14, flex=3, most=30),
    ColumnSpec(18, flex=4, most=60),
    ColumnSpec(9, flex=1, most=11),
    ColumnSpec(15, from_width=94),
    ColumnSpec(team.PROGRESS_BAR_WIDTH),
    ColumnSpec(5, right=True),
    ColumnSpec(8, flex=1, most=11, right=True),
)


PANEL_COLUMNS = (ColumnSpec(1), ColumnSpec(10, flex=1), ColumnSpec(6), ColumnSpec(8, right=True))


def team_row(row: TeamRow, today: date, *, mine: bool = True) -> Row:
    """One report on the Team screen; `mine` says whether it is the reader's own team."""
    facts = row.facts
    name = plain(row.person.name, "bold" if row.reasons else "")
    if facts.reports:
        name += plain(f" ▾{facts.reports}", content.MUTED)
    total = f"{row.counts.done}/{row.counts.total}" if row.counts.total else ""
    cells = (
        from_styled(team.attention_sign(row.reasons)),
        name,
        from_styled(team.reasons_text(row.reasons, mine=mine))
        if row.reasons or not facts.away_until
        else plain(team.away_text(facts.away_until, today), content.MUTED),
        plain(dates.short_date_or(facts.last_conversation, today, _("none"))),
        from_styled(team.minutes_state_label(facts.minutes_state, mine=mine)),
        from_styled(team.progress_bar(row.counts)),
        plain(total),
        _next_follow_up(row, today),
    )
    return Row(f"person-{row.person.id}", ColumnLine(cells, TEAM_COLUMNS))


def _next_follow_up(row: TeamRow, today: date) -> Content:
    due = row.facts.next_due
    if due is None:
        return plain("–", content.MUTED)
    if due < today:
        return plain(days_overdue(due, today), content.ERROR)
    return plain(dates.short_date(due, today, ahead=True))


def panel_action_line(action: Action, today: date) -> ColumnLine:
    """One action in the Team screen's side panel."""
    cells = (
        from_styled(actions.status_sign(action, today)),
        plain(action.text),
        plain(people.first_name(action.responsible_name), content.MUTED),
        from_styled(actions.action_date(action, today)),
    )
    return ColumnLine(cells, PANEL_COLUMNS)

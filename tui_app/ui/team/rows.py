"""The rows of the team, and how they are sorted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct
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
from tui_app.ui.widgets.columns import REPORTS_SIGN, ColumnLine, ColumnSpec
from tui_app.ui.widgets.headings import HeadingLine, sorted_heading
from tui_app.ui.widgets.record_list import Row

BORROWED_SIGN = "» "
"""Before the name of somebody whom the viewer leads as a stand-in, and before the line that says for whom."""
TEAM_HEADINGS = ("", N_("Name"), N_("Why"), N_("Last conversation"), N_("Minutes"), N_("Actions"), "", N_("Next due"))
SHORT_HEADINGS = {3: N_("Last talk"), 7: N_("Due")}
"""Headings by column where names and reasons need the room."""
_MINUTES_STATES = (
    ConversationState.SUBMITTED,
    ConversationState.RETURNED,
    ConversationState.DRAFTING,
    ConversationState.HELD,
    ConversationState.SIGNED,
    None,
)
"""States of the minutes in sort order: first those that wait for the leader, then those that wait for the employee."""


class SortOrder(Struct, frozen=True):
    """One way to sort the team.

    Attributes:
        column: index of the column that is marked.
        key: the sort key of a row; None to leave those who need attention first.
    """

    column: int
    key: Callable[[TeamRow], Any] | None = None


SORT_ORDERS = (
    SortOrder(2),
    SortOrder(1, lambda row: sort_key(row.person.name)),
    SortOrder(3, lambda row: row.facts.last_conversation or date.min),
    SortOrder(4, lambda row: _MINUTES_STATES.index(row.facts.minutes_state)),
    SortOrder(5, lambda row: -row.counts.remaining),
    SortOrder(7, lambda row: row.facts.next_due or date.max),
)
TEAM_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(14, flex=12, max_width=21),  # a usual name is whole, before the reasons are
    ColumnSpec(12, flex=1, max_width=60),
    ColumnSpec(10),
    ColumnSpec(15, min_line_width=94),
    ColumnSpec(team.PROGRESS_BAR_WIDTH),
    ColumnSpec(5, align_right=True),
    ColumnSpec(8, align_right=True),
)
PANEL_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(10, flex=3),
    ColumnSpec(6, flex=1, max_width=18),
    ColumnSpec(8, align_right=True),
)


def headings(order: SortOrder) -> ColumnLine:
    """The headings of the columns; an arrow marks the one by which the team is sorted."""
    cells, short = (
        [
            sorted_heading(_(heading) if heading else "", is_sorted=column == order.column)
            for column, heading in enumerate(headings)
        ]
        for headings in (TEAM_HEADINGS, [SHORT_HEADINGS.get(index, one) for index, one in enumerate(TEAM_HEADINGS)])
    )
    return HeadingLine(cells, TEAM_COLUMNS, short=short)


def team_row(row: TeamRow, today: date, *, mine: bool = True, viewer_id: int = 0) -> Row:
    """One report.

    Args:
        mine: True if the viewer is the report's leader.
        viewer_id: the viewer, who may stand in for the report's leader; 0 for a team that is not theirs.
    """
    facts = row.facts
    name = plain(row.person.name, "bold" if row.reasons else "")
    if mark := row.person.namesake_mark:  # in front, where a narrow column cuts nothing off
        name = plain(f"{mark} ", content.MUTED) + name
    if facts.reports:
        name += plain(f" {REPORTS_SIGN}{facts.reports}", content.MUTED)
    if team.borrowed_text(row, viewer_id):
        name = plain(BORROWED_SIGN, content.WARNING) + name
    if row.reasons or not facts.away_until:
        why = from_styled(team.reasons_text(row.reasons, mine=mine))
    else:
        why = plain(team.away_text(facts.away_until, today), content.MUTED)
    cells = (
        from_styled(team.attention_sign(row.reasons)),
        name,
        why,
        plain(dates.short_date_or(facts.last_conversation, today, _("none"))),
        from_styled(team.minutes_state_label(facts.minutes_state, mine=mine)),
        from_styled(team.progress_bar(row.counts)),
        plain(f"{row.counts.done}/{row.counts.total}" if row.counts.total else ""),
        _next_due(row, today),
    )
    return Row(row, ColumnLine(cells, TEAM_COLUMNS), identity=row.person.id)


def _next_due(row: TeamRow, today: date) -> Content:
    due = row.facts.next_due
    if due is None:
        return plain("–", content.MUTED)
    if due < today:
        return plain(days_overdue(due, today), content.ERROR)
    return plain(dates.short_date(due, today, ahead=True))


def panel_action_line(action: Action, today: date) -> ColumnLine:
    """One action in the panel beside the team."""
    doer = people.first_name_with_status(action.responsible_name, action.responsible_end, today)
    cells = (
        from_styled(actions.status_sign(action, today)),
        plain(action.text),
        plain(f"→ {doer}" if action.responsible_id != action.person_id else "", content.MUTED),
        from_styled(actions.action_date(action, today)),
    )
    return ColumnLine(cells, PANEL_COLUMNS, wrapped=1)

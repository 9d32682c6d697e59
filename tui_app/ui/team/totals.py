"""The line below the team: how many actions there are, and how many were done in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from tui_app.text import team
from tui_app.text.i18n import _, format_message
from tui_app.text.tables import sparkline
from tui_app.ui import content
from tui_app.ui.content import concat, plain

if TYPE_CHECKING:
    from tui_app.domain.team import TeamOverview


class TeamTotals(Widget):
    """Totals to the left; the trend to the right, where there is room for it."""

    _overview: TeamOverview | None = None

    def show(self, overview: TeamOverview) -> None:
        """Show the totals of a team."""
        self._overview = overview
        self.refresh()

    def render(self) -> Content:
        """Return the line."""
        overview = self._overview
        if overview is None:
            return plain("")
        totals = plain(" " + team.action_totals(overview.counts))
        percent = overview.in_time_percent
        if percent is None:
            return totals
        trend = sparkline([month.in_time / month.due if month.due else None for month in overview.trend])
        in_time = format_message(_("done on time $percent%"), percent=percent)
        right = concat(in_time, "  ", plain(trend, content.SUCCESS), " ")
        gap = self.size.width - totals.cell_length - right.cell_length
        return totals + plain(" " * gap) + right if gap > 0 else totals

"""The panel beside the team: why one report needs attention, and their open actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.visual import Visual
from textual.widgets import Static

from tui_app.text import actions, people, team
from tui_app.text.i18n import _
from tui_app.ui import content
from tui_app.ui.content import from_styled, plain
from tui_app.ui.context import HasContext
from tui_app.ui.team.rows import panel_action_line
from tui_app.ui.widgets.columns import StackedLines, TextLine
from tui_app.ui.widgets.headings import align_lines

if TYPE_CHECKING:
    from tui_app.domain.records.action import Action
    from tui_app.domain.team import TeamOverview, TeamRow

PANEL_MIN_WIDTH = 110
"""The narrowest screen, in cells, that has room for the panel."""
MAX_PANEL_ACTIONS = 5
"""Most actions shown of one group; the heading says how many there are."""


class TeamPanel(HasContext, Static):
    """Shows one report. Hidden on a narrow screen and beside an empty team."""

    def show(self, overview: TeamOverview | None, row: TeamRow | None, *, is_own_team: bool) -> None:
        """Show a report.

        Args:
            overview: the team; None before it is read.
            row: the report; None to leave the panel as it is.
            is_own_team: True if the viewer leads the team.
        """
        self.display = self.screen.size.width >= PANEL_MIN_WIDTH and overview is not None and bool(overview.rows)
        if self.display and overview is not None and row is not None:
            borrowed = team.borrowed_text(row, self.ctx.me.id) if is_own_team else ""
            self.border_title = plain(" ".join(filter(None, (row.person.distinct_name, borrowed))))
            lines = [*self._lines(overview, row, is_own_team)]
            align_lines(lines)
            self.update(StackedLines(lines), layout=False)

    def _lines(self, overview: TeamOverview, row: TeamRow, is_own_team: bool) -> Iterator[Visual]:
        about = people.title_and_unit(row.person)
        if about:
            yield TextLine(plain(about, content.MUTED))
        for reason in row.reasons:
            yield TextLine(from_styled(team.reasons_text((reason,), mine=is_own_team)))
        if about or row.reasons:
            yield TextLine(plain(""))
        if overview.figures_only:
            yield TextLine(plain(team.action_totals(row.counts)))
        if waiting := overview.unacknowledged.get(row.person.id, ()):
            heading = plain(_("Done, awaiting your response"), f"bold {content.WARNING}")
            yield TextLine(heading + plain(f" {len(waiting)}  y", content.MUTED))
            yield from self._action_lines(waiting)
        open_actions = overview.open_actions.get(row.person.id, ())
        for group, grouped in actions.group_by_urgency(open_actions, self.ctx.today).items():
            yield TextLine(from_styled(actions.group_heading(group, len(grouped))))
            yield from self._action_lines(grouped)

    def _action_lines(self, chosen: Sequence[Action]) -> Iterator[Visual]:
        for action in chosen[:MAX_PANEL_ACTIONS]:
            yield panel_action_line(action, self.ctx.today)
        yield TextLine(plain(""))

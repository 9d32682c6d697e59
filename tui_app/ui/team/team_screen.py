"""The Team screen, a leader's first screen: the reports, those who need attention first, and why."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize

from tui_app.domain import access
from tui_app.domain.records.person import Person
from tui_app.domain.team import TeamOverview, TeamRow
from tui_app.services.people import team
from tui_app.ui import keys
from tui_app.ui.messages import (
    AcknowledgeAll,
    EditTeamMember,
    FollowUpTeam,
    NewAction,
    NewCode,
    OpenFollowUpSession,
    OpenPerson,
    OpenSchedule,
    PlanConversation,
)
from tui_app.ui.team.demo_line import DemoLine
from tui_app.ui.team.offer import TeamOffer
from tui_app.ui.team.panel import TeamPanel
from tui_app.ui.team.people_keys import PeopleKeys
from tui_app.ui.team.team_table import TeamTable
from tui_app.ui.team.totals import TeamTotals
from tui_app.ui.widgets.answered_requests import notify_answered
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.next_step import NextStepLine
from tui_app.ui.widgets.record_list import RecordList

OWN_TEAM_ROW_ACTIONS = frozenset({"new_action", "new_conversation", "follow_up", "edit_person"})
"""Actions on a report of the viewer's own team."""
TEAM_ACTIONS = frozenset({"follow_up_team", "schedule", "only_overdue", "filter", "sort", "new_codes"})
"""Actions that need at least one report."""
OWN_TEAM_ACTIONS = frozenset({"follow_up_team", "schedule", "new_person", "new_codes", "import_people"})
"""Actions that are not for the teams below the viewer's own."""


class TeamScreen(PeopleKeys, DataScreen[TeamOverview]):
    """The viewer's own team, or the team of one of the leaders below them.

    Args:
        leader: the leader of the team; None for the viewer.
    """

    BINDINGS = keys.TEAM
    needs_later_css = False

    def __init__(self, leader: Person | None = None) -> None:
        super().__init__()
        self._leader = leader
        self._asking: dict[int, Person] = {}

    def compose_body(self) -> ComposeResult:
        """Yield what waits, the table, the panel beside it and the totals below."""
        line = None
        if self._leader is None:
            if self.ctx.setup.is_demo:
                yield DemoLine()
            line = NextStepLine(follow_up="follow_up_team", follow_up_key="follow-up-all")
            yield line
        with Horizontal(id="team"):
            yield TeamTable(self._leader)
            yield TeamPanel(id="team-panel", classes="box")
        yield TeamOffer(line)
        yield TeamTotals(id="team-sums")

    async def fetch(self) -> TeamOverview:
        """Read the team."""
        return await self.ctx.call(team.overview, self._leader.id if self._leader else self.ctx.me.id)

    def show(self, data: TeamOverview) -> None:
        """Show the team, and say who answered a request that is gone."""
        asking = {row.person.id: row.person for row in data.rows if row.facts.asked_on}
        here = {row.person.id for row in data.rows}
        for person_id in (self._asking.keys() - asking.keys()) & here:
            self.ctx.spawn(notify_answered(self.ctx, self._asking[person_id]))
        self._asking = asking
        self.query_one(TeamTable).show(data)
        self.query_one(TeamTotals).show(data)
        for line in self.query(NextStepLine):
            line.note_overdue(data.counts.overdue)
        self._show_panel()
        self.refresh_bindings()

    @property
    def _selected(self) -> TeamRow | None:
        return self.query_one(TeamTable).selected

    @on(Resize)
    def _show_panel(self) -> None:
        self.query_one(TeamPanel).show(self.shown, self._selected, is_own_team=self._leader is None)

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self._show_panel()
        row = self._selected
        has_news = self.shown is not None and self.shown.has_unacknowledged(row)
        self.refresh_bindings_for((row is None, bool(row and row.facts.reports), has_news))

    @on(RecordList.Opened)
    def _row_opened(self) -> None:
        if row := self._selected:
            self.ctx.open(OpenPerson(row.person.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that do nothing for this team and the report under the cursor."""
        is_own_team = self._leader is None
        has_reports = self.shown is not None and bool(self.shown.rows)
        if (
            not self.allows_files(action)
            or (action in TEAM_ACTIONS and not has_reports)
            or (action in OWN_TEAM_ACTIONS and not is_own_team)
        ):
            return False
        row = self._selected
        if action in OWN_TEAM_ROW_ACTIONS:
            return row is not None and is_own_team
        if action == "acknowledge_all":
            return self.shown is not None and self.shown.has_unacknowledged(row)
        if action == "practise":
            return bool(self.query_one(TeamOffer).display)
        if action == "new_code":
            return row is not None and access.may_create_code(self.ctx.me, row.person)
        if action == "new_person":
            return has_reports or self.ctx.me.is_administrator
        if action == "import_people":
            return self.ctx.me.is_administrator
        if action == "open_their_team":
            return row is not None and bool(row.facts.reports)
        if action == "back":
            return not is_own_team or self.query_one(TeamTable).is_narrowed
        return super().check_action(action, parameters)

    def action_only_overdue(self) -> None:
        """Show only those with overdue actions, or everyone again."""
        self.query_one(TeamTable).toggle_overdue_only()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.query_one(TeamTable).sort_by_next()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(TeamTable).open_filter()

    def action_open_their_team(self) -> None:
        """Open the team that the selected person leads."""
        if (row := self._selected) and row.facts.reports:
            self.ctx.show(TeamScreen(row.person))

    def action_back(self) -> None:
        """Show everyone again, or go back to the team above."""
        table = self.query_one(TeamTable)
        if table.is_narrowed:
            table.show_everyone()
        else:
            super().action_back()

    def action_new_action(self) -> None:
        """Agree on an action with the selected person."""
        if row := self._selected:
            self.ctx.open(NewAction(row.person))

    def action_new_conversation(self) -> None:
        """Plan a conversation with the selected person."""
        if row := self._selected:
            self.ctx.open(PlanConversation(row.person))

    def action_follow_up(self) -> None:
        """Go through the open actions of the selected person."""
        if row := self._selected:
            self.ctx.open(OpenFollowUpSession(row.person.id))

    def action_acknowledge_all(self) -> None:
        """Acknowledge what the selected person has done."""
        if self.shown is not None and (row := self._selected) and self.shown.has_unacknowledged(row):
            self.ctx.open(AcknowledgeAll(row.person))

    def action_practise(self) -> None:
        """Warm up for the next conversation."""
        self.query_one(TeamOffer).take()

    def action_follow_up_team(self) -> None:
        """Go through everyone's open actions, the most urgent first."""
        self.ctx.open(FollowUpTeam())

    def action_edit_person(self) -> None:
        """Edit the name, title or dates of the selected person."""
        if row := self._selected:
            self.ctx.open(EditTeamMember(row.person))

    def action_new_code(self) -> None:
        """Make a one-time code for the selected person."""
        if row := self._selected:
            self.ctx.open(NewCode(row.person))

    def action_schedule(self) -> None:
        """Open the team's follow-up schedule."""
        self.ctx.open(OpenSchedule())

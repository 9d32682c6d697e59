"""Team, the leader's home: one row per report, those who need attention first, with the reason in words."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tui_app.domain import access
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person
from tui_app.domain.team import TeamOverview, TeamRow
from tui_app.domain.text_normalization import folded
from tui_app.services.people import team as service
from tui_app.text import actions as words
from tui_app.text import figures, people, team
from tui_app.text.i18n import _, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import concat, plain
from tui_app.ui.team.panel import MAX_PANEL_ACTIONS, PANEL_MIN_WIDTH
from tui_app.ui.team.rows import SORT_ORDERS, TEAM_COLUMNS, TEAM_HEADINGS, panel_action_line, team_row
from tui_app.ui.widgets.columns import ColumnLine, StackedLines, TextLine
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.record_list import RecordList, selected_id

ROW_ACTIONS = frozenset({"follow_up_team", "rhythm", "only_overdue", "filter", "sort"})
"""What means nothing while there is nobody in the team."""


class TeamScreen(DataScreen[TeamOverview]):
    """The team of the signed-in leader, or one below it."""

    BINDINGS = keys.TEAM

    def __init__(self, leader: Person | None = None) -> None:
        super().__init__()
        self._leader = leader
        self._sort = 0
        self._overdue_only = False

    def body(self) -> ComposeResult:
        """Table and side panel, sums below."""
        with Horizontal(id="team"):
            with Vertical(id="team-table", classes="box"):
                yield Static(id="team-heads")
                yield FilterLine()
                yield Static(id="team-empty")
                yield RecordList(id="team-rows")
            yield Static(id="team-panel", classes="box")
        yield Static(id="team-sums")

    def on_mount(self) -> None:
        """The cursor stands on the first who needs something."""
        self.query_one(FilterLine).hide()
        self.query_one(RecordList).focus()

    async def fetch(self) -> TeamOverview:
        """The overview of this team."""
        leader_id = self._leader.id if self._leader else self.samtale.me.id
        return await self.samtale.ask(service.overview, leader_id)

    def show(self, data: TeamOverview) -> None:
        """Rows, headings, sums; the panel follows the cursor."""
        today = self.samtale.today
        rows = self._rows(data)
        listed = self.query_one(RecordList)
        listed.fill(team_row(row, today, mine=self._leader is None) for row in rows)
        self.query_one("#team-table").border_title = self._title(data)
        self.query_one("#team-table").border_subtitle = plain(team.stand_in_summary(data, today) or self._calm(data))
        self.query_one("#team-heads", Static).update(self._heads())
        self.query_one("#team-heads").display = bool(data.rows)
        empty = self.query_one("#team-empty", Static)
        empty.display = not rows
        if not rows:
            empty.update(self._when_empty(data))
        self.query_one("#team-sums", Static).update(self._sums(data))
        self._show_panel()
        self.refresh_bindings()

    def _rows(self, data: TeamOverview) -> list[TeamRow]:
        wanted = folded(self.query_one(FilterLine).text).split()
        rows = [
            row
            for row in data.rows
            if (row.counts.overdue or not self._overdue_only)
            and all(word in folded(f"{row.person.name} {row.person.title} {row.person.unit}") for word in wanted)
        ]
        key = SORT_ORDERS[self._sort][1]
        return sorted(rows, key=key) if key else rows

    def _title(self, data: TeamOverview) -> Content:
        name = format_message(_("$leader's team"), leader=data.leader.name) if self._leader else _("My team")
        title = concat(name, f" ({len(data.rows)})")
        if self._overdue_only:
            title += plain(" · " + _("overdue only"), content.ERROR)
        if data.figures_only:
            title += plain(" · " + _("figures only"), content.MUTED)
        return title

    def _heads(self) -> ColumnLine:
        arrow = SORT_ORDERS[self._sort][0]
        return ColumnLine(
            [
                plain((_(head) if head else "") + (" ▾" if place == arrow else ""), content.MUTED)
                for place, head in enumerate(TEAM_HEADINGS)
            ],
            TEAM_COLUMNS,
        )

    def _when_empty(self, data: TeamOverview) -> Content:
        if data.rows and self._overdue_only:
            return plain(_("Nothing is overdue. Press o to see everyone."))
        if data.rows:
            return plain(_("No matches. Press esc to see everyone."))
        if self._leader:
            return plain(_("This team is empty. Press esc to go back."))
        nobody, own = _("Your team is empty."), _("Press 4 for your own page, 2 for your own actions.")
        return plain(f"{nobody}\n\n{self._how_to_add()}\n{own}")

    def _how_to_add(self) -> str:
        if not self.samtale.me.is_administrator:
            return _("An administrator decides who leads whom.")
        if not self.reaches_files("import_people"):
            return _("Press p to add a person.")
        return _("Press p to add a person, or i to import your staff list.")

    def _calm(self, data: TeamOverview) -> str:
        if not data.is_large:
            return ""
        return format_message(
            _("$count is too many for one leader to follow up. Can anyone help?"), count=len(data.rows)
        )

    def _sums(self, data: TeamOverview) -> Content:
        left = plain(" " + team.action_totals(data.counts))
        percent = data.in_time_percent
        if percent is None:
            return left
        line = figures.sparkline([month.in_time / month.due if month.due else None for month in data.trend])
        right = concat(
            format_message(_("done on time $percent%"), percent=percent), "  ", plain(line, content.SUCCESS), " "
        )
        gap = self.size.width - left.cell_length - right.cell_length
        return left + plain(" " * gap) + right if gap > 0 else left

    def _show_panel(self) -> None:
        panel = self.query_one("#team-panel", Static)
        row = self._current()
        panel.display = self.size.width >= PANEL_MIN_WIDTH and bool(self.shown and self.shown.rows)
        if not (panel.display and row and self.shown):
            return
        today = self.samtale.today
        panel.border_title = plain(row.person.name)
        lines: list[Any] = []
        if about := people.title_and_unit(row.person):
            lines += [TextLine(plain(about, content.MUTED))]
        mine = self._leader is None
        lines += [TextLine(plain(team.reason_text(because, mine=mine), content.WARNING)) for because in row.reasons]
        lines += [TextLine(plain(""))] if lines else []
        if self.shown.figures_only:
            lines.append(TextLine(plain(team.action_totals(row.counts))))
        if waiting := self._waiting():
            said = plain(_("Done, awaiting your response"), f"bold {content.WARNING}") + plain(
                f" {len(waiting)}  y", content.MUTED
            )
            lines.append(TextLine(said))
            lines += [panel_action_line(action, today) for action in waiting[:MAX_PANEL_ACTIONS]]
            lines.append(TextLine(plain("")))
        for group, actions in words.group_by_urgency(self.shown.open_actions.get(row.person.id, ()), today).items():
            lines.append(TextLine(words.group_heading(group, len(actions))))
            lines += [panel_action_line(action, today) for action in actions[:MAX_PANEL_ACTIONS]]
            lines.append(TextLine(plain("")))
        panel.update(StackedLines(lines), layout=False)

    def _waiting(self) -> tuple[Action, ...]:
        """What the person under the cursor has done, and nobody has answered."""
        row = self._current()
        return self.shown.unanswered.get(row.person.id, ()) if row and self.shown else ()

    def _current(self) -> TeamRow | None:
        person_id = selected_id(self.query_one(RecordList))
        rows = self.shown.rows if self.shown else ()
        return next((row for row in rows if row.person.id == person_id), None)

    @on(RecordList.Moved)
    def _follow_cursor(self) -> None:
        self._show_panel()
        row = self._current()
        self.keys_depend_on((row is None, bool(row and row.facts.reports), bool(self._waiting())))

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_open()

    @on(FilterLine.Changed)
    def _filtered(self) -> None:
        self.show_again()

    def on_resize(self, event: Resize) -> None:
        """More room or less: the panel comes or goes."""
        if self.shown is not None:
            self.query_one("#team-sums", Static).update(self._sums(self.shown))
            self._show_panel()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about people rest while there are none, or none under the cursor; a team below is figures only."""
        if not self.reaches_files(action) or (action in ROW_ACTIONS and not self._has_people()):
            return False
        below = self._leader is not None
        if action in ("open", "new_action", "new_conversation", "follow_up", "edit_person"):
            return self._current() is not None and not below
        if action in ("rhythm", "follow_up_team"):
            return not below
        if action == "acknowledge_all":
            return bool(self._waiting())
        if action == "new_code":
            row = self._current()
            return row is not None and access.may_create_code(self.samtale.me, row.person)
        if action in ("new_person", "import_people"):
            leads = action == "new_person" and self._has_people()
            return not below and (leads or self.samtale.me.is_administrator)
        if action == "step_down":
            row = self._current()
            return bool(row and row.facts.reports)
        if action == "back":
            return below or self.query_one(FilterLine).is_open or self._overdue_only
        return super().check_action(action, parameters)

    def _has_people(self) -> bool:
        return bool(self.shown and self.shown.rows)

    def action_open(self) -> None:
        """The page of the person under the cursor."""
        if row := self._current():
            self.samtale.open_person(row.person.id)

    def action_only_overdue(self) -> None:
        """Only those with something overdue, or everybody again."""
        self._overdue_only = not self._overdue_only
        self.show_again()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._sort = (self._sort + 1) % len(SORT_ORDERS)
        self.show_again()

    def action_filter(self) -> None:
        """Type a few letters to see only some."""
        self.query_one(FilterLine).open()

    def action_step_down(self) -> None:
        """The team that this person leads."""
        if (row := self._current()) and row.facts.reports:
            self.app.push_screen(TeamScreen(row.person))

    def action_back(self) -> None:
        """Everybody again; from a team below, back up."""
        filter_line = self.query_one(FilterLine)
        if filter_line.is_open or self._overdue_only:
            self._overdue_only = False
            filter_line.hide()
            self.query_one(RecordList).focus()
            self.show_again()
        else:
            super().action_back()

    def action_new_action(self) -> None:
        """Agree an action with the person under the cursor."""
        if row := self._current():
            self.samtale.flow(self.samtale.doing.new_action(row.person))

    def action_new_conversation(self) -> None:
        """Plan a conversation with the person under the cursor."""
        if row := self._current():
            self.samtale.flow(self.samtale.planning.plan(row.person))

    def action_follow_up(self) -> None:
        """Walk through the open actions of the person under the cursor."""
        if row := self._current():
            self.samtale.open_walk(row.person.id)

    def action_acknowledge_all(self) -> None:
        """What the person under the cursor has done is seen."""
        if (row := self._current()) and self._waiting():
            self.samtale.flow(self.samtale.answering.acknowledge_all(row.person))

    def action_follow_up_team(self) -> None:
        """Walk through everybody's open actions, in the order of need."""
        self.samtale.open_team_walk()

    def action_new_person(self) -> None:
        """Add somebody to the team."""
        self.samtale.flow(self.samtale.doing.new_person())

    def action_edit_person(self) -> None:
        """Change name, title or dates of the person under the cursor."""
        if row := self._current():
            self.samtale.flow(self.samtale.doing.edit_person(row.person))

    def action_new_code(self) -> None:
        """Make a one-time code for the person under the cursor."""
        if row := self._current():
            self.samtale.flow(self.samtale.managing.new_code(row.person))

    def action_import_people(self) -> None:
        """Read a staff list."""
        from tui_app.ui.people.staff_import_screen import StaffImportScreen

        self.app.push_screen(StaffImportScreen())

    def action_rhythm(self) -> None:
        """How often the team is followed up."""
        self.samtale.open_rhythm()

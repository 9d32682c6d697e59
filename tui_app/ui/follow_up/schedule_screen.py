"""Schedules: how often the team and each person in it are followed up, and when they are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_app.domain.follow_up.schedule import Pause
from tui_app.services.follow_up import schedule
from tui_app.services.follow_up.due_dates import PersonSchedule
from tui_app.services.follow_up.schedule import TeamSchedule
from tui_app.text.follow_up import conversation_interval_text, interval_text, next_follow_up_text, pause_text
from tui_app.text.i18n import _, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.follow_up import schedule_flows
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, headings_row

SCHEDULE_COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(18, flex=2, max_width=34),
    ColumnSpec(20, flex=2),
    ColumnSpec(26, align_right=True),
)
TEAM_SCHEDULE_COLUMNS = (ColumnSpec(1), ColumnSpec(18, flex=1, max_width=34), ColumnSpec(50, flex=4))
PAUSE_COLUMNS = (ColumnSpec(1), ColumnSpec(30, flex=1))


class FollowUpScheduleScreen(DataScreen[tuple[TeamSchedule, ...]]):
    """The schedules of the viewer's own team, and of the teams they cover for.

    Args:
        person_id: the person to move the cursor to; 0 for the team.
    """

    BINDINGS = keys.FOLLOW_UP_SCHEDULE

    def __init__(self, person_id: int = 0) -> None:
        super().__init__()
        self._person_id = person_id

    def compose_body(self) -> ComposeResult:
        """Yield the list."""
        with Vertical(id="schedule", classes="box") as box:
            box.border_title = plain(_("Schedule"))
            yield Static(id="schedule-text")
            yield RecordList(id="schedule-rows")

    def on_mount(self) -> None:
        """Focus the list."""
        self.query_one(RecordList).focus()

    async def fetch(self) -> tuple[TeamSchedule, ...]:
        """Read the schedules."""
        return await self.ctx.call(schedule.team_schedules)

    def show(self, data: tuple[TeamSchedule, ...]) -> None:
        """Show each team's schedule, and below it the people with their pauses."""
        self.query_one("#schedule").border_title = plain(_("Schedule"))
        about = _("✎ date agreed at a follow-up; it overrides the schedule. Public holidays and weekends are skipped.")
        self.query_one("#schedule-text", Static).update(plain(about))
        listed = self.query_one(RecordList)
        listed.fill(row for team in data for row in self._rows(team))
        if self._person_id:
            listed.go_to((PersonSchedule, self._person_id))
            self._person_id = 0
        self.refresh_bindings()

    def _rows(self, team: TeamSchedule) -> Iterator[Row]:
        is_own_team = team.leader.id == self.ctx.me.id
        name = _("The whole team") if is_own_team else format_message(_("$leader's team"), leader=team.leader.name)
        intervals = f"{interval_text(team.schedule)} · {conversation_interval_text(team.schedule)}"
        cells = (plain("◆", content.ACCENT), plain(name, "bold"), plain(intervals))
        yield Row(team, ColumnLine(cells, TEAM_SCHEDULE_COLUMNS), identity=(TeamSchedule, team.leader.id))
        yield from self._pause_rows(team.pauses)
        if team.people:
            labels = ("", _("Name"), _("Schedule"), _("Next follow-up"))
            yield headings_row(labels, SCHEDULE_COLUMNS)
        for person_schedule in team.people:
            yield self._person_row(person_schedule)
            yield from self._pause_rows(pause for pause in person_schedule.pauses if not pause.is_team)

    def _person_row(self, current: PersonSchedule) -> Row:
        today = self.ctx.today
        is_due = current.due_on is not None and current.due_on <= today
        if current.is_individual:
            interval = plain(interval_text(current.schedule))
        else:
            interval = plain(_("same as the team"), content.MUTED)
        next_style = content.MUTED if current.due_on is None else content.WARNING if is_due else ""
        next_text = plain(next_follow_up_text(current, today, below_heading=True), next_style)
        cells = (
            plain("·" if is_due else " ", f"bold {content.WARNING}"),
            plain(current.person.distinct_name),
            interval,
            plain("✎ ", content.MUTED) + next_text if current.is_manual else next_text,
        )
        return Row(current, ColumnLine(cells, SCHEDULE_COLUMNS), identity=(PersonSchedule, current.person.id))

    def _pause_rows(self, pauses: Iterable[Pause]) -> Iterator[Row]:
        today = self.ctx.today
        for pause in pauses:
            if pause.last >= today:
                cells = (plain(""), plain("  ⏸ " + pause_text(pause, today), content.MUTED))
                yield Row(pause, ColumnLine(cells, PAUSE_COLUMNS))

    @property
    def _selected(self) -> object:
        return self.query_one(RecordList).value

    @property
    def about_id(self) -> int:
        """The id of the person under the cursor; 0 for another row."""
        return self._selected.person.id if isinstance(self._selected, PersonSchedule) else 0

    @property
    def _can_remove(self) -> bool:
        """True if the row under the cursor is a pause or a person's own schedule."""
        selected = self._selected
        return isinstance(selected, Pause) or (isinstance(selected, PersonSchedule) and selected.is_individual)

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.refresh_bindings_for((type(self._selected), self._can_remove))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that do nothing for the row under the cursor."""
        if action in ("edit", "pause"):
            return not isinstance(self._selected, Pause)
        if action == "remove":
            return self._can_remove
        return super().check_action(action, parameters)

    @on(RecordList.Opened)
    def action_edit(self) -> None:
        """Edit the schedule of the team or the person."""
        match self._selected:
            case TeamSchedule() as team:
                self.ctx.spawn(schedule_flows.edit_team_schedule(self.ctx, team))
            case PersonSchedule() as current:
                self.ctx.spawn(schedule_flows.edit_person_schedule(self.ctx, current))

    def action_pause(self) -> None:
        """Add a pause for the team or the person."""
        match self._selected:
            case TeamSchedule() as team:
                self.ctx.spawn(schedule_flows.add_pause(self.ctx, team.leader, is_team=True))
            case PersonSchedule() as current:
                self.ctx.spawn(schedule_flows.add_pause(self.ctx, current.person, is_team=False))

    def action_remove(self) -> None:
        """Remove the pause, or reset the person's schedule to that of the team."""
        match self._selected:
            case Pause() as pause:
                self.ctx.spawn(schedule_flows.remove_pause(self.ctx, pause))
            case PersonSchedule(is_individual=True) as current:
                self.ctx.spawn(schedule_flows.reset_to_team_schedule(self.ctx, current))

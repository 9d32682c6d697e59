"""Rhythm: how often the team is followed up, who otherwise, and when not."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain.follow_up.schedule import Pause
from tui_app.services.follow_up import schedule
from tui_app.services.follow_up.schedule import PersonSchedule, TeamSchedule
from tui_app.text import follow_up
from tui_app.text.i18n import _, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import concat, plain
from tui_app.ui.follow_up.flows import FollowUpFlows
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, selected_id

SCHEDULE_COLUMNS = (ColumnSpec(1), ColumnSpec(18, flex=2, most=34), ColumnSpec(20, flex=2), ColumnSpec(26, right=True))
TEAM_SCHEDULE_COLUMNS = (ColumnSpec(1), ColumnSpec(18, flex=1, most=34), ColumnSpec(50, flex=4))
PAUSE_COLUMNS = (ColumnSpec(1), ColumnSpec(30, flex=1))


class FollowUpScheduleScreen(DataScreen[tuple[TeamSchedule, ...]]):
    """The rhythm of one's own team, and of those for whose leaders one stands in.

    Args:
        person_id: on whom the cursor is to stand; 0 for the team.
    """

    BINDINGS = keys.FOLLOW_UP_SCHEDULE

    def __init__(self, person_id: int = 0) -> None:
        super().__init__()
        self._go_to = person_id

    def body(self) -> ComposeResult:
        """The list."""
        with Vertical(id="rhythm", classes="box") as box:
            box.border_title = plain(_("Schedule"))
            yield Static(id="rhythm-words")
            yield RecordList(id="rhythm-rows")

    def on_mount(self) -> None:
        """The cursor stands on the team."""
        self.query_one(RecordList).focus()

    async def fetch(self) -> tuple[TeamSchedule, ...]:
        """The rhythms."""
        return await self.ctx.call(schedule.team_schedules)

    def show(self, data: tuple[TeamSchedule, ...]) -> None:
        """The team's rhythm, then each person, pauses below whom they concern."""
        self.query_one("#rhythm").border_title = plain(_("Schedule"))
        self.query_one("#rhythm-words", Static).update(
            plain(
                _("✎ date agreed at a follow-up; it overrides the schedule. Public holidays and weekends are skipped.")
            )
        )
        listed = self.query_one(RecordList)
        listed.fill(row for team in data for row in self._rows(team))
        if self._go_to:
            listed.go_to(f"person-{self._go_to}")
            self._go_to = 0
        self.refresh_bindings()

    def _rows(self, team: TeamSchedule) -> Iterator[Row]:
        mine = team.leader.id == self.ctx.me.id
        name = _("The whole team") if mine else format_message(_("$leader's team"), leader=team.leader.name)
        said = f"{follow_up.interval_text(team.schedule)} · {follow_up.conversation_interval_text(team.schedule)}"
        cells = (plain("◆", content.ACCENT), plain(name, "bold"), plain(said))
        yield Row(f"team-{team.leader.id}", ColumnLine(cells, TEAM_SCHEDULE_COLUMNS))
        yield from self._pause_rows(team.pauses)
        for held in team.people:
            yield self._person_row(held)
            yield from self._pause_rows(pause for pause in held.pauses if not pause.is_team)

    def _person_row(self, held: PersonSchedule) -> Row:
        today = self.ctx.today
        due = held.due_on is not None and held.due_on <= today
        cells = (
            plain("·" if due else " ", f"bold {content.WARNING}"),
            plain(held.person.name),
            plain(follow_up.interval_text(held.schedule))
            if held.is_individual
            else plain(_("same as the team"), content.MUTED),
            self._next(held, style=content.WARNING if due else ""),
        )
        return Row(f"person-{held.person.id}", ColumnLine(cells, SCHEDULE_COLUMNS))

    def _next(self, held: PersonSchedule, style: str) -> Content:
        shown = plain(follow_up.next_follow_up_text(held, self.ctx.today), style if held.due_on else content.MUTED)
        return concat(plain("✎ ", content.MUTED), shown) if held.is_manual else shown

    def _pause_rows(self, pauses: Iterator[Pause] | tuple[Pause, ...]) -> Iterator[Row]:
        today = self.ctx.today
        for pause in pauses:
            if pause.last >= today:
                cells = (plain(""), plain("  ⏸ " + follow_up.pause_text(pause, today), content.MUTED))
                yield Row(f"pause-{pause.id}", ColumnLine(cells, PAUSE_COLUMNS))

    @property
    def _team(self) -> TeamSchedule | None:
        row = self.query_one(RecordList)
        return next((team for team in self.shown or () if row.key == f"team-{team.leader.id}"), None)

    @property
    def _held(self) -> PersonSchedule | None:
        row = self.query_one(RecordList)
        everybody = (held for team in self.shown or () for held in team.people)
        return next((held for held in everybody if row.key == f"person-{held.person.id}"), None)

    @property
    def about_id(self) -> int:
        """The person under the cursor."""
        return self._held.person.id if self._held else 0

    @property
    def _pause(self) -> Pause | None:
        row = self.query_one(RecordList)
        if not row.key.startswith("pause-"):
            return None
        teams = self.shown or ()
        pauses = [pause for team in teams for pause in team.pauses]
        pauses += [pause for team in teams for held in team.people for pause in held.pauses]
        return next((pause for pause in pauses if pause.id == selected_id(row)), None)

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on(
            (self._team is not None, bool(self._held and self._held.is_individual), self._pause is not None)
        )

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.action_edit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what has a rhythm of its own, and a pause, can be taken away."""
        if action in ("edit", "pause"):
            return self._pause is None
        if action == "remove":
            return self._pause is not None or bool(self._held and self._held.is_individual)
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Change the rhythm under the cursor."""
        following = FollowUpFlows(self.ctx)
        if team := self._team:
            self.ctx.spawn(following.team_rhythm(team))
        elif held := self._held:
            self.ctx.spawn(following.own_rhythm(held))

    def action_pause(self) -> None:
        """Days without follow-ups."""
        following = FollowUpFlows(self.ctx)
        if team := self._team:
            self.ctx.spawn(following.pause(team.leader, is_team=True))
        elif held := self._held:
            self.ctx.spawn(following.pause(held.person, is_team=False))

    def action_remove(self) -> None:
        """Take a pause away, or let a person follow the team again."""
        following = FollowUpFlows(self.ctx)
        if pause := self._pause:
            self.ctx.spawn(following.withdraw(pause))
        elif (held := self._held) and held.is_individual:
            self.ctx.spawn(following.as_team(held))

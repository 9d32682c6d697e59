"""Rhythm: how often the team is followed up, who otherwise, and when not."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_app.domain.rhythm import Pause
from tui_app.services import rhythms
from tui_app.services.rhythms import Held, TeamRhythm
from tui_app.ui import keys, rhythm_words, words
from tui_app.ui.language import _, told
from tui_app.ui.screens.base import DataScreen, chosen
from tui_app.ui.text import joined, lit
from tui_app.ui.widgets.rows import Column, Line, Row, RowList

COLUMNS = (Column(1), Column(18, flex=2, most=34), Column(20, flex=2), Column(26, right=True))
TEAM_COLUMNS = (Column(1), Column(18, flex=1, most=34), Column(50, flex=4))
PAUSE_COLUMNS = (Column(1), Column(30, flex=1))


class RhythmScreen(DataScreen[tuple[TeamRhythm, ...]]):
    """The rhythm of one's own team, and of those for whose leaders one stands in.

    Args:
        person_id: on whom the cursor is to stand; 0 for the team.
    """

    BINDINGS = keys.RHYTHM

    def __init__(self, person_id: int = 0) -> None:
        super().__init__()
        self._go_to = person_id

    def body(self) -> ComposeResult:
        """The list."""
        with Vertical(id="rhythm", classes="box") as box:
            box.border_title = lit(_("Rhythm"))
            yield Static(id="rhythm-words")
            yield RowList(id="rhythm-rows")

    def on_mount(self) -> None:
        """The cursor stands on the team."""
        self.query_one(RowList).focus()

    async def fetch(self) -> tuple[TeamRhythm, ...]:
        """The rhythms."""
        return await self.samtale.ask(rhythms.teams)

    def show(self, data: tuple[TeamRhythm, ...]) -> None:
        """The team's rhythm, then each person, pauses below whom they concern."""
        self.query_one("#rhythm").border_title = lit(_("Rhythm"))
        self.query_one("#rhythm-words", Static).update(
            lit(_("✎ was set at a follow-up and goes before the rhythm. Public holidays and weekends are passed over."))
        )
        listed = self.query_one(RowList)
        listed.fill(row for team in data for row in self._rows(team))
        if self._go_to:
            listed.go_to(f"person-{self._go_to}")
            self._go_to = 0
        self.refresh_bindings()

    def _rows(self, team: TeamRhythm) -> Iterator[Row]:
        mine = team.leader.id == self.samtale.me.id
        name = _("The whole team") if mine else told(_("$leader's team"), leader=team.leader.name)
        said = f"{rhythm_words.often(team.rhythm)} · {rhythm_words.conversations(team.rhythm)}"
        cells = (lit("◆", words.BLUE), lit(name, "bold"), lit(said))
        yield Row(f"team-{team.leader.id}", Line(cells, TEAM_COLUMNS))
        yield from self._pause_rows(team.pauses)
        for held in team.people:
            yield self._person_row(held)
            yield from self._pause_rows(pause for pause in held.pauses if not pause.is_team)

    def _person_row(self, held: Held) -> Row:
        today = self.samtale.today
        due = held.due_on is not None and held.due_on <= today
        cells = (
            lit("·" if due else " ", f"bold {words.AMBER}"),
            lit(held.person.name),
            lit(rhythm_words.often(held.rhythm)) if held.is_own else lit(_("as the team"), words.FAINT),
            self._next(held, style=words.AMBER if due else ""),
        )
        return Row(f"person-{held.person.id}", Line(cells, COLUMNS))

    def _next(self, held: Held, style: str) -> Content:
        shown = lit(rhythm_words.next_one(held, self.samtale.today), style if held.due_on else words.FAINT)
        return joined(lit("✎ ", words.FAINT), shown) if held.is_typed else shown

    def _pause_rows(self, pauses: Iterator[Pause] | tuple[Pause, ...]) -> Iterator[Row]:
        today = self.samtale.today
        for pause in pauses:
            if pause.last >= today:
                cells = (lit(""), lit("  ⏸ " + rhythm_words.away(pause, today), words.FAINT))
                yield Row(f"pause-{pause.id}", Line(cells, PAUSE_COLUMNS))

    @property
    def _team(self) -> TeamRhythm | None:
        row = self.query_one(RowList)
        return next((team for team in self.shown or () if row.key == f"team-{team.leader.id}"), None)

    @property
    def _held(self) -> Held | None:
        row = self.query_one(RowList)
        everybody = (held for team in self.shown or () for held in team.people)
        return next((held for held in everybody if row.key == f"person-{held.person.id}"), None)

    @property
    def about_id(self) -> int:
        """The person under the cursor."""
        return self._held.person.id if self._held else 0

    @property
    def _pause(self) -> Pause | None:
        row = self.query_one(RowList)
        if not row.key.startswith("pause-"):
            return None
        teams = self.shown or ()
        pauses = [pause for team in teams for pause in team.pauses]
        pauses += [pause for team in teams for held in team.people for pause in held.pauses]
        return next((pause for pause in pauses if pause.id == chosen(row)), None)

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on((self._team is not None, bool(self._held and self._held.is_own), self._pause is not None))

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.action_edit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what has a rhythm of its own, and a pause, can be taken away."""
        if action in ("edit", "pause"):
            return self._pause is None
        if action == "remove":
            return self._pause is not None or bool(self._held and self._held.is_own)
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Change the rhythm under the cursor."""
        following = self.samtale.following
        if team := self._team:
            self.samtale.flow(following.team_rhythm(team))
        elif held := self._held:
            self.samtale.flow(following.own_rhythm(held))

    def action_pause(self) -> None:
        """Days without follow-ups."""
        following = self.samtale.following
        if team := self._team:
            self.samtale.flow(following.pause(team.leader, is_team=True))
        elif held := self._held:
            self.samtale.flow(following.pause(held.person, is_team=False))

    def action_remove(self) -> None:
        """Take a pause away, or let a person follow the team again."""
        following = self.samtale.following
        if pause := self._pause:
            self.samtale.flow(following.withdraw(pause))
        elif (held := self._held) and held.is_own:
            self.samtale.flow(following.as_team(held))

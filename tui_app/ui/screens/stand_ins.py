"""Stand-ins: who leads whose team while its leader is away."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_app.domain.records import StandIn
from tui_app.domain.refusals import Refusal
from tui_app.services import accounts
from tui_app.ui import keys, words
from tui_app.ui.language import _, told
from tui_app.ui.screens.base import DataScreen, chosen
from tui_app.ui.text import lit
from tui_app.ui.widgets.rows import Column, Line, Row, RowList, heading

COLUMNS = (Column(20, flex=2, most=36), Column(24, flex=2, most=40), Column(22, flex=1))


class StandInsScreen(DataScreen[tuple[StandIn, ...]]):
    """Those of today and later."""

    BINDINGS = keys.STAND_INS

    def body(self) -> ComposeResult:
        """The list."""
        with Vertical(id="stand-ins", classes="box"):
            yield Static(id="stand-ins-empty")
            yield RowList(id="stand-ins-rows")

    async def fetch(self) -> tuple[StandIn, ...]:
        """Who stands in, today and later."""
        return await self.samtale.ask(accounts.standing_in)

    def refused(self, refusal: Refusal) -> None:
        """No administrator any more: leave it."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.samtale.leave(self)

    def show(self, data: tuple[StandIn, ...]) -> None:
        """Today's, then those who are to come."""
        self.query_one("#stand-ins").border_title = lit(_("Stand-ins"))
        self.query_one(RowList).fill(self._rows(data))
        empty = self.query_one("#stand-ins-empty", Static)
        empty.display = not data
        empty.update(
            lit(_("Nobody stands in.\nPress n when a leader is away and somebody is to lead the team meanwhile."))
        )
        self.refresh_bindings()

    def _rows(self, data: tuple[StandIn, ...]) -> Iterator[Row]:
        today = self.samtale.today
        for title, group in (
            (_("Today"), [one for one in data if one.first <= today]),
            (_("Later"), [one for one in data if one.first > today]),
        ):
            if group:
                yield heading(lit(title, "bold") + lit(f" {len(group)}", words.FAINT))
            for one in group:
                days = f"{words.day(one.first, today)} – {words.day(one.last, today)}"
                whom = lit(told(_("for $leader"), leader=one.leader_name), words.FAINT)
                yield Row(f"one-{one.id}", Line([lit(one.stand_in_name), whom, lit(days)], COLUMNS))

    def _current(self) -> StandIn | None:
        number = chosen(self.query_one(RowList))
        return next((one for one in self.shown or () if one.id == number), None)

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on(self._current() is None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ending rests while there is nobody."""
        if action == "end":
            return self._current() is not None
        return super().check_action(action, parameters)

    def action_new(self) -> None:
        """Let somebody stand in."""
        self.samtale.flow(self.samtale.managing.new_stand_in())

    def action_end(self) -> None:
        """Let the one under the cursor stand in no longer."""
        if one := self._current():
            self.samtale.flow(self.samtale.managing.end_stand_in(one))

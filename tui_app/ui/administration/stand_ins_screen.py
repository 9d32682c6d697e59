"""Stand-ins: who leads whose team while its leader is away."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import StandIn
from tui_app.services.administration import stand_ins
from tui_app.text import dates
from tui_app.text.i18n import _, format_message
from tui_app.ui import content, keys
from tui_app.ui.administration.stand_in_flows import StandInFlows
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row, selected_id

STAND_IN_COLUMNS = (ColumnSpec(20, flex=2, most=36), ColumnSpec(24, flex=2, most=40), ColumnSpec(22, flex=1))


class StandInsScreen(DataScreen[tuple[StandIn, ...]]):
    """Those of today and later."""

    BINDINGS = keys.STAND_INS

    def body(self) -> ComposeResult:
        """The list."""
        with Vertical(id="stand-ins", classes="box"):
            yield Static(id="stand-ins-empty")
            yield RecordList(id="stand-ins-rows")

    async def fetch(self) -> tuple[StandIn, ...]:
        """Who stands in, today and later."""
        return await self.ctx.call(stand_ins.current_and_upcoming)

    def refused(self, refusal: DomainError) -> None:
        """No administrator any more: leave it."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.leave()

    def show(self, data: tuple[StandIn, ...]) -> None:
        """Today's, then those who are to come."""
        self.query_one("#stand-ins").border_title = plain(_("Stand-ins"))
        self.query_one(RecordList).fill(self._rows(data))
        empty = self.query_one("#stand-ins-empty", Static)
        empty.display = not data
        empty.update(
            plain(_("No stand-ins now.\nPress n when a leader is away and someone else needs to lead the team."))
        )
        self.refresh_bindings()

    def _rows(self, data: tuple[StandIn, ...]) -> Iterator[Row]:
        today = self.ctx.today
        for title, group in (
            (_("Today"), [one for one in data if one.first <= today]),
            (_("Later"), [one for one in data if one.first > today]),
        ):
            if group:
                yield heading_row(plain(title, "bold") + plain(f" {len(group)}", content.MUTED))
            for one in group:
                days = f"{dates.short_date(one.first, today)} – {dates.short_date(one.last, today)}"
                whom = plain(format_message(_("for $leader"), leader=one.leader_name), content.MUTED)
                yield Row(f"one-{one.id}", ColumnLine([plain(one.stand_in_name), whom, plain(days)], STAND_IN_COLUMNS))

    def _current(self) -> StandIn | None:
        number = selected_id(self.query_one(RecordList))
        return next((one for one in self.shown or () if one.id == number), None)

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.keys_depend_on(self._current() is None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ending rests while there is nobody."""
        if action == "end":
            return self._current() is not None
        return super().check_action(action, parameters)

    def action_new(self) -> None:
        """Let somebody stand in."""
        self.ctx.spawn(StandInFlows(self.ctx).new_stand_in())

    def action_end(self) -> None:
        """Let the one under the cursor stand in no longer."""
        if one := self._current():
            self.ctx.spawn(StandInFlows(self.ctx).end_stand_in(one))

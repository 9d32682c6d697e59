"""Stand-ins, for administrators: who leads whose team while its leader is away."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_app.domain.records.person import StandIn
from tui_app.services.administration import stand_ins
from tui_app.text.dates import short_date
from tui_app.text.i18n import _
from tui_app.text.people import name_with_status
from tui_app.ui import content, keys
from tui_app.ui.administration.stand_in_flows import add_stand_in, end_stand_in
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row, headings_row

STAND_IN_COLUMNS = (ColumnSpec(20, flex=2, max_width=36), ColumnSpec(24, flex=2, max_width=40), ColumnSpec(22, flex=1))


class StandInsScreen(DataScreen[tuple[StandIn, ...]]):
    """The stand-ins of today and later."""

    BINDINGS = keys.STAND_INS
    LEAVE_ON = frozenset({"not_allowed"})

    def compose_body(self) -> ComposeResult:
        """Yield the list."""
        with Vertical(id="stand-ins", classes="box"):
            yield Static(id="stand-ins-empty")
            yield RecordList(id="stand-ins-rows")

    async def fetch(self) -> tuple[StandIn, ...]:
        """Read the stand-ins."""
        return await self.ctx.call(stand_ins.current_and_upcoming)

    def show(self, data: tuple[StandIn, ...]) -> None:
        """Fill the list."""
        self.query_one("#stand-ins").border_title = plain(_("Stand-ins"))
        self.query_one(RecordList).fill(self._rows(data))
        empty = self.query_one("#stand-ins-empty", Static)
        empty.display = not data
        empty.update(
            plain(
                self.ctx.with_keys(
                    _("No stand-ins now.\nPress $add when a leader is away and someone else needs to lead the team.")
                )
            )
        )
        self.refresh_bindings()

    def _rows(self, data: tuple[StandIn, ...]) -> Iterator[Row]:
        today = self.ctx.today
        groups = (
            (_("Today"), [one for one in data if one.first <= today]),
            (_("Later"), [one for one in data if one.first > today]),
        )
        if data:
            yield headings_row((_("Stand-in"), _("Leader"), _("Days")), STAND_IN_COLUMNS)
        for title, grouped in groups:
            if grouped:
                yield heading_row(plain(title, "bold") + plain(f" {len(grouped)}", content.MUTED))
            for one in grouped:
                days = f"{short_date(one.first, today)} – {short_date(one.last, today)}"
                leader = plain(name_with_status(one.leader_name, one.leader_end, today), content.MUTED)
                name = plain(name_with_status(one.stand_in_name, one.stand_in_end, today))
                yield Row(one, ColumnLine([name, leader, plain(days)], STAND_IN_COLUMNS))

    @property
    def _selected(self) -> StandIn | None:
        return self.query_one(RecordList).selected(StandIn)

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.refresh_bindings_for(self._selected is None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the key that ends a stand-in while there is none."""
        if action == "end":
            return self._selected is not None
        return super().check_action(action, parameters)

    def action_new(self) -> None:
        """Add a stand-in."""
        self.ctx.spawn(add_stand_in(self.ctx))

    def action_end(self) -> None:
        """End the stand-in under the cursor."""
        if stand_in := self._selected:
            self.ctx.spawn(end_stand_in(self.ctx, stand_in))

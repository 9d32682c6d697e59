"""Retention, for administrators: how long data is kept, what is due for erasure, and holds."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt
from tui_app.domain.retention import RetentionHold, RetentionKind
from tui_app.services.administration import retention
from tui_app.services.administration.retention import PersonCounts, RetentionOverview
from tui_app.text.administration.retention import RETENTION_KIND_LABELS, due_for_erasure_text, erased_by
from tui_app.text.dates import short_date
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.people import author_name
from tui_app.ui import content, keys
from tui_app.ui.administration import retention_flows
from tui_app.ui.administration.retention_rows import retention_rows
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenRetention
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList


class RetentionScreen(DataScreen[RetentionOverview]):
    """Shows what is due. Only a key erases it, after a question."""

    BINDINGS = keys.RETENTION
    LEAVE_ON = frozenset({"not_allowed"})

    def compose_body(self) -> ComposeResult:
        """Yield what is due in one line, and the list."""
        yield Static(id="retention-head")
        with Vertical(id="retention", classes="box") as box:
            box.border_title = plain(_("Retention"))
            yield RecordList(id="retention-rows")

    async def fetch(self) -> RetentionOverview:
        """Read the periods, what is due, and the holds."""
        return await self.ctx.call(retention.overview)

    def reopen_request(self) -> Message:
        """Return the request that opens this screen again."""
        return OpenRetention()

    def show(self, data: RetentionOverview) -> None:
        """Show what is due, and fill the list."""
        line = plain(" " + due_for_erasure_text(data.counts), "bold" if data.counts else content.MUTED)
        if data.people:
            about = ngettext("about $count person", "about $count people", len(data.people))
            line += plain(" " + format_message(about, count=len(data.people)))
        line += plain("  ·  " + self._last_erasure_text(data.last_receipt), content.MUTED)
        self.query_one("#retention-head", Static).update(line)
        how_to_hold = self.ctx.with_keys(_("None. Press $add to put everything about one person on hold."))
        self.query_one(RecordList).fill(retention_rows(data, self.ctx.today, how_to_hold))
        self.refresh_bindings()

    def _last_erasure_text(self, receipt: ErasureReceipt | None) -> str:
        if receipt is None:
            return _("nothing erased yet")
        day = short_date(receipt.at.astimezone(self.ctx.now.tzinfo).date(), self.ctx.today)
        return format_message(_("last erased $day by $who"), day=day, who=erased_by(receipt))

    @property
    def _selected_kind(self) -> RetentionKind | None:
        return self.query_one(RecordList).selected(RetentionKind)

    @property
    def _selected_hold(self) -> RetentionHold | None:
        return self.query_one(RecordList).selected(RetentionHold)

    @property
    def _can_end_hold(self) -> bool:
        return self._selected_hold is not None and self._selected_hold.ended_on is None

    @on(RecordList.Moved)
    def _cursor_moved(self) -> None:
        self.refresh_bindings_for((self._selected_kind is not None, self._can_end_hold))

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        from tui_app.ui.dialogs.text import TextDialog

        match event.value:
            case RetentionKind():
                self.action_edit()
            case RetentionHold() as hold:
                text = format_message(
                    _("$reason\n\nHold set by $name."), reason=hold.reason, name=author_name(hold, self.ctx.today)
                )
                self.ctx.show(TextDialog(hold.person_name, text))
            case PersonCounts() as one:
                lines = [f"{count:>5}  {_(RETENTION_KIND_LABELS[kind])}" for kind, count in one.counts.items()]
                self.ctx.show(TextDialog(one.name, "\n".join(lines)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that do nothing for the row under the cursor, or while nothing is due."""
        if not self.allows_files(action):
            return False
        if action == "edit":
            return self._selected_kind is not None
        if action == "end_hold":
            return self._can_end_hold
        last = self.shown.last_receipt if self.shown else None
        if action == "erase":
            has_traces = last is not None and not last.is_purged
            return self.shown is not None and (bool(self.shown.counts) or has_traces)
        if action == "receipt":
            return last is not None
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Edit how long a kind of data is kept."""
        if self.shown and (kind := self._selected_kind):
            self.run_once(retention_flows.edit_period(self.ctx, kind, self.shown.months[kind]))

    def action_erase(self) -> None:
        """Erase what is due, after a question."""
        if self.shown:
            self.run_once(retention_flows.erase_due_items(self.ctx, self.shown.counts))

    def action_receipt(self) -> None:
        """Save the last receipt to a file."""
        if self.shown and self.shown.last_receipt:
            self.run_once(retention_flows.export_receipt(self.ctx, self.shown.last_receipt))

    def action_new_hold(self) -> None:
        """Keep everything about one person for now."""
        self.run_once(retention_flows.add_hold(self.ctx))

    def action_end_hold(self) -> None:
        """End the hold under the cursor."""
        if hold := self._selected_hold:
            self.run_once(retention_flows.end_hold(self.ctx, hold))

"""The log: for an administrator everybody's, for each person what concerns them. The newest first, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui_app.domain.audit import AuditKind, NamedAuditEntry
from tui_app.domain.errors import DomainError
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.person import Person
from tui_app.services import access_log
from tui_app.services.conversations import conversation_view
from tui_app.services.people import people
from tui_app.text import dates
from tui_app.text.administration.audit_log import actor_name, entry_text
from tui_app.text.conversations import labels
from tui_app.text.dates import full_date
from tui_app.text.i18n import N_, _, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenAuditLog
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

LOAD_MORE_KEY = "older"
"""The row that reads on."""
MINE_COLUMNS = (
    ColumnSpec(5),
    ColumnSpec(12, flex=1, most=24),
    ColumnSpec(20, flex=3),
    ColumnSpec(10, flex=1, most=18, from_width=90),
)
WHOLE_COLUMNS = (
    ColumnSpec(5),
    ColumnSpec(12, flex=1, most=24),
    ColumnSpec(20, flex=2, most=56),
    ColumnSpec(12, flex=1, most=24),
    ColumnSpec(10, flex=1, most=18, from_width=110),
)
LOG_FILTERS: dict[str, tuple[AuditKind, ...]] = {
    N_("everything"): (),
    N_("seen"): (AuditKind.OPENED, AuditKind.EXPORTED, AuditKind.SHOWN, AuditKind.SIGNED, AuditKind.MY_DATA),
    N_("sign-ins"): (AuditKind.SIGNED_IN, AuditKind.SIGN_IN_FAILED, AuditKind.SIGNED_OUT),
    N_("accounts"): (
        AuditKind.CODE_MADE,
        AuditKind.PASSWORD_CHOSEN,
        AuditKind.PIN_CHOSEN,
        AuditKind.ACCOUNT_OPENED,
        AuditKind.ACCOUNT_CLOSED,
        AuditKind.SESSIONS_ENDED,
        AuditKind.REMINDERS,
    ),
    N_("roles"): (AuditKind.LEADER_CHANGED, AuditKind.STAND_IN, AuditKind.ADMINISTRATOR, AuditKind.ORGANISATION),
    N_("retention"): (AuditKind.RETENTION, AuditKind.HELD, AuditKind.ERASED),
    N_("database"): (AuditKind.COPIED, AuditKind.RESTORED, AuditKind.REKEYED),
}
"""What is looked at together."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """Lines, the newest first; the conversations that may be named to the reader; whether there are older lines."""

    lines: tuple[NamedAuditEntry, ...]
    talks: Mapping[int, Conversation] = field(default_factory=dict)
    goes_on: bool = False


class LogList(RecordList):
    """Lines to read; enter does something on the last alone."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing stands behind a line."""
        return self.key == LOAD_MORE_KEY if action == "select" else super().check_action(action, parameters)


class AuditLogScreen(DataScreen[LogPage]):
    """What concerns the signed-in person, or for an administrator the whole log."""

    BINDINGS = keys.AUDIT_LOG

    def __init__(self, *, whole: bool = False, conversation_id: int = 0) -> None:
        super().__init__()
        self._whole = whole
        self._conversation_id = conversation_id
        self._kinds = next(iter(LOG_FILTERS))
        self._about: Person | None = None
        self._pages = 1

    def body(self) -> ComposeResult:
        """What is looked at, and the lines."""
        with Vertical(id="log", classes="box"):
            yield Static(id="log-which")
            yield Static(id="log-empty")
            yield LogList(id="log-rows")

    def reopen_request(self) -> Message:
        """What opens it again."""
        return OpenAuditLog(self._whole, self._conversation_id)

    async def fetch(self) -> LogPage:
        """As many pages as were asked for."""
        lines: list[NamedAuditEntry] = []
        for _page in range(self._pages):
            found = await self._page(lines[-1].id if lines else 0)
            lines += found
            if len(found) < access_log.LOG_PAGE_SIZE:
                break
        goes_on = len(lines) == self._pages * access_log.LOG_PAGE_SIZE
        talks = {} if self._whole else {one.id: one for one in await self.ctx.call(conversation_view.own_conversations)}
        return LogPage(tuple(lines), talks, goes_on)

    async def _page(self, before: int) -> list[NamedAuditEntry]:
        if self._whole:
            about = self._about.id if self._about else 0
            return await self.ctx.call(access_log.all_entries, LOG_FILTERS[self._kinds], before, about)
        return await self.ctx.call(access_log.entries_about_me, before, self._conversation_id)

    def refused(self, refusal: DomainError) -> None:
        """Not theirs to read any more: leave it."""
        super().refused(refusal)
        if refusal.code == "not_allowed":
            self.leave()

    def show(self, data: LogPage) -> None:
        """Days with their lines."""
        self.query_one("#log").border_title = plain(_("Audit log") if self._whole else _("Access log"))
        self.query_one("#log-which", Static).update(self._which(data))
        self.query_one(RecordList).fill(self._rows(data))
        empty = self.query_one("#log-empty", Static)
        empty.display = not data.lines
        empty.update(plain(self._when_empty()))
        self.refresh_bindings()

    def _which(self, data: LogPage) -> Content:
        if not self._whole:
            talk = data.talks.get(self._conversation_id)
            if talk is None:
                return plain(
                    _("What you and others have opened and done that concerns you. Nothing you wrote is shown here."),
                    content.MUTED,
                )
            return plain(
                format_message(
                    _("$title with $leader"), title=labels.conversation_title(talk), leader=talk.leader_name
                ),
                content.MUTED,
            )
        parts = [
            plain(f" {_(name)} ", "bold reverse" if name == self._kinds else content.MUTED) for name in LOG_FILTERS
        ]
        if self._about is not None:
            parts.insert(0, plain(format_message(_("About $name:"), name=self._about.name), "bold"))
        return Content(" ").join(parts)

    def _when_empty(self) -> str:
        if not self._whole:
            return _("No one has opened anything yet.")
        return _("Nothing here. Press w to show something else.")

    def _rows(self, data: LogPage) -> Iterator[Row]:
        shown: date | None = None
        for line in data.lines:
            at = line.entry.at.astimezone(self.ctx.now.tzinfo)
            if at.date() != shown:
                shown = at.date()
                yield heading_row(plain(self._day(shown), "bold"))
            yield self._row(line, f"{at:%H:%M}", data.talks)
        if data.goes_on:
            yield Row(
                LOAD_MORE_KEY, ColumnLine([plain(_("Older entries …"), content.ACCENT)], (ColumnSpec(1, flex=1),))
            )

    def _day(self, day: date) -> str:
        near, full = dates.short_date(day, self.ctx.today), full_date(day)
        return full if (self.ctx.today - day).days > 1 else f"{near}, {full}"

    def _row(self, line: NamedAuditEntry, at: str, talks: Mapping[int, Conversation]) -> Row:
        cells = [
            plain(at, content.MUTED),
            plain(actor_name(line)),
            plain(entry_text(line, talks, self.ctx.today), _line_style(line)),
        ]
        if self._whole:
            mine = line.entry.person_id == line.entry.by_id
            cells.append(plain("" if mine else line.person_name, content.MUTED))
        cells.append(plain(line.entry.terminal, content.MUTED))
        return Row(f"line-{line.id}", ColumnLine(cells, WHOLE_COLUMNS if self._whole else MINE_COLUMNS))

    @on(RecordList.Moved)
    def _cursor_moved(self, event: RecordList.Moved) -> None:
        self.keys_depend_on(str(event.value or "") == LOAD_MORE_KEY)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        if str(event.value or "") == LOAD_MORE_KEY:
            self._pages += 1
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an administrator chooses what to look at."""
        if action in ("next_filter", "person"):
            return self._whole
        return super().check_action(action, parameters)

    def action_next_filter(self) -> None:
        """The next kind of lines."""
        names = list(LOG_FILTERS)
        self._kinds = names[(names.index(self._kinds) + 1) % len(names)]
        self._anew()

    def action_person(self) -> None:
        """Only what concerns one person, or everybody again."""
        if self._about is None:
            self.ctx.spawn(self._choose())
        else:
            self._about = None
            self._anew()

    async def _choose(self) -> None:
        from tui_app.ui.dialogs.fields import FieldKind, FormField
        from tui_app.ui.dialogs.form import FormDialog

        async def submit(values: Mapping[str, object]) -> None:
            self._about = await self.ctx.call(people.get_for_editing, values["person_id"])
            self._anew()

        fields = [FormField("person_id", _("About"), FieldKind.PERSON, required=True)]
        await self.ctx.ask(FormDialog(plain(_("About one person")), fields, submit))

    def _anew(self) -> None:
        self._pages = 1
        self.query_one("#log-which", Static).update(self._which(self.shown or LogPage(())))
        self.reload()

    def action_back(self) -> None:
        """Everybody again; else leave."""
        if self._about is not None:
            self._about = None
            self._anew()
        else:
            super().action_back()


def _line_style(line: NamedAuditEntry) -> str:
    return content.WARNING if line.entry.kind is AuditKind.SIGN_IN_FAILED else ""

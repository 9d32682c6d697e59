"""The audit log, the newest entries first: all of it for administrators, for others what concerns them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct, field
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui_app.domain.audit import AuditKind, NamedAuditEntry
from tui_app.domain.records.conversation import Conversation
from tui_app.domain.records.person import Person
from tui_app.services import access_log
from tui_app.services.conversations import conversation_view
from tui_app.services.people import people
from tui_app.text.administration.audit_log import actor_name, entry_text
from tui_app.text.conversations.labels import conversation_title
from tui_app.text.dates import full_date, short_date
from tui_app.text.i18n import N_, _, format_message
from tui_app.text.people import name_with_status
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenAuditLog
from tui_app.ui.widgets.chips import Chips
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import (
    LOAD_MORE,
    ReadOnlyList,
    RecordList,
    Row,
    heading_row,
    headings_row,
    load_more_row,
)

PERSONAL_COLUMNS = (
    ColumnSpec(5),
    ColumnSpec(12, flex=1, max_width=24),
    ColumnSpec(20, flex=3),
    ColumnSpec(10, flex=1, max_width=18, min_line_width=90),
)
WHOLE_COLUMNS = (
    ColumnSpec(5),
    ColumnSpec(12, flex=1, max_width=24),
    ColumnSpec(20, flex=2, max_width=56),
    ColumnSpec(12, flex=1, max_width=24),
    ColumnSpec(10, flex=1, max_width=18, min_line_width=110),
)
LOG_FILTERS: dict[str, tuple[AuditKind, ...]] = {
    N_("everything"): (),
    N_("seen"): (
        AuditKind.OPENED,
        AuditKind.EXPORTED,
        AuditKind.SHOWN,
        AuditKind.SIGNED,
        AuditKind.STATED,
        AuditKind.MY_DATA,
    ),
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
    N_("roles"): (
        AuditKind.LEADER_CHANGED,
        AuditKind.STAND_IN,
        AuditKind.STAFF_IMPORT,
        AuditKind.PEOPLE_JOINED,
        AuditKind.PERSON_REMOVED,
        AuditKind.ADMINISTRATOR,
        AuditKind.ORGANISATION,
    ),
    N_("retention"): (AuditKind.RETENTION, AuditKind.HELD, AuditKind.ERASED),
    N_("database"): (AuditKind.COPIED, AuditKind.RESTORED, AuditKind.REKEYED),
}
"""The kinds of entries that each filter shows; none for all of them."""
EVERYTHING = next(iter(LOG_FILTERS))


class LogPage(Struct, frozen=True):
    """The entries shown, newest first.

    Attributes:
        conversations: by id, the conversations that may be named to the viewer.
        has_more: True if there are older entries.
    """

    entries: tuple[NamedAuditEntry, ...]
    conversations: Mapping[int, Conversation] = field(default_factory=dict)
    has_more: bool = False


class AuditLogScreen(DataScreen[LogPage]):
    """The entries that concern the viewer, or the whole log.

    Args:
        whole: True for the whole log, for administrators.
        conversation_id: the conversation whose entries are shown; 0 for all.
    """

    BINDINGS = keys.AUDIT_LOG
    LEAVE_ON = frozenset({"not_allowed"})

    def __init__(self, *, whole: bool = False, conversation_id: int = 0) -> None:
        super().__init__()
        self._is_whole = whole
        self._conversation_id = conversation_id
        self._shown_filter = EVERYTHING
        self._person: Person | None = None
        self._pages = 1

    def compose_body(self) -> ComposeResult:
        """Yield the filters and the list."""
        with Vertical(id="log", classes="box"):
            yield Chips(id="log-which")
            yield Static(id="log-empty")
            yield ReadOnlyList(id="log-rows")

    def reopen_request(self) -> Message:
        """Return the request that opens this screen again."""
        return OpenAuditLog(self._is_whole, self._conversation_id)

    async def fetch(self) -> LogPage:
        """Read as many pages of entries as were asked for."""
        entries: list[NamedAuditEntry] = []
        for _page in range(self._pages):
            page = await self._load_page(entries[-1].id if entries else 0)
            entries += page
            if len(page) < access_log.LOG_PAGE_SIZE:
                break
        has_more = len(entries) == self._pages * access_log.LOG_PAGE_SIZE
        if self._is_whole:
            return LogPage(tuple(entries), has_more=has_more)
        conversations = await self.ctx.call(conversation_view.own_conversations)
        return LogPage(tuple(entries), {one.id: one for one in conversations}, has_more)

    async def _load_page(self, before: int) -> list[NamedAuditEntry]:
        if self._is_whole:
            person_id = self._person.id if self._person else 0
            return await self.ctx.call(access_log.all_entries, LOG_FILTERS[self._shown_filter], before, person_id)
        return await self.ctx.call(access_log.entries_about_me, before, self._conversation_id)

    def show(self, data: LogPage) -> None:
        """Fill the list."""
        self.query_one("#log").border_title = plain(_("Audit log") if self._is_whole else _("Access log"))
        self._show_what(data)
        self.query_one(RecordList).fill(self._rows(data))
        empty = self.query_one("#log-empty", Static)
        empty.display = not data.entries
        if not self._is_whole:
            empty.update(plain(_("No one has opened anything yet.")))
        elif self._person is None and not LOG_FILTERS[self._shown_filter]:
            empty.update(plain(_("Nothing has happened yet.")))
        else:
            empty.update(plain(self.ctx.with_keys(_("Nothing here. Press $show to show something else."))))
        self.refresh_bindings()

    def _show_what(self, data: LogPage) -> None:
        """Show what the list is about: the filter and the person, the conversation, or the viewer."""
        chips = self.query_one(Chips)
        if not self._is_whole:
            chips.update(self._about_text(data))
            return
        about = format_message(_("About $name:"), name=self._person.name) if self._person else ""
        names = list(LOG_FILTERS)
        chosen = names.index(self._shown_filter)
        chips.show([_(name) for name in names], chosen, plain(about, "bold") if about else None)

    def _about_text(self, data: LogPage) -> Content:
        """The conversation or the viewer."""
        conversation = data.conversations.get(self._conversation_id)
        if conversation is None:
            text = _("What you and others have opened and done that concerns you. Nothing you wrote is shown here.")
        else:
            text = format_message(
                _("$title with $leader"),
                title=conversation_title(conversation),
                leader=name_with_status(conversation.leader_name, conversation.leader_end, self.ctx.today),
            )
        return plain(text, content.MUTED)

    def _rows(self, data: LogPage) -> Iterator[Row]:
        shown_day: date | None = None
        if data.entries:
            yield self._headings()
        for entry in data.entries:
            at = entry.entry.at.astimezone(self.ctx.now.tzinfo)
            if at.date() != shown_day:
                shown_day = at.date()
                yield heading_row(plain(self._day_heading(shown_day), "bold"))
            yield self._row(entry, f"{at:%H:%M}", data.conversations)
        if data.has_more:
            yield load_more_row(_("Older entries …"))

    def _headings(self) -> Row:
        labels = [_("When"), _("Who"), _("What"), *([_("About")] if self._is_whole else []), _("Terminal")]
        return headings_row(labels, WHOLE_COLUMNS if self._is_whole else PERSONAL_COLUMNS)

    def _day_heading(self, day: date) -> str:
        is_near = (self.ctx.today - day).days <= 1
        return f"{short_date(day, self.ctx.today)}, {full_date(day)}" if is_near else full_date(day)

    def _row(self, entry: NamedAuditEntry, time: str, conversations: Mapping[int, Conversation]) -> Row:
        is_failure = entry.entry.kind is AuditKind.SIGN_IN_FAILED
        text = entry_text(entry, conversations, self.ctx.today)
        cells = [
            plain(time, content.MUTED),
            plain(actor_name(entry, self.ctx.today)),
            plain(text, content.WARNING if is_failure else ""),
        ]
        if self._is_whole:
            is_about_other = entry.entry.person_id != entry.entry.by_id
            name = name_with_status(entry.person_name, entry.person_end, self.ctx.today)
            cells.append(plain(name if is_about_other else "", content.MUTED))
        cells.append(plain(entry.entry.terminal, content.MUTED))
        columns = WHOLE_COLUMNS if self._is_whole else PERSONAL_COLUMNS
        return Row(entry, ColumnLine(cells, columns, wrapped=2))

    @on(RecordList.Moved)
    def _cursor_moved(self, event: RecordList.Moved) -> None:
        self.refresh_bindings_for(event.value is LOAD_MORE)

    @on(RecordList.Opened)
    def _row_opened(self, event: RecordList.Opened) -> None:
        if event.value is LOAD_MORE:
            self._pages += 1
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the filters, except from administrators."""
        if action in ("next_filter", "person"):
            return self._is_whole
        return super().check_action(action, parameters)

    def action_next_filter(self) -> None:
        """Show the entries of the next filter."""
        names = list(LOG_FILTERS)
        self._show_filter(names[(names.index(self._shown_filter) + 1) % len(names)])

    @on(Chips.Chosen)
    def _filter_chosen(self, event: Chips.Chosen) -> None:
        self._show_filter(list(LOG_FILTERS)[event.index])

    def _show_filter(self, name: str) -> None:
        self._shown_filter = name
        self._restart()

    def action_person(self) -> None:
        """Show only the entries about one person, or all again."""
        if self._person is None:
            self.ctx.spawn(self._choose_person())
        else:
            self._show_everyone()

    async def _choose_person(self) -> None:
        from tui_app.ui.dialogs.fields import FieldKind, FormField
        from tui_app.ui.dialogs.flow import show_form

        async def submit(values: Mapping[str, object]) -> None:
            self._person = await self.ctx.call(people.get_for_editing, values["person_id"])
            self._restart()

        fields = [FormField("person_id", _("About"), FieldKind.PERSON, required=True)]
        await show_form(self.ctx, _("About one person"), fields, submit, submit_label=_("Show"))

    def _show_everyone(self) -> None:
        self._person = None
        self._restart()

    def _restart(self) -> None:
        """Read the first page again, after a change of the filter."""
        self._pages = 1
        self._show_what(self.shown or LogPage(()))
        self.reload()

    def action_back(self) -> None:
        """Show everyone's entries again, or leave the screen."""
        if self._person is not None:
            self._show_everyone()
        else:
            super().action_back()

"""My data: what is kept about me, when it goes, who has seen it; and all of it as files, after the secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from tui_app.domain.errors import DomainError
from tui_app.domain.my_data import ErasureForecast, MyData
from tui_app.domain.retention import RetentionKind
from tui_app.services import my_data
from tui_app.services.my_data import MyDataOverview
from tui_app.text import dates, people
from tui_app.text import my_data as my_data_words
from tui_app.text.administration import retention
from tui_app.text.dates import full_date
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenAuditLog, OpenMyData
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList, Row, heading_row

_MY_DATA_COLUMNS = (ColumnSpec(26), ColumnSpec(5, right=True), ColumnSpec(30, flex=1))


class ReadOnlyList(RecordList):
    """Lines to read; nothing stands behind them."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to open."""
        return False if action == "select" else super().check_action(action, parameters)


class MyDataScreen(DataScreen[MyDataOverview]):
    """A few lines with numbers and days; the words themselves are in the files."""

    BINDINGS = keys.MY_DATA
    _doing = False

    def body(self) -> ComposeResult:
        """The lines."""
        with Vertical(id="my-data", classes="box") as box:
            box.border_title = plain(_("My data"))
            yield ReadOnlyList(id="my-data-rows")

    async def fetch(self) -> MyDataOverview:
        """What is kept about me."""
        return await self.ctx.call(my_data.overview)

    def reopen_request(self) -> Message:
        """What opens it again."""
        return OpenMyData()

    def show(self, data: MyDataOverview) -> None:
        """Lines with numbers and days."""
        self.query_one("#my-data").border_title = plain(_("My data"))
        self.query_one(RecordList).fill(self._rows(data))

    def _rows(self, data: MyDataOverview) -> Iterator[Row]:
        for hold in data.holds:
            if hold.ended_on is None:
                said = format_message(_("Nothing is erased, $since"), since=my_data_words.hold_text(hold))
                yield Row(f"hold-{hold.id}", plain("■ ", content.WARNING) + plain(said))
        yield heading_row(plain(_("What is kept about me, and until when"), "bold"))
        if data.still_open:
            said = _("kept while open")
            yield Row(
                "open",
                ColumnLine(
                    [plain(_("Open actions, goals, topics")), plain(str(data.still_open)), plain(said)],
                    _MY_DATA_COLUMNS,
                ),
            )
        there = {one.kind: one for one in data.erasure_dates}
        for kind in RetentionKind:
            if kind is not RetentionKind.PERSON:
                yield self._kind_row(kind, there.get(kind), data)
        yield Row(RetentionKind.PERSON.value, ColumnLine(self._all(data), _MY_DATA_COLUMNS))
        yield heading_row(plain(""))
        yield heading_row(plain(_("Access log"), "bold"))
        yield Row("seen", self._seen(data))
        yield heading_row(plain(""))
        yield heading_row(plain(self._how(), content.MUTED))

    def _kind_row(self, kind: RetentionKind, one: ErasureForecast | None, data: MyDataOverview) -> Row:
        number = plain(str(one.number) if one else "–", "" if one else content.MUTED)
        when = plain(retention.retention_period_text(kind, data.months[kind]), content.MUTED)
        if one is not None:
            when = plain(dates.date_range(one.first, one.last))
        return Row(
            kind.value, ColumnLine([plain(_(retention.RETENTION_KIND_LABELS[kind])), number, when], _MY_DATA_COLUMNS)
        )

    def _all(self, data: MyDataOverview) -> list[Content]:
        when = plain(
            retention.retention_period_text(RetentionKind.PERSON, data.months[RetentionKind.PERSON]), content.MUTED
        )
        if data.erased_on is not None:
            when = plain(full_date(data.erased_on))
        return [plain(_("All my data")), plain(""), when]

    def _seen(self, data: MyDataOverview) -> Content:
        if data.last_opened is None:
            return plain(_("No one else has opened your conversations."), content.MUTED)
        on = data.last_opened.entry.at.astimezone(self.ctx.now.tzinfo).date()
        name = data.last_opened.by_name or _("Someone")
        said = format_message(
            _("Last: $name, $day. Press F6 to see all."), name=name, day=dates.short_date(on, self.ctx.today)
        )
        return plain(said)

    def _how(self) -> str:
        if self.ctx.setup.is_kiosk:
            return _("To export your data, sign in on a computer of your own or one borrowed from an administrator.")
        return _("Press t to export your data as two files: one to read, one for other programs.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No files on a terminal that many use."""
        if not self.reaches_files(action):
            return False
        return super().check_action(action, parameters)

    def action_seen(self) -> None:
        """Who has opened what is written about me."""
        self.ctx.open(OpenAuditLog())

    def action_take_out(self) -> None:
        """Write the files, after the secret."""
        if not self._doing:
            self._doing = True
            self.ctx.spawn(self._take_out())

    async def _take_out(self) -> None:
        from tui_app.ui.dialogs.fields import FieldKind, FormField
        from tui_app.ui.dialogs.form import FormDialog

        taken: list[MyData] = []

        async def submit(values: Mapping[str, object]) -> None:
            if not taken:
                smith, secret = self.ctx.hasher, str(values.get("secret") or "")
                taken.append(await self.ctx.call(my_data.export, smith, secret, self.ctx.setup.terminal))
            await self._write(taken[0], Path(str(values["path"]).strip()).with_suffix(".md"))

        name = f"{_('my-data')}-{people.name_for_file(self.ctx.me.name)}-{self.ctx.today.isoformat()}.md"
        fields = [FormField("path", _("File"), value=str(self.ctx.files.export_folder / name), required=True)]
        if self.ctx.computer.has_password:
            fields.insert(0, FormField("secret", _("Your password"), FieldKind.SECRET, required=True))
        about = plain(_("The files are for you alone. A .json for other programs is saved beside the first."))
        try:
            await self.ctx.ask(FormDialog(plain(_("Export my data")), fields, submit, about))
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
        finally:
            self._doing = False
        self.reload()

    async def _write(self, data: MyData, path: Path) -> None:
        from tui_app.ui.dialogs.save_file import write_or_confirm

        page = my_data_words.my_data_document(data)
        await write_or_confirm(self.ctx, partial(self.ctx.files.write_my_data, data, page, path), path)
        count = ngettext("$count conversation", "$count conversations", len(data.talks))
        self.ctx.notify(
            format_message(_("Saved, with $what: $path"), what=format_message(count, count=len(data.talks)), path=path)
        )

"""My data: what is stored about the viewer, when it is erased, who opened it, and an export of all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from tui_app.domain.my_data import ErasureForecast, MyData
from tui_app.domain.retention import RetentionKind
from tui_app.services import my_data
from tui_app.services.my_data import MyDataOverview
from tui_app.text.administration.retention import RETENTION_KIND_LABELS, retention_period_text
from tui_app.text.dates import date_range, full_date, short_date
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.my_data import hold_text, my_data_document
from tui_app.text.people import name_for_file
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.messages import OpenAuditLog, OpenMyData
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import ReadOnlyList, RecordList, Row, heading_row, sentence_row

MY_DATA_COLUMNS = (ColumnSpec(26), ColumnSpec(5, align_right=True), ColumnSpec(30, flex=1))


class OtherRow(Enum):
    """A row that is about no hold and no kind of data."""

    STILL_OPEN = auto()
    ACCESS_LOG = auto()


class MyDataScreen(DataScreen[MyDataOverview]):
    """Counts and dates. The contents are only in the exported files."""

    BINDINGS = keys.MY_DATA

    def compose_body(self) -> ComposeResult:
        """Yield the list."""
        with Vertical(id="my-data", classes="box") as box:
            box.border_title = plain(_("My data"))
            yield ReadOnlyList(id="my-data-rows")

    async def fetch(self) -> MyDataOverview:
        """Read what is stored about the viewer."""
        return await self.ctx.call(my_data.overview)

    def reopen_request(self) -> Message:
        """Return the request that opens this screen again."""
        return OpenMyData()

    def show(self, data: MyDataOverview) -> None:
        """Fill the list."""
        self.query_one("#my-data").border_title = plain(_("My data"))
        self.query_one(RecordList).fill(self._rows(data))

    def _rows(self, data: MyDataOverview) -> Iterator[Row]:
        for hold in data.holds:
            if hold.ended_on is None:
                text = format_message(_("Nothing is erased, $since"), since=hold_text(hold, self.ctx.today))
                yield Row(hold, plain("■ ", content.WARNING) + plain(text))
        yield heading_row(plain(_("What is kept about me, and until when"), "bold"))
        if data.still_open:
            cells = (_("Open actions, goals, topics"), str(data.still_open), _("kept while open"))
            yield Row(OtherRow.STILL_OPEN, ColumnLine([plain(cell) for cell in cells], MY_DATA_COLUMNS))
        forecasts = {one.kind: one for one in data.erasure_dates}
        for kind in RetentionKind:
            if kind is not RetentionKind.PERSON:
                yield _kind_row(kind, forecasts.get(kind), data)
        yield _person_row(data)
        yield heading_row(plain(""))
        yield heading_row(plain(_("Access log"), "bold"))
        yield Row(OtherRow.ACCESS_LOG, self._last_access(data))
        yield heading_row(plain(""))
        yield sentence_row(plain(self._export_hint(), content.MUTED))

    def _last_access(self, data: MyDataOverview) -> Content:
        if data.last_opened is None:
            return plain(_("No one else has opened your conversations."), content.MUTED)
        day = data.last_opened.entry.at.astimezone(self.ctx.now.tzinfo).date()
        name = data.last_opened.by_name or _("Someone")
        message = _("Last: $name, $day. Press $access_log to see all.")
        return plain(self.ctx.with_keys(message, name=name, day=short_date(day, self.ctx.today)))

    def _export_hint(self) -> str:
        if self.ctx.setup.is_kiosk:
            return _("To export your data, sign in on a computer of your own or one borrowed from an administrator.")
        return self.ctx.with_keys(
            _("Press $export to export your data as two files: one to read, one for other programs.")
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the export on a kiosk."""
        return self.allows_files(action) and super().check_action(action, parameters)

    def action_access_log(self) -> None:
        """Open the viewer's access log."""
        self.ctx.open(OpenAuditLog())

    def action_export_my_data(self) -> None:
        """Save everything about the viewer to files, after they have entered their password."""
        self.run_once(self._export())

    async def _export(self) -> None:
        from tui_app.ui.dialogs.fields import FieldKind, FormField
        from tui_app.ui.dialogs.flow import show_form

        exported: list[MyData] = []

        async def submit(values: Mapping[str, object]) -> None:
            if not exported:  # else the export was made, but the file was not written
                password = str(values.get("password") or "")
                terminal = self.ctx.setup.terminal
                exported.append(await self.ctx.call(my_data.export, self.ctx.hasher, password, terminal))
            await self._write_files(exported[0], Path(str(values["path"]).strip()).with_suffix(".md"))

        name = f"{_('my-data')}-{name_for_file(self.ctx.me.name)}-{self.ctx.today.isoformat()}.md"
        fields = [FormField("path", _("File"), value=str(self.ctx.files.export_folder / name), required=True)]
        if self.ctx.computer.has_password:
            fields.insert(0, FormField("password", _("Your password"), FieldKind.PASSWORD, required=True))
        about = plain(_("The files are for you alone. A .json for other programs is saved beside the first."))
        await show_form(self.ctx, _("Export my data"), fields, submit, about)

    async def _write_files(self, data: MyData, path: Path) -> None:
        from tui_app.ui.dialogs.save_file import write_or_confirm

        write = partial(self.ctx.files.write_my_data, data, my_data_document(data), path)
        await write_or_confirm(self.ctx, write, path)
        number = len(data.talks)
        count = format_message(ngettext("$count conversation", "$count conversations", number), count=number)
        self.ctx.notify(format_message(_("Saved, with $what: $path"), what=count, path=path))


def _kind_row(kind: RetentionKind, forecast: ErasureForecast | None, data: MyDataOverview) -> Row:
    """One kind of data: how many items there are, and when they are erased; for none, how long they are kept."""
    if forecast is None:
        number = plain("–", content.MUTED)
        dates = plain(retention_period_text(kind, data.months[kind]), content.MUTED)
    else:
        number = plain(str(forecast.number))
        dates = plain(date_range(forecast.first, forecast.last))
    cells = [plain(_(RETENTION_KIND_LABELS[kind])), number, dates]
    return Row(kind, ColumnLine(cells, MY_DATA_COLUMNS, wrapped=2))


def _person_row(data: MyDataOverview) -> Row:
    """When everything is erased; for a person who has not left, how long it is kept after that."""
    kind = RetentionKind.PERSON
    if data.erased_on is None:
        when = plain(retention_period_text(kind, data.months[kind]), content.MUTED)
    else:
        when = plain(full_date(data.erased_on))
    return Row(kind, ColumnLine([plain(_("All my data")), plain(""), when], MY_DATA_COLUMNS))

"""The import of a staff list: choose a file, match its columns, see what would change, and import it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from tui_app.domain.accounts.codes import CodeScope
from tui_app.domain.errors import DomainError
from tui_app.domain.staff_import.plan import ImportChange, ImportPlan
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.findings import FindingKind, Level
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.table import StaffTable
from tui_app.services.accounts import codes
from tui_app.services.people import staff_import, staff_import_undo
from tui_app.text.administration.codes import no_sign_in_text
from tui_app.text.administration.staff_import import (
    field_label,
    finding_line,
    kept_message,
    undone_message,
)
from tui_app.text.dates import full_timestamp
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.account_messages import OpenCodes
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.dialogs.flow import confirm
from tui_app.ui.people.staff_import.review_screen import StaffReviewScreen
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec, TextLine
from tui_app.ui.widgets.fields.line import LineInput
from tui_app.ui.widgets.frame import KeyFooter, TopBar
from tui_app.ui.widgets.record_list import RecordList, Row

if TYPE_CHECKING:
    from tui_app.services.people.staff_import_undo import LastImport

SAMPLE_ROWS = 3
"""Rows of the file shown beside each column."""
MAX_PROBLEMS_SHOWN = 200
"""Most problems listed; the summary counts the rest."""
MAX_KEPT = 5
"""Most people named who stay after an import is taken back."""
_MAPPING_COLUMNS = (ColumnSpec(12, flex=2, max_width=26), ColumnSpec(18, flex=2, max_width=32), ColumnSpec(16, flex=3))
_FILE_COLUMNS = (ColumnSpec(20, flex=1), ColumnSpec(20, flex=1))


class ColumnRow(Struct, frozen=True):
    """The row about one column of the file."""

    index: int


class StaffImportScreen(HasContext, Screen[None]):
    """The file, its columns with the first rows, and what the import would do."""

    BINDINGS = keys.STAFF_IMPORT
    AUTO_FOCUS = "Input"

    def __init__(self) -> None:
        super().__init__()
        self._table: StaffTable | None = None
        self._mapping: list[StaffField] = []
        self._plan: ImportPlan | None = None
        self._last_import: LastImport | None = None

    def compose(self) -> ComposeResult:
        """Yield the path, the files or columns, and the outcome."""
        yield TopBar()
        with Vertical(id="import", classes="box") as box:
            box.border_title = plain(_("Import a staff list"))
            with Horizontal(classes="field-line"):
                yield Static(plain(_("File")), classes="label")
                yield LineInput(id="path", compact=True, placeholder=_("path of a CSV or Excel file, then Enter"))
            yield Static(id="import-hint")
            yield RecordList(id="import-rows")
            yield Static(id="import-summary")
            yield RecordList(id="import-problems")
        yield KeyFooter()

    def on_mount(self) -> None:
        """List the files found in the usual folders."""
        self.query_one("#import-problems").display = False
        self._list_nearby_files()
        self._show_last_import()

    @work
    async def _list_nearby_files(self) -> None:
        paths: tuple[Path, ...] = await self.ctx.run(self.ctx.files.find_staff_lists)
        rows = [
            Row(path, ColumnLine([plain(path.name), plain(str(path.parent), content.MUTED)], _FILE_COLUMNS))
            for path in paths
        ]
        if rows:
            hint = _("Lists found in your folders. Enter chooses one; with Tab you type the path of another.")
        else:
            hint = _("No lists found in the usual folders.")
        self.query_one("#import-hint", Static).update(plain(hint, content.MUTED))
        listed = self.query_one("#import-rows", RecordList)
        listed.fill(rows)
        if rows and not self.query_one("#path", Input).value:
            listed.focus()

    @on(Input.Submitted, "#path")
    def _path_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._read(Path(event.value.strip().strip("'\"")).expanduser())

    @on(RecordList.Opened, "#import-rows")
    def _row_opened(self, event: RecordList.Opened) -> None:
        if isinstance(event.value, Path):
            self.query_one("#path", Input).value = str(event.value)
            self._read(event.value)
        else:
            self.action_turn(1)

    @work(exclusive=True, group="read")
    async def _read(self, path: Path) -> None:
        try:
            table: StaffTable = await self.ctx.run(self.ctx.files.read_staff_list, path)
        except DomainError as error:
            self.ctx.notify(error_message(error), error=True)
            return
        self._table = table
        self._mapping = list(suggest_columns(table))
        hint = self.ctx.with_keys(
            _("Are the columns matched correctly? Left and right change a match, $save shows what would change.")
        )
        self.query_one("#import-hint", Static).update(plain(hint, content.MUTED))
        self._show_columns(table)
        self.query_one("#import-rows").focus()
        self._preview(table)

    def _show_columns(self, table: StaffTable) -> None:
        rows: list[Row] = []
        for index, (heading, field) in enumerate(zip(table.headings, self._mapping, strict=True)):
            sample = " · ".join(row.cells[index] for row in table.rows[:SAMPLE_ROWS] if row.cells[index])
            style = content.MUTED if field is StaffField.IGNORE else ""
            choice = plain("‹ ", content.MUTED) + plain(field_label(field), style) + plain(" ›", content.MUTED)
            cells = [plain(heading or "–", style), choice, plain(sample, content.MUTED)]
            rows.append(Row(ColumnRow(index), ColumnLine(cells, _MAPPING_COLUMNS)))
        self.query_one("#import-rows", RecordList).fill(rows)
        self.refresh_bindings()

    @work(exclusive=True, group="preview")
    async def _preview(self, table: StaffTable) -> None:
        summary = self.query_one("#import-summary", Static)
        self._plan = None
        try:
            reviewed = await self.ctx.call(staff_import.preview, ListReview(table, tuple(self._mapping)))
            self._plan = reviewed.plan
        except DomainError as error:
            summary.update(plain(error_message(error), content.ERROR))
            self.query_one("#import-problems").display = False
            return
        summary.update(_plan_summary(self._plan))
        problems = self.query_one("#import-problems", RecordList)
        rows = _finding_rows(self._plan, self.ctx.today)
        problems.display = bool(rows)
        problems.fill(rows)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys for importing until a list is read, and that for taking back where there is nothing."""
        if action == "save":
            return self._plan is not None
        if action == "undo_import":
            return self._last_import is not None
        if action == "turn":
            return self._table is not None
        return super().check_action(action, parameters)

    def action_turn(self, step: int) -> None:
        """Match the column under the cursor with the next field, or the previous one."""
        rows = self.query_one("#import-rows", RecordList)
        column = rows.selected(ColumnRow)
        if column is None or self._table is None or not rows.has_focus:
            return
        current = self._mapping[column.index]
        fields = [one for one in StaffField if one in (current, StaffField.IGNORE) or one not in self._mapping]
        self._mapping[column.index] = fields[(fields.index(current) + step) % len(fields)]
        self._show_columns(self._table)
        self._preview(self._table)

    def action_save(self) -> None:
        """Look through what the import would do."""
        if self._table is not None and self._plan is not None:
            self.ctx.spawn(self._look_through(ListReview(self._table, tuple(self._mapping))))

    async def _look_through(self, review: ListReview) -> None:
        created = await self.ctx.ask(StaffReviewScreen(review))
        if created is not None:
            self.ctx.leave(self)
        if created:
            await self._offer_codes()

    async def _offer_codes(self) -> None:
        """Ask whether those who have no way to sign in get codes, where people sign in at all."""
        call = self.ctx.call(codes.waiting_for_code, CodeScope.ALL, self.ctx.computer.is_shared)
        if count := await self.ctx.attempt(call):
            question = f"{no_sign_in_text(count)}. " + _("Make one-time codes for them, one page each or a list?")
            if await confirm(self.ctx, _("One-time codes"), question, _("Choose who"), _("Not now")):
                self.ctx.open(OpenCodes(CodeScope.ALL))

    @work
    async def _show_last_import(self) -> None:
        try:
            self._last_import = await self.ctx.call(staff_import_undo.last_import)
        except DomainError as error:
            self.ctx.notify_error(error)
        self.refresh_bindings()

    def action_undo_import(self) -> None:
        """Take back the last import, after asking."""
        if self._last_import is not None:
            self.ctx.spawn(self._undo_import(self._last_import))

    async def _undo_import(self, last: LastImport) -> None:
        question = format_message(
            _("Take back the import of $name ($at)? What was built on it since stays."),
            name=last.name or "–",
            at=full_timestamp(last.at, self.ctx.now),
        )
        if not await confirm(self.ctx, _("Take back the last import"), question, _("Take back")):
            return
        try:
            undone = await self.ctx.call(staff_import_undo.undo_import)
        except DomainError as error:
            self.ctx.notify_error(error)
            return
        message = "\n".join(
            (undone_message(undone.removed, undone.restored), *map(kept_message, undone.kept[:MAX_KEPT]))
        )
        self.ctx.notify(message, longer=bool(undone.kept))
        self._show_last_import()

    def action_back(self) -> None:
        """Leave the screen."""
        self.ctx.leave(self)


def _plan_summary(plan: ImportPlan) -> Content:
    counts = format_message(
        _("$created new · $updated changed · $unchanged unchanged"),
        created=plan.count(ImportChange.CREATE),
        updated=plan.count(ImportChange.UPDATE),
        unchanged=plan.count(ImportChange.UNCHANGED),
    )
    line = plain(counts, "bold")
    if plan.rows_left_out:
        problems = ngettext("$count row left out", "$count rows left out", plan.rows_left_out)
        line += plain(" · " + format_message(problems, count=plan.rows_left_out), content.ERROR)
    return line


def _finding_rows(plan: ImportPlan, today: date) -> list[Row]:
    """What is left out or asked; the review has the rest."""
    costly = [
        one for one in plan.findings if one.level is not Level.NOTICE and one.kind is not FindingKind.MISSING_FROM_LIST
    ]
    return [Row(finding, TextLine(plain(finding_line(finding, today)))) for finding in costly[:MAX_PROBLEMS_SHOWN]]

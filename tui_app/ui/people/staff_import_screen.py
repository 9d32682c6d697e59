"""The import of a staff list: choose a file, match its columns, see what would change, and import it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, ProgressBar, Static

from tui_app.domain.errors import DomainError
from tui_app.domain.staff_import.plan import ImportChange, ImportPlan
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.table import StaffTable
from tui_app.services.people import staff_import
from tui_app.text.administration.staff_import import (
    field_label,
    finding_line,
)
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.dialogs.flow import confirm
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec, TextLine
from tui_app.ui.widgets.frame import KeyFooter, TopBar
from tui_app.ui.widgets.record_list import RecordList, Row

SAMPLE_ROWS = 3
"""Rows of the file shown beside each column."""
MAX_PROBLEMS_SHOWN = 200
"""Most problems listed; the summary counts the rest."""
_MAPPING_COLUMNS = (ColumnSpec(12, flex=2, max_width=26), ColumnSpec(18, flex=2, max_width=32), ColumnSpec(16, flex=3))
_FILE_COLUMNS = (ColumnSpec(20, flex=1), ColumnSpec(20, flex=1))


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """The row about one column of the file."""

    index: int


class StaffImportScreen(HasContext, Screen[None]):
    """The file, its columns with the first rows, and what the import would do."""

    BINDINGS = keys.STAFF_IMPORT
    AUTO_FOCUS = "Input"

    class Progressed(Message):
        """Posted from the thread that stores people, with how many of how many are stored."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    def __init__(self) -> None:
        super().__init__()
        self._table: StaffTable | None = None
        self._mapping: list[StaffField] = []
        self._plan: ImportPlan | None = None
        self._is_storing = False

    def compose(self) -> ComposeResult:
        """Yield the path, the files or columns, and the outcome."""
        yield TopBar()
        with Vertical(id="import", classes="box") as box:
            box.border_title = plain(_("Import a staff list"))
            with Horizontal(classes="field-line"):
                yield Static(plain(_("File")), classes="label")
                yield Input(id="path", compact=True, placeholder=_("path of a CSV or Excel file, then enter"))
            yield Static(id="import-hint")
            yield RecordList(id="import-rows")
            yield Static(id="import-summary")
            yield RecordList(id="import-problems")
            yield ProgressBar(id="import-progress", show_eta=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """List the files found in the usual folders."""
        self.query_one(ProgressBar).display = False
        self.query_one("#import-problems").display = False
        self._list_nearby_files()

    @work
    async def _list_nearby_files(self) -> None:
        paths: tuple[Path, ...] = await self.ctx.run(self.ctx.files.find_staff_lists)
        rows = [
            Row(path, ColumnLine([plain(path.name), plain(str(path.parent), content.MUTED)], _FILE_COLUMNS))
            for path in paths
        ]
        if rows:
            hint = _("Lists found in your folders. Press enter to choose one.")
        else:
            hint = _("No lists found in the usual folders.")
        self.query_one("#import-hint", Static).update(plain(hint, content.MUTED))
        self.query_one("#import-rows", RecordList).fill(rows)

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
        hint = _("Are the columns matched correctly? Left and right change a match, ctrl+s imports.")
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
        """Hide the keys for importing until a list is read, and while it is stored."""
        if action == "save":
            return self._plan is not None and not self._is_storing
        if action == "turn":
            return self._table is not None and not self._is_storing
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
        """Import the list; if some rows have problems, ask if the others should be imported."""
        if self._plan is not None:
            self.ctx.spawn(self._import(self._plan))

    async def _import(self, plan: ImportPlan) -> None:
        if plan.rows_left_out:
            question = ngettext(
                "$count row has a problem. Import the others?",
                "$count rows have problems. Import the others?",
                plan.rows_left_out,
            )
            question = format_message(question, count=plan.rows_left_out)
            title, yes, no = _("Import a staff list"), _("Import valid rows"), _("Cancel import")
            if not await confirm(self.ctx, title, question, yes, no):
                return
        await self._store(skip_bad=bool(plan.rows_left_out))

    async def _store(self, *, skip_bad: bool) -> None:
        if self._table is None:
            return
        self._is_storing = True
        bar = self.query_one(ProgressBar)
        bar.display = True

        def progress(done: int, total: int) -> None:
            self.post_message(self.Progressed(done, total))

        use_case = partial(staff_import.import_staff, skip_bad=skip_bad, progress=progress)
        try:
            outcome = await self.ctx.call(use_case, ListReview(self._table, tuple(self._mapping)))
        except DomainError as error:
            self.ctx.notify(error_message(error), error=True)
            return
        finally:
            self._is_storing = False
            bar.display = False
        done = _("Done: $created new, $updated changed, $unchanged unchanged, $left_out rows left out.")
        self.ctx.notify(
            format_message(
                done,
                created=outcome.created,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
                left_out=outcome.skipped_rows,
            )
        )
        self.ctx.leave(self)

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)

    def action_back(self) -> None:
        """Leave the screen, unless people are being stored."""
        if not self._is_storing:
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
        problems = ngettext("$count row with a problem", "$count rows with problems", plan.rows_left_out)
        line += plain(" · " + format_message(problems, count=plan.rows_left_out), content.ERROR)
    return line


def _finding_rows(plan: ImportPlan, today: date) -> list[Row]:
    return [
        Row(finding, TextLine(plain(finding_line(finding, today)))) for finding in plan.findings[:MAX_PROBLEMS_SHOWN]
    ]

"""Import: choose a staff list, say what its columns hold, see what would happen, and only then let it happen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, ProgressBar, Static

from tui_app.domain.errors import DomainError
from tui_app.domain.staff_import.headings import StaffField, recognise_columns
from tui_app.domain.staff_import.plan import ImportChange, ImportPlan
from tui_app.domain.staff_import.rows import StaffTable
from tui_app.services.people import staff_import
from tui_app.text.administration.staff_import import (
    field_label,
    import_error_message,
    notice_message,
    row_problem_message,
)
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec, TextLine
from tui_app.ui.widgets.frame import KeyFooter, TopBar
from tui_app.ui.widgets.record_list import RecordList, Row

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp

SAMPLE_ROWS = 3
"""Rows of the file shown beside each column."""
PROBLEMS_SHOWN = 200
"""Problems listed on the screen; the rest are counted."""

_MAPPING_COLUMNS = (ColumnSpec(12, flex=2, most=26), ColumnSpec(18, flex=2, most=32), ColumnSpec(16, flex=3))
_FILE_COLUMNS = (ColumnSpec(20, flex=1), ColumnSpec(20, flex=1))


class StaffImportScreen(Screen[None]):
    """First the file, then its columns with the first rows, and below them what would be done."""

    BINDINGS = keys.STAFF_IMPORT
    AUTO_FOCUS = "Input"

    class Progressed(Message):
        """So many people of so many are stored; sent from the thread that stores them."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    def __init__(self) -> None:
        super().__init__()
        self._table: StaffTable | None = None
        self._mapping: list[StaffField] = []
        self._plan: ImportPlan | None = None
        self._storing = False
        self._nearby: tuple[Path, ...] = ()

    @property
    def _samtale(self) -> SamtaleApp:
        return cast("SamtaleApp", self.app)

    def compose(self) -> ComposeResult:
        """The file's path, its columns, the outcome."""
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
        """Offer the lists that lie where people put them."""
        self.query_one(ProgressBar).display = False
        self.query_one("#import-problems").display = False
        self._offer_files()

    @work
    async def _offer_files(self) -> None:
        found = await self._samtale.parts.gate(self._samtale.parts.staff_lists_nearby)
        rows = [
            Row(f"file-{at}", ColumnLine([plain(path.name), plain(str(path.parent), content.MUTED)], _FILE_COLUMNS))
            for at, path in enumerate(found)
        ]
        self._nearby = found
        hint = (
            _("Lists found in your folders. Press enter to choose one.")
            if rows
            else _("No lists found in the usual folders.")
        )
        self.query_one("#import-hint", Static).update(plain(hint, content.MUTED))
        self.query_one("#import-rows", RecordList).fill(rows)

    @on(Input.Submitted, "#path")
    def _path_entered(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._read(Path(event.value.strip().strip("'\"")).expanduser())

    @on(RecordList.Opened, "#import-rows")
    def _row_opened(self, event: RecordList.Opened) -> None:
        kind, _dash, at = event.key.partition("-")
        if kind == "file":
            path = self._nearby[int(at)]
            self.query_one("#path", Input).value = str(path)
            self._read(path)
        else:
            self.action_turn(1)

    @work(exclusive=True, group="read")
    async def _read(self, path: Path) -> None:
        try:
            table: StaffTable = await self._samtale.parts.gate(self._samtale.parts.read_staff_list, path)
        except DomainError as refusal:
            self._samtale.tell(import_error_message(refusal), wrong=True)
            return
        self._table = table
        self._mapping = list(recognise_columns(table.headings))
        hint = _("Are the columns matched correctly? Left and right change a match, ctrl+s imports.")
        self.query_one("#import-hint", Static).update(plain(hint, content.MUTED))
        self._show_columns()
        self.query_one("#import-rows").focus()
        self._look_ahead()

    def _show_columns(self) -> None:
        table = self._table
        if table is None:
            return
        rows: list[Row] = []
        for at, (name, holds) in enumerate(zip(table.headings, self._mapping, strict=True)):
            sample = " · ".join(row.cells[at] for row in table.rows[:SAMPLE_ROWS] if row.cells[at])
            ignored = holds is StaffField.IGNORE
            style = content.MUTED if ignored else ""
            holds_words = plain("‹ ", content.MUTED) + plain(field_label(holds), style) + plain(" ›", content.MUTED)
            cells = [plain(name or "–", style), holds_words, plain(sample, content.MUTED)]
            rows.append(Row(f"column-{at}", ColumnLine(cells, _MAPPING_COLUMNS)))
        self.query_one("#import-rows", RecordList).fill(rows)
        self.refresh_bindings()

    @work(exclusive=True, group="preview")
    async def _look_ahead(self) -> None:
        if self._table is None:
            return
        summary = self.query_one("#import-summary", Static)
        self._plan = None
        try:
            self._plan = await self._samtale.ask(staff_import.preview, self._table, tuple(self._mapping))
        except DomainError as refusal:
            summary.update(plain(import_error_message(refusal), content.ERROR))
            self.query_one("#import-problems").display = False
            return
        summary.update(self._summary(self._plan))
        self._show_problems(self._plan)
        self.refresh_bindings()

    def _summary(self, plan: ImportPlan) -> Content:
        counts = format_message(
            _("$created new · $updated changed · $unchanged unchanged"),
            created=plan.count(ImportChange.CREATE),
            updated=plan.count(ImportChange.UPDATE),
            unchanged=plan.count(ImportChange.UNCHANGED),
        )
        line = plain(counts, "bold")
        if plan.left_out:
            bad = ngettext("$count row with a problem", "$count rows with problems", plan.left_out)
            line += plain(" · " + format_message(bad, count=plan.left_out), content.ERROR)
        return line

    def _show_problems(self, plan: ImportPlan) -> None:
        listed = self.query_one("#import-problems", RecordList)
        rows = [
            Row(
                f"problem-{at}",
                TextLine(
                    plain(format_message(_("Row $row: "), row=problem.row), content.WARNING)
                    + plain(row_problem_message(problem))
                ),
            )
            for at, problem in enumerate(plan.problems[:PROBLEMS_SHOWN])
        ]
        rows += [Row(f"notice-{at}", TextLine(plain(notice_message(notice)))) for at, notice in enumerate(plan.notices)]
        listed.display = bool(rows)
        listed.fill(rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be imported before a list is read, nor twice at once."""
        if action == "save":
            return self._plan is not None and not self._storing
        if action == "turn":
            return self._table is not None and not self._storing
        return super().check_action(action, parameters)

    def action_turn(self, step: int) -> None:
        """The column under the cursor holds the next thing, or the one before."""
        rows = self.query_one("#import-rows", RecordList)
        kind, _dash, at = rows.key.partition("-")
        if kind != "column" or not rows.has_focus:
            return
        now = self._mapping[int(at)]
        fields = [one for one in StaffField if one in (now, StaffField.IGNORE) or one not in self._mapping]
        self._mapping[int(at)] = fields[(fields.index(now) + step) % len(fields)]
        self._show_columns()
        self._look_ahead()

    def action_save(self) -> None:
        """Import; where some rows have problems, ask whether the good ones are to be imported."""
        if self._plan is not None:
            self._samtale.flow(self._import(self._plan))

    async def _import(self, plan: ImportPlan) -> None:
        from tui_app.ui.dialogs.confirm import ConfirmDialog

        if plan.problems:
            question = ngettext(
                "$count row has a problem. Import the others?",
                "$count rows have problems. Import the others?",
                plan.left_out,
            )
            ask = ConfirmDialog(
                _("Import a staff list"),
                plain(format_message(question, count=plan.left_out)),
                _("Import valid rows"),
                _("Cancel import"),
            )
            if not await self._samtale.push_screen_wait(ask):
                return
        await self._store(bool(plan.problems))

    async def _store(self, skip_bad: bool) -> None:
        self._storing = True
        bar = self.query_one(ProgressBar)
        bar.display = True

        def progress(done: int, total: int) -> None:
            self.post_message(self.Progressed(done, total))

        carry_out = partial(staff_import.import_staff, skip_bad=skip_bad, progress=progress)
        try:
            outcome = await self._samtale.ask(carry_out, self._table, tuple(self._mapping))
        except DomainError as refusal:
            self._samtale.tell(import_error_message(refusal), wrong=True)
            return
        finally:
            self._storing = False
            bar.display = False
        done = _("Done: $created new, $updated changed, $unchanged unchanged, $left_out rows skipped.")
        self._samtale.tell(
            format_message(
                done,
                created=outcome.created,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
                left_out=outcome.left_out,
            )
        )
        self._samtale.leave(self)

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)

    def action_back(self) -> None:
        """Leave without importing."""
        if not self._storing:
            self._samtale.leave(self)

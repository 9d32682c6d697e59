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

from tui_app.domain.refusals import Refusal
from tui_app.domain.staff_list import StaffField, Table, recognise
from tui_app.domain.staff_plan import Change, StaffPlan
from tui_app.services import staff_import
from tui_app.ui import keys, words
from tui_app.ui.language import _, ngettext, told
from tui_app.ui.staff_words import words_for_column, words_for_notice, words_for_staff_problem, words_for_staff_refusal
from tui_app.ui.text import lit
from tui_app.ui.widgets.frame import KeyLine, TopLine
from tui_app.ui.widgets.rows import Column, Line, Row, RowList, TextLine

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp

SAMPLE_ROWS = 3
"""Rows of the file shown beside each column."""
PROBLEMS_SHOWN = 200
"""Problems listed on the screen; the rest are counted."""

_COLUMNS = (Column(12, flex=2, most=26), Column(18, flex=2, most=32), Column(16, flex=3))
_FILES = (Column(20, flex=1), Column(20, flex=1))


class ImportScreen(Screen[None]):
    """First the file, then its columns with the first rows, and below them what would be done."""

    BINDINGS = keys.IMPORT
    AUTO_FOCUS = "Input"

    class Progressed(Message):
        """So many people of so many are stored; sent from the thread that stores them."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    def __init__(self) -> None:
        super().__init__()
        self._table: Table | None = None
        self._mapping: list[StaffField] = []
        self._plan: StaffPlan | None = None
        self._storing = False
        self._nearby: tuple[Path, ...] = ()

    @property
    def _samtale(self) -> SamtaleApp:
        return cast("SamtaleApp", self.app)

    def compose(self) -> ComposeResult:
        """The file's path, its columns, the outcome."""
        yield TopLine()
        with Vertical(id="import", classes="box") as box:
            box.border_title = lit(_("Import a staff list"))
            with Horizontal(classes="field-line"):
                yield Static(lit(_("File")), classes="label")
                yield Input(id="path", compact=True, placeholder=_("path of a CSV or Excel file, then enter"))
            yield Static(id="import-hint")
            yield RowList(id="import-rows")
            yield Static(id="import-summary")
            yield RowList(id="import-problems")
            yield ProgressBar(id="import-progress", show_eta=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Offer the lists that lie where people put them."""
        self.query_one(ProgressBar).display = False
        self.query_one("#import-problems").display = False
        self._offer_files()

    @work
    async def _offer_files(self) -> None:
        found = await self._samtale.parts.gate(self._samtale.parts.staff_lists_nearby)
        rows = [
            Row(f"file-{at}", Line([lit(path.name), lit(str(path.parent), words.FAINT)], _FILES))
            for at, path in enumerate(found)
        ]
        self._nearby = found
        hint = _("Lists found in your folders. Enter takes one.") if rows else _("No lists found in the usual folders.")
        self.query_one("#import-hint", Static).update(lit(hint, words.FAINT))
        self.query_one("#import-rows", RowList).fill(rows)

    @on(Input.Submitted, "#path")
    def _path_entered(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._read(Path(event.value.strip().strip("'\"")).expanduser())

    @on(RowList.Opened, "#import-rows")
    def _row_opened(self, event: RowList.Opened) -> None:
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
            table: Table = await self._samtale.parts.gate(self._samtale.parts.read_staff_list, path)
        except Refusal as refusal:
            self._samtale.tell(words_for_staff_refusal(refusal), wrong=True)
            return
        self._table = table
        self._mapping = list(recognise(table.headings))
        hint = _("Do the columns hold what stands beside them? Left and right change it. Ctrl+s imports.")
        self.query_one("#import-hint", Static).update(lit(hint, words.FAINT))
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
            style = words.FAINT if ignored else ""
            holds_words = lit("‹ ", words.FAINT) + lit(words_for_column(holds), style) + lit(" ›", words.FAINT)
            cells = [lit(name or "–", style), holds_words, lit(sample, words.FAINT)]
            rows.append(Row(f"column-{at}", Line(cells, _COLUMNS)))
        self.query_one("#import-rows", RowList).fill(rows)
        self.refresh_bindings()

    @work(exclusive=True, group="preview")
    async def _look_ahead(self) -> None:
        if self._table is None:
            return
        summary = self.query_one("#import-summary", Static)
        self._plan = None
        try:
            self._plan = await self._samtale.ask(staff_import.preview, self._table, tuple(self._mapping))
        except Refusal as refusal:
            summary.update(lit(words_for_staff_refusal(refusal), words.RED))
            self.query_one("#import-problems").display = False
            return
        summary.update(self._summary(self._plan))
        self._show_problems(self._plan)
        self.refresh_bindings()

    def _summary(self, plan: StaffPlan) -> Content:
        counts = told(
            _("$created new · $updated changed · $unchanged as before"),
            created=plan.count(Change.CREATE),
            updated=plan.count(Change.UPDATE),
            unchanged=plan.count(Change.UNCHANGED),
        )
        line = lit(counts, "bold")
        if plan.left_out:
            bad = ngettext("$count row with a problem", "$count rows with problems", plan.left_out)
            line += lit(" · " + told(bad, count=plan.left_out), words.RED)
        return line

    def _show_problems(self, plan: StaffPlan) -> None:
        listed = self.query_one("#import-problems", RowList)
        rows = [
            Row(
                f"problem-{at}",
                TextLine(
                    lit(told(_("Row $row: "), row=problem.row), words.AMBER) + lit(words_for_staff_problem(problem))
                ),
            )
            for at, problem in enumerate(plan.problems[:PROBLEMS_SHOWN])
        ]
        rows += [Row(f"notice-{at}", TextLine(lit(words_for_notice(notice)))) for at, notice in enumerate(plan.notices)]
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
        rows = self.query_one("#import-rows", RowList)
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

    async def _import(self, plan: StaffPlan) -> None:
        from tui_app.ui.modals.ask import Ask

        if plan.problems:
            question = ngettext(
                "$count row has a problem. Import the others?",
                "$count rows have problems. Import the others?",
                plan.left_out,
            )
            ask = Ask(
                _("Import a staff list"),
                lit(told(question, count=plan.left_out)),
                _("Import the good rows"),
                _("Import nothing"),
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

        carry_out = partial(staff_import.carry_out, skip_bad=skip_bad, progress=progress)
        try:
            outcome = await self._samtale.ask(carry_out, self._table, tuple(self._mapping))
        except Refusal as refusal:
            self._samtale.tell(words_for_staff_refusal(refusal), wrong=True)
            return
        finally:
            self._storing = False
            bar.display = False
        done = _("Done: $created new, $updated changed, $unchanged as before, $left_out rows left out.")
        self._samtale.tell(
            told(
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

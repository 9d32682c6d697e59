"""The review of a staff list: who is new, changes, comes back or leaves, and what must be looked at, before writing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import ProgressBar, Static

from tui_app.domain.errors import DomainError
from tui_app.domain.staff_import.plan import ImportChange, ImportPlan
from tui_app.domain.staff_import.prepare import ListReview
from tui_app.domain.staff_list.findings import FindingKind
from tui_app.services.people import staff_import
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.dialogs.flow import confirm
from tui_app.ui.dialogs.save_file import save_to_file
from tui_app.ui.people.leaving import show_leavers
from tui_app.ui.people.staff_import.review_questions import ReviewQuestions
from tui_app.ui.people.staff_import.review_rows import Entry, Group, problem_table, review_rows
from tui_app.ui.widgets.frame import KeyFooter, TopBar
from tui_app.ui.widgets.record_list import RecordList

_STOPPED = "import_stopped"
_ASKED_BEFORE = (FindingKind.DATE_ORDER_UNCLEAR, FindingKind.ME_NOT_IN_LIST, FindingKind.NO_LEADER_COLUMN)
"""Questions about all dates, and about the signed-in person's own team: they are asked before anything is written."""


class StaffReviewScreen(HasContext, Screen[int | None]):
    """What the import would do, group by group; answers how many people are new, None if nothing was imported.

    Args:
        review: the list, with what has been decided about it.
    """

    BINDINGS = keys.STAFF_REVIEW
    AUTO_FOCUS = "#review-rows"

    class Progressed(Message):
        """Posted from the thread that stores people, with how many of how many are stored."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    def __init__(self, review: ListReview) -> None:
        super().__init__()
        self._review = review
        self._plan: ImportPlan | None = None
        self._opened = {"look"}
        self._is_storing = False
        self._is_stopped = False
        self._asked: set[FindingKind] = set()

    def compose(self) -> ComposeResult:
        """Yield the summary, the groups, the whole text of the row under the cursor, and the progress."""
        yield TopBar()
        with Vertical(id="review", classes="box") as box:
            box.border_title = plain(_("Import a staff list"))
            yield Static(id="review-summary")
            yield RecordList(id="review-rows")
            yield Static(id="review-detail")
            yield ProgressBar(id="import-progress", show_eta=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Plan the import."""
        self.query_one(ProgressBar).display = False
        self._read_again()

    def decide(self, review: ListReview) -> None:
        """Take what has been decided, and plan again."""
        self._review = review
        self._read_again()

    @work(exclusive=True, group="preview")
    async def _read_again(self) -> None:
        await self._plan_again()

    async def _plan_again(self) -> None:
        try:
            reviewed = await self.ctx.call(staff_import.preview, self._review)
        except DomainError as error:
            self.query_one("#review-summary", Static).update(plain(error_message(error), content.ERROR))
            return
        self._plan = reviewed.plan
        self._show(reviewed.plan)
        self.refresh_bindings()

    def _show(self, plan: ImportPlan) -> None:
        counts = format_message(
            _("$created new · $updated changed · $unchanged unchanged"),
            created=plan.count(ImportChange.CREATE),
            updated=plan.count(ImportChange.UPDATE),
            unchanged=plan.count(ImportChange.UNCHANGED),
        )
        line = plain(counts, "bold")
        if plan.rows_left_out:
            left_out = ngettext("$count row left out", "$count rows left out", plan.rows_left_out)
            line += plain(" · " + format_message(left_out, count=plan.rows_left_out), content.ERROR)
        self.query_one("#review-summary", Static).update(line)
        rows = review_rows(plan, self._review.rows_taken_out, self._opened, self.ctx.today)
        self.query_one("#review-rows", RecordList).fill(rows)
        self._show_detail()

    @property
    def _entry(self) -> Entry | None:
        return self.query_one("#review-rows", RecordList).selected(Entry)

    @property
    def key_labels(self) -> dict[str, str]:
        """What the key does with the row under the cursor, for the footer."""
        entry = self._entry
        is_out = entry is not None and bool(entry.rows) and self._review.rows_taken_out.issuperset(entry.rows)
        return {"take_out": _("Put back")} if is_out else {}

    @on(RecordList.Moved, "#review-rows")
    def _show_detail(self) -> None:
        entry = self._entry
        self.query_one("#review-detail", Static).update(plain(entry.text if entry else ""))
        self.refresh_bindings()

    @on(RecordList.Opened, "#review-rows")
    def _row_opened(self, event: RecordList.Opened) -> None:
        if isinstance(event.value, Group) and self._plan:
            self._opened ^= {event.value.key}
            self._show(self._plan)
        elif isinstance(event.value, Entry):
            self.action_edit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that do nothing for the row under the cursor, and all of them while people are stored."""
        if action == "save":
            return self._plan is not None and not self._is_storing
        if action in ("edit", "take_out", "save_problems"):
            if self._is_storing or self._plan is None:
                return False
            entry = self._entry
            if action == "edit":
                return entry is not None and bool(entry.rows or entry.missing or entry.question)
            return action == "save_problems" or (entry is not None and bool(entry.rows))
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Correct the row under the cursor, or answer the question."""
        if (entry := self._entry) and self._plan:
            if entry.question is not None:
                self._asked.add(entry.question)
            questions = ReviewQuestions(self.ctx, self._review, self._plan, self.decide)
            self.ctx.spawn(questions.answer(entry))

    def action_take_out(self) -> None:
        """Take the row under the cursor out of the import, or put it back."""
        if entry := self._entry:
            self.decide(replace(self._review, rows_taken_out=self._review.rows_taken_out ^ {*entry.rows}))

    def action_save_problems(self) -> None:
        """Save everything that is said as a table."""
        if self._plan:
            rows = problem_table(self._plan, self.ctx.today)
            path = self.ctx.files.export_folder / "problems.csv"
            self.ctx.spawn(save_to_file(self.ctx, _("Save as CSV"), path, partial(self.ctx.files.write_table, rows)))

    def action_save(self) -> None:
        """Import the list; if some rows do not come in, ask if the others should."""
        if self._plan is not None:
            self.ctx.spawn(self._import())

    async def _import(self) -> None:
        plan = await self._ask_what_is_open()
        if plan is None:
            return
        if plan.rows_left_out:
            question = ngettext(
                "$count row cannot be imported. Import the others?",
                "$count rows cannot be imported. Import the others?",
                plan.rows_left_out,
            )
            question = format_message(question, count=plan.rows_left_out)
            title, yes, no = _("Import a staff list"), _("Import valid rows"), _("Cancel import")
            if not await confirm(self.ctx, title, question, yes, no):
                return
        await self._store()

    async def _ask_what_is_open(self) -> ImportPlan | None:
        """Ask how dates are read, who one is, and whether everybody becomes one's own; None if that was cancelled."""
        for kind in _ASKED_BEFORE:
            plan = self._plan
            must_be_answered = kind is FindingKind.DATE_ORDER_UNCLEAR
            is_open = plan is not None and any(one.kind is kind for one in plan.findings)
            if plan is None or not is_open or (kind in self._asked and not must_be_answered):
                continue
            decided: list[ListReview] = []
            if not await ReviewQuestions(self.ctx, self._review, plan, decided.append).answer_question(kind):
                return None
            self._asked.add(kind)
            if decided:
                self._review = decided[-1]
                await self._plan_again()
        return self._plan

    async def _store(self) -> None:
        self._is_storing, self._is_stopped = True, False
        bar = self.query_one(ProgressBar)
        bar.display = True

        def progress(done: int, total: int) -> None:
            if self._is_stopped:
                raise DomainError(_STOPPED)
            self.post_message(self.Progressed(done, total))

        use_case = partial(staff_import.import_staff, skip_bad=True, progress=progress)
        try:
            outcome = await self.ctx.call(use_case, self._review)
        except DomainError as error:
            self.ctx.notify(error_message(error), error=error.code != _STOPPED)
            return
        finally:
            self._is_storing = False
            bar.display = False
        counts: Mapping[str, int] = {
            "created": outcome.created,
            "updated": outcome.updated,
            "unchanged": outcome.unchanged,
            "left_out": outcome.skipped_rows,
        }
        done = _("Done: $created new, $updated changed, $unchanged unchanged; rows left out: $left_out.")
        self.ctx.notify(format_message(done, **counts))
        if outcome.leaving:
            await show_leavers(self.ctx, outcome.leaving, outcome.leaders_leaving)
        self.dismiss(outcome.created)

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)

    def action_back(self) -> None:
        """Leave the review; while people are stored, stop, and nothing of it is kept."""
        if self._is_storing:
            self._is_stopped = True
        else:
            self.dismiss(None)

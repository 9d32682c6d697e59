"""One version of a form: its outline to the left, the part under the cursor to the right.

A draft can be edited; a published version can only be read.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tui_app.domain.errors import DomainError
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Question, Section
from tui_app.domain.forms.template_problems import InvalidTemplate
from tui_app.domain.forms.translations import Translations, in_language
from tui_app.domain.records.conversation import Role
from tui_app.text.forms.labels import version_text
from tui_app.text.i18n import _, current_language, format_message, ngettext
from tui_app.ui import keys
from tui_app.ui.content import concat, plain
from tui_app.ui.forms.outline import (
    FormPart,
    OutlinePart,
    QuestionPart,
    SectionPart,
    outline_rows,
    part_with_problem,
)
from tui_app.ui.forms.part_description import describe_part
from tui_app.ui.forms.publishing import choose_problem, publish
from tui_app.ui.forms.template_draft import EditedForm, FormChange, TemplateDraft
from tui_app.ui.key_changes.named import undo_hint
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tui_app.domain.forms.template_problems import TemplateProblem
    from tui_app.ui.forms.part_flows import PartFlows

DRAFT_ACTIONS = frozenset({"new_question", "new_section", "edit", "remove", "move", "undo", "publish"})
"""Actions that edit a draft."""


class FormEditorScreen(DataScreen[EditedForm]):
    """Edits a draft, or shows a published version.

    Args:
        template_id: the version.
        part: the part to move the cursor to.
    """

    BINDINGS = keys.FORM_EDITOR
    LEAVE_ON = frozenset({"not_found", "not_allowed"})
    AUTO_FOCUS = "#editor-rows"

    def __init__(self, template_id: int, part: OutlinePart | None = None) -> None:
        super().__init__()
        self._part_to_select = part
        self._draft = TemplateDraft(self.ctx, template_id, self._show_saved, self.reload)

    def compose_body(self) -> ComposeResult:
        """Yield the outline and the description."""
        with Horizontal(id="editor"):
            with Vertical(id="editor-outline", classes="box"):
                yield RecordList(id="editor-rows")
                yield Static(id="editor-wrong")
            with Vertical(id="editor-about", classes="box"):
                yield Static(id="editor-text")

    async def fetch(self) -> EditedForm:
        """Read the form."""
        return await self._draft.load()

    def show(self, data: EditedForm) -> None:
        """Show the outline, and how many problems there are."""
        self._draft.accept(data)
        rows = self.query_one(RecordList)
        rows.fill(outline_rows(data.form, data.problems))
        if self._part_to_select is not None:
            rows.go_to(self._part_to_select)
            self._part_to_select = None
        title = in_language(data.form.title, current_language())
        self.query_one("#editor-outline").border_title = concat(title, " · ", version_text(data.template))
        problems, count = self.query_one("#editor-wrong", Static), len(data.problems)
        problems.display = bool(count)
        message = ngettext("$count problem to fix: $publish", "$count problems to fix: $publish", count)
        problems.update(plain(format_message(message, count=count)))
        self._show_part()
        self.refresh_bindings()

    def _show_saved(self, edited: EditedForm) -> None:
        self.shown = edited
        self.show(edited)

    @on(RecordList.Moved)
    def _show_part(self) -> None:
        """Describe the part under the cursor."""
        if self.shown is not None:
            shown = self.shown
            description = describe_part(shown.form, self._selected_part, shown.problems, shown.looks)
            # it has a fixed size, and a layout of the whole screen would cost 30 ms at every key
            self.query_one("#editor-text", Static).update(description, layout=False)

    @property
    def _selected_part(self) -> OutlinePart:
        value = self.query_one(RecordList).value
        return value if isinstance(value, SectionPart | QuestionPart) else FormPart()

    def _selected(self) -> tuple[Section | None, Question | None]:
        """The section under the cursor, or the question and its section."""
        assert self.shown is not None
        form, part = self.shown.form, self._selected_part
        if isinstance(part, QuestionPart):
            return form.section_of(part.key), form.question(part.key)
        if isinstance(part, SectionPart):
            return next((one for one in form.sections if one.key == part.key), None), None
        return None, None

    @on(RecordList.Opened)
    def _row_opened(self) -> None:
        if self.shown is not None and self.shown.is_draft:
            self.action_edit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that edit a published version."""
        if action in DRAFT_ACTIONS:
            return self.shown is not None and self.shown.is_draft
        if action == "preview":
            return self.shown is not None
        return super().check_action(action, parameters)

    async def _report(self, flow: Callable[[], Awaitable[object]]) -> None:
        """Run a flow; list the problems of a form, and report any other error."""
        try:
            await flow()
        except InvalidTemplate as error:
            await self._go_to_problem(error.problems)
        except DomainError as error:
            self.ctx.notify_error(error)
            self.reload()

    async def _go_to_problem(self, problems: Sequence[TemplateProblem]) -> None:
        assert self.shown is not None
        form = self.shown.form
        problem = await choose_problem(self.ctx, form, problems)
        if problem is not None:
            self.query_one(RecordList).go_to(part_with_problem(form, problem))

    def _run_and_select(self, flow: Callable[[], Awaitable[OutlinePart | None]]) -> None:
        """Run a flow with a dialog, and move the cursor to the part that it adds."""

        async def run() -> None:
            added = await flow()
            if added is not None:
                self.query_one(RecordList).go_to(added)

        self.run_once(self._report(run))

    def _part_flows(self) -> PartFlows:
        from tui_app.ui.forms.part_flows import PartFlows

        assert self.shown is not None
        return PartFlows(self.ctx, self._draft, self.shown)

    def action_edit(self) -> None:
        """Edit the part under the cursor."""
        section, question = self._selected()
        flows = self._part_flows()
        if question is not None:
            self._run_and_select(partial(flows.edit_question, question))
        elif section is not None:
            self._run_and_select(partial(flows.edit_section, section))
        else:
            self._run_and_select(flows.edit_form)

    def action_new_section(self) -> None:
        """Add a section after the one under the cursor."""
        section, _question = self._selected()
        self._run_and_select(partial(self._part_flows().add_section, section.key if section else ""))

    def action_new_question(self) -> None:
        """Add a question after the one under the cursor, or at the end of the section."""
        assert self.shown is not None
        section, question = self._selected()
        sections = self.shown.form.sections
        if section is None and not sections:
            self.ctx.notify(self.ctx.with_keys(_("Add a section first: $add_larger")))
            return
        section = section or sections[-1]
        after_key = question.key if question else ""
        self._run_and_select(partial(self._part_flows().add_question, section.key, after_key))

    def action_remove(self) -> None:
        """Remove the part under the cursor; this can be undone."""
        section, question = self._selected()
        if question is not None:
            change = partial(editing.remove_question, key=question.key)
            self.ctx.spawn(self._report(partial(self._remove_part, change, question.text)))
        elif section is not None:
            change = partial(editing.remove_section, key=section.key)
            self.ctx.spawn(self._report(partial(self._remove_part, change, section.title)))

    async def _remove_part(self, change: FormChange, text: Translations) -> None:
        if await self._draft.save_change(change):
            removed = format_message(_("Removed: “$text”"), text=in_language(text, current_language()))
            self.ctx.notify(undo_hint(removed))

    def action_move(self, step: int) -> None:
        """Move the part under the cursor; a question goes over the end of its section into the next one."""
        section, question = self._selected()
        change: FormChange
        if question is not None:
            change = partial(editing.move_question, key=question.key, step=step)
        elif section is not None:
            change = partial(editing.move_section, key=section.key, step=step)
        else:
            return
        self.ctx.spawn(self._report(partial(self._draft.save_change, change)))

    def action_undo(self) -> None:
        """Undo the last change of this form."""
        self.ctx.spawn(self._report(self._draft.undo_change))

    def action_preview(self, role: str) -> None:
        """Show the form as one of the parties sees it."""
        from tui_app.ui.forms.form_preview_screen import FormPreviewScreen

        if self.shown is not None:
            section, _question = self._selected()
            self.ctx.show(FormPreviewScreen(self.shown.form, Role(role), section.key if section else ""))

    def action_publish(self) -> None:
        """Publish the draft, or list what must be fixed first."""
        if self.shown is not None:
            problems = self.shown.problems
            if problems:
                self.run_once(self._go_to_problem(problems))
            else:
                self.run_once(self._report(partial(publish, self.ctx, self.shown.template, _("Not yet"))))

"""One version of a form: its sections and questions to the left, what stands behind them to the right.

A draft is changed here; a published version is only read.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tui_app.domain.errors import DomainError
from tui_app.domain.form_drafts import form_draft_key
from tui_app.domain.forms import editing
from tui_app.domain.forms.form import Form, Question, Section
from tui_app.domain.forms.template_problems import InvalidTemplate
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import Role
from tui_app.text.forms.labels import all_form_languages, form_problem_message, position_in_form, version_text
from tui_app.text.i18n import _, current_language, format_message, ngettext
from tui_app.ui import keys
from tui_app.ui.content import concat, plain
from tui_app.ui.forms.form_draft_screen import EditedForm, FormChange, FormDraftScreen
from tui_app.ui.forms.outline import FORM_ROW, QUESTION_PREFIX, SECTION_PREFIX, describe_row, outline_rows, row_key_of
from tui_app.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tui_app.domain.forms.template_problems import TemplateProblem
    from tui_app.ui.dialogs.fields import FormField
    from tui_app.ui.forms.fields import TemplateFormDialog

ParseFormValues = Callable[[Mapping[str, object]], tuple[FormChange, Callable[[Form], object]]]
"""Makes of what was typed the change, and names the part that it is about."""

_DRAFT_ACTIONS = {"new_question", "new_section", "edit", "remove", "move", "undo", "publish"}


def _new_keys(before: Form, after: Form) -> list[str]:
    """Row keys of what is in one form and not in the other."""
    sections, questions = {one.key for one in before.sections}, {one.key for one in before.questions}
    return [SECTION_PREFIX + one.key for one in after.sections if one.key not in sections] + [
        QUESTION_PREFIX + one.key for one in after.questions if one.key not in questions
    ]


class FormEditorScreen(FormDraftScreen):
    """The editor of a draft, and the reader of a published version."""

    BINDINGS = keys.FORM_EDITOR
    AUTO_FOCUS = "#editor-rows"

    def __init__(self, template_id: int, go_to: str = "") -> None:
        super().__init__(template_id)
        self._go_to = go_to
        self._asking = False

    def body(self) -> ComposeResult:
        """Outline and what stands behind its rows."""
        with Horizontal(id="editor"):
            with Vertical(id="editor-outline", classes="box"):
                yield RecordList(id="editor-rows")
                yield Static(id="editor-wrong")
            with Vertical(id="editor-about", classes="box"):
                yield Static(id="editor-words")

    def show(self, data: EditedForm) -> None:
        """Rows, and how many mistakes there still are."""
        super().show(data)
        rows = self.query_one(RecordList)
        rows.fill(outline_rows(data.form, data.problems))
        if self._go_to:
            rows.go_to(self._go_to)
            self._go_to = ""
        box, title = self.query_one("#editor-outline"), in_language(data.form.title, current_language())
        box.border_title = concat(title, " · ", version_text(data.template))
        wrong, count = self.query_one("#editor-wrong", Static), len(data.problems)
        wrong.display = bool(count)
        left = ngettext("$count problem to fix: p", "$count problems to fix: p", count)
        wrong.update(plain(format_message(left, count=count)))
        self._show_about()
        self.refresh_bindings()

    @on(RecordList.Moved)
    def _show_about(self) -> None:
        if self.shown is not None:
            key = self.query_one(RecordList).selected(str) or FORM_ROW
            words = describe_row(self.shown.form, key, self.shown.problems)
            # its place has a size of its own: laying out the screen anew would cost 30 ms at every key
            self.query_one("#editor-words", Static).update(words, layout=False)

    @on(RecordList.Opened)
    def _opened(self) -> None:
        if self.shown is not None and self.shown.is_draft:
            self.action_edit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A published version is only read."""
        if action in _DRAFT_ACTIONS:
            return self.shown is not None and self.shown.is_draft
        if action == "preview":
            return self.shown is not None
        return super().check_action(action, parameters)

    def _here(self) -> tuple[Section | None, Question | None]:
        """The section under the cursor, or of the question there; and the question."""
        assert self.shown is not None
        form, key = self.shown.form, self.query_one(RecordList).selected(str) or ""
        if key.startswith(QUESTION_PREFIX):
            question = key.removeprefix(QUESTION_PREFIX)
            return form.section_of(question), form.question(question)
        return next((one for one in form.sections if SECTION_PREFIX + one.key == key), None), None

    def _do(self, doing: Coroutine[Any, Any, object]) -> None:
        """Run a change; a refusal is told, mistakes are listed."""
        self.ctx.spawn(self._told(doing))

    def _do_asking(self, doing: Coroutine[Any, Any, object]) -> None:
        """Run what opens a form or a list; keys pressed before it stands open no second one."""
        if self._asking:
            doing.close()
        else:
            self._asking = True
            self.ctx.spawn(self._asked(doing))

    async def _asked(self, doing: Coroutine[Any, Any, object]) -> None:
        try:
            await self._told(doing)
        finally:
            self._asking = False

    async def _told(self, doing: Coroutine[Any, Any, object]) -> None:
        try:
            await doing
        except InvalidTemplate as wrong:
            await self._list(wrong.problems)
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
            self.reload()

    async def _ask(
        self,
        screen: type[TemplateFormDialog],
        part: str,
        title: str,
        fields: Sequence[FormField],
        asked: ParseFormValues,
    ) -> None:
        """Ask about a part; what was typed is stored before the form closes."""
        seen = self.shown
        assert seen is not None
        words = in_language(seen.form.title, current_language())
        key = form_draft_key("form-part", seen.template.id, seen.template.version, part, subject=words)

        async def submit(values: Mapping[str, object]) -> None:
            change, part = asked(values)
            await self.keep(change, part, seen)

        await self.ctx.ask(screen(plain(title), fields, submit, draft_key=key))
        if self.shown is not None:
            new = _new_keys(seen.form, self.shown.form)
            self.query_one(RecordList).go_to(new[0] if new else "")

    def action_edit(self) -> None:
        """Change what is under the cursor."""
        section, question = self._here()
        if question is not None:
            self._do_asking(self._edit_question(question))
        elif section is not None:
            self._do_asking(self._edit_section(section))
        else:
            self._do_asking(self._edit_form())

    async def _edit_form(self) -> None:
        from tui_app.ui.forms import fields as forms

        assert self.shown is not None
        form, languages = self.shown.form, all_form_languages(self.shown.form)

        def asked(values: Mapping[str, object]) -> tuple[FormChange, Callable[[Form], object]]:
            forms.apply_form_values(form, values)
            return lambda now: forms.apply_form_values(now, values), lambda now: (
                now.title,
                now.kind,
                all_form_languages(now),
            )

        await self._ask(forms.TemplateFormDialog, "form", _("The form"), forms.form_fields(form, languages), asked)

    async def _edit_section(self, section: Section | None, after: str = "") -> None:
        from tui_app.ui.forms import fields as forms

        assert self.shown is not None
        fields = forms.section_fields(section, all_form_languages(self.shown.form))

        def asked(values: Mapping[str, object]) -> tuple[FormChange, Callable[[Form], object]]:
            typed = forms.parse_section(values, section.key if section else "")
            if section is None:
                return lambda form: editing.add_section(form, typed, after), lambda form: None
            return lambda form: editing.edit_section(form, typed), lambda form: _section_without_questions(
                form, typed.key
            )

        part, title = (section.key, _("Section")) if section else (f"section-after-{after}", _("New section"))
        await self._ask(forms.TemplateFormDialog, part, title, fields, asked)

    async def _edit_question(self, question: Question | None, section: str = "", after: str = "") -> None:
        from tui_app.ui.forms import question_fields

        assert self.shown is not None
        fields = question_fields.question_fields(question, all_form_languages(self.shown.form))

        def asked(values: Mapping[str, object]) -> tuple[FormChange, Callable[[Form], object]]:
            typed = question_fields.parse_question(values, question)
            if question is None:
                return lambda form: editing.add_question(form, section, typed, after), lambda form: None
            return lambda form: editing.edit_question(form, typed), lambda form: form.question(typed.key)

        new = f"question-in-{section}-after-{after}"
        part, title = (question.key, _("Question")) if question else (new, _("New question"))
        await self._ask(question_fields.QuestionDialog, part, title, fields, asked)

    def action_new_section(self) -> None:
        """A section after the one under the cursor."""
        section, _question = self._here()
        self._do_asking(self._edit_section(None, section.key if section else ""))

    def action_new_question(self) -> None:
        """A question after the one under the cursor, or at the end of the section."""
        assert self.shown is not None
        section, question = self._here()
        sections = self.shown.form.sections
        if section is None and not sections:
            self.ctx.notify(_("Add a section first: s"))
            return
        section = section or sections[-1]
        self._do_asking(self._edit_question(None, section.key, question.key if question else ""))

    def action_remove(self) -> None:
        """Take away what is under the cursor; one key brings it back."""
        section, question = self._here()
        if question is not None:
            key, words = question.key, question.text
            self._do(
                self._removed(lambda form: editing.remove_question(form, key), in_language(words, current_language()))
            )
        elif section is not None:
            key, words = section.key, section.title
            self._do(
                self._removed(lambda form: editing.remove_section(form, key), in_language(words, current_language()))
            )

    async def _removed(self, change: FormChange, words: str) -> None:
        if await self.keep(change):
            self.ctx.notify(
                format_message(_("$what · press u to undo"), what=format_message(_("Removed: «$text»"), text=words))
            )

    def action_move(self, step: int) -> None:
        """Move what is under the cursor one place; a question over the end of its section into the next."""
        section, question = self._here()
        if question is not None:
            key = question.key
            self._do(self.keep(lambda form: editing.move_question(form, key, step)))
        elif section is not None:
            key = section.key
            self._do(self.keep(lambda form: editing.move_section(form, key, step)))

    def action_undo(self) -> None:
        """Take back the last change of this form."""
        self._do(self.take_back())

    def action_preview(self, role: str) -> None:
        """The form as one of the two will meet it."""
        from tui_app.ui.forms.form_preview_screen import FormPreviewScreen

        if self.shown is not None:
            section, _question = self._here()
            self.ctx.show(FormPreviewScreen(self.shown.form, Role(role), section.key if section else ""))

    def action_publish(self) -> None:
        """Put it in use, or list what is to be mended first."""
        if self.shown is not None:
            wrong = self.shown.problems
            self._do_asking(self._list(wrong) if wrong else self.publish())

    async def _list(self, problems: Sequence[TemplateProblem]) -> None:
        from tui_app.ui.dialogs.problems import ProblemsDialog

        assert self.shown is not None
        form = self.shown.form
        rows = [(position_in_form(form, one), form_problem_message(one)) for one in problems]
        chosen = await self.ctx.ask(ProblemsDialog(_("To fix"), plain(_("Press enter to go there.")), rows))
        if chosen is not None:
            self.query_one(RecordList).go_to(row_key_of(form, problems[chosen]))


def _section_without_questions(form: Form, key: str) -> object:
    """What can be changed of a section without its questions."""
    return next(((one.title, one.minutes, one.hint) for one in form.sections if one.key == key), None)

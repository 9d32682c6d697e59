"""Taking in a form from a TOML file: it becomes a draft, or every mistake in the file is listed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from tui_app.domain.errors import DomainError
from tui_app.domain.forms.template_problems import InvalidTemplate, TemplateProblem
from tui_app.services.administration import templates
from tui_app.text.errors import error_message
from tui_app.text.forms import labels
from tui_app.text.forms.labels import form_problem_message, position_in_file
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.dialogs.problems import problem_row
from tui_app.ui.widgets.frame import KeyFooter, TopBar
from tui_app.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tui_app.domain.forms.form import Form
    from tui_app.domain.records.template import Template


class FormImportScreen(HasContext, Screen[None]):
    """The file's path, and below it what is wrong with the file."""

    BINDINGS = keys.FORM_IMPORT
    AUTO_FOCUS = "Input"

    def compose(self) -> ComposeResult:
        """One field and a list."""
        yield TopBar()
        with Vertical(id="form-import", classes="box") as box:
            box.border_title = plain(_("Import a form"))
            with Horizontal(classes="field-line"):
                yield Static(plain(_("File")), classes="label")
                yield Input(id="form-path", compact=True, placeholder=_("path of a TOML file, then enter"))
            yield Static(
                plain(_("The form is imported as a draft: it is not in use until you publish it."), content.MUTED)
            )
            yield Static(id="form-import-said")
            yield RecordList(id="form-import-problems")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Nothing is wrong yet."""
        self.query_one(RecordList).display = False

    @on(Input.Submitted, "#form-path")
    def _entered(self, event: Input.Submitted) -> None:
        typed = event.value.strip().strip("'\"")
        if typed:
            self._take_in(Path(typed))

    @work(exclusive=True)
    async def _take_in(self, path: Path) -> None:
        ctx = self.ctx
        try:
            form: Form = await ctx.run(ctx.files.read_form, path)
            draft: Template = await ctx.call(templates.import_form, form)
        except InvalidTemplate as wrong:
            self._list(wrong.problems)
        except DomainError as refusal:
            self._say(error_message(refusal))
            self._list(())
        else:
            from tui_app.ui.forms.form_editor_screen import FormEditorScreen

            ctx.notify(format_message(_("Imported as a draft: $title"), title=labels.form_title(draft)))
            ctx.leave(self)
            ctx.show(FormEditorScreen(draft.id))

    def _say(self, text: str) -> None:
        self.query_one("#form-import-said", Static).update(plain(text, content.ERROR))

    def _list(self, problems: tuple[TemplateProblem, ...]) -> None:
        rows = self.query_one(RecordList)
        rows.display = bool(problems)
        rows.fill(problem_row(at, position_in_file(one), form_problem_message(one)) for at, one in enumerate(problems))
        if problems:
            count = len(problems)
            said = ngettext(
                "Nothing was imported: $count error in the file.",
                "Nothing was imported: $count errors in the file.",
                count,
            )
            self._say(format_message(said, count=count))

    def action_back(self) -> None:
        """Leave without taking in anything."""
        self.ctx.leave(self)

"""The import of a form from a TOML file: it becomes a draft, or the problems of the file are listed."""

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
from tui_app.text.forms.labels import form_problem_message, form_title, position_in_file
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.dialogs.problems import problem_row
from tui_app.ui.forms.form_flows import open_editor
from tui_app.ui.widgets.fields.line import LineInput
from tui_app.ui.widgets.frame import KeyFooter, TopBar
from tui_app.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tui_app.domain.forms.form import Form
    from tui_app.domain.records.template import Template


class FormImportScreen(HasContext, Screen[None]):
    """The path of the file, and what is wrong with it."""

    BINDINGS = keys.READ_ONLY
    AUTO_FOCUS = "Input"

    def compose(self) -> ComposeResult:
        """Yield the field and the list."""
        yield TopBar()
        with Vertical(id="form-import", classes="box") as box:
            box.border_title = plain(_("Import a form"))
            with Horizontal(classes="field-line"):
                yield Static(plain(_("File")), classes="label")
                yield LineInput(id="form-path", compact=True, placeholder=_("path of a TOML file, then Enter"))
            about = _("The form is imported as a draft: it is not in use until you publish it.")
            yield Static(plain(about, content.MUTED))
            yield Static(id="form-import-message")
            yield RecordList(id="form-import-problems")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Hide the list of problems."""
        self.query_one(RecordList).display = False

    @on(Input.Submitted, "#form-path")
    def _path_submitted(self, event: Input.Submitted) -> None:
        path = event.value.strip().strip("'\"")
        if path:
            self._import_form(Path(path))

    @work(exclusive=True)
    async def _import_form(self, path: Path) -> None:
        try:
            form: Form = await self.ctx.run(self.ctx.files.read_form, path)
            draft: Template = await self.ctx.call(templates.import_form, form)
        except InvalidTemplate as error:
            self._show_problems(error.problems)
        except DomainError as error:
            self._show_message(error_message(error))
            self._show_problems(())
        else:
            self.ctx.notify(format_message(_("Imported as a draft: $title"), title=form_title(draft)))
            self.ctx.leave(self)
            open_editor(self.ctx, draft.id)

    def _show_message(self, text: str) -> None:
        self.query_one("#form-import-message", Static).update(plain(text, content.ERROR))

    def _show_problems(self, problems: tuple[TemplateProblem, ...]) -> None:
        rows = self.query_one(RecordList)
        rows.display = bool(problems)
        rows.fill(problem_row(at, position_in_file(one), form_problem_message(one)) for at, one in enumerate(problems))
        if problems:
            count = len(problems)
            message = ngettext(
                "Nothing was imported: $count error in the file.",
                "Nothing was imported: $count errors in the file.",
                count,
            )
            self._show_message(format_message(message, count=count))

    def action_back(self) -> None:
        """Leave without importing."""
        self.ctx.leave(self)

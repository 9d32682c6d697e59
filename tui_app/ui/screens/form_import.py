"""Taking in a form from a TOML file: it becomes a draft, or every mistake in the file is listed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from tui_app.domain.refusals import Refusal
from tui_app.domain.templates import TemplateProblem, TemplateWrong
from tui_app.services import templates
from tui_app.ui import keys, words
from tui_app.ui.language import _, ngettext, told
from tui_app.ui.modals.problems import problem_row
from tui_app.ui.refusals import words_for
from tui_app.ui.template_words import file_place, problem_words
from tui_app.ui.text import lit
from tui_app.ui.widgets.frame import KeyLine, TopLine
from tui_app.ui.widgets.rows import RowList

if TYPE_CHECKING:
    from tui_app.domain.forms import Form
    from tui_app.domain.records import Template
    from tui_app.ui.app import SamtaleApp


class FormImportScreen(Screen[None]):
    """The file's path, and below it what is wrong with the file."""

    BINDINGS = keys.FORM_IMPORT
    AUTO_FOCUS = "Input"

    @property
    def _samtale(self) -> SamtaleApp:
        return cast("SamtaleApp", self.app)

    def compose(self) -> ComposeResult:
        """One field and a list."""
        yield TopLine()
        with Vertical(id="form-import", classes="box") as box:
            box.border_title = lit(_("A form from a file"))
            with Horizontal(classes="field-line"):
                yield Static(lit(_("File")), classes="label")
                yield Input(id="form-path", compact=True, placeholder=_("path of a TOML file, then enter"))
            yield Static(lit(_("The form becomes a draft: nothing is in use before you publish it."), words.FAINT))
            yield Static(id="form-import-said")
            yield RowList(id="form-import-problems")
        yield KeyLine()

    def on_mount(self) -> None:
        """Nothing is wrong yet."""
        self.query_one(RowList).display = False

    @on(Input.Submitted, "#form-path")
    def _entered(self, event: Input.Submitted) -> None:
        typed = event.value.strip().strip("'\"")
        if typed:
            self._take_in(Path(typed))

    @work(exclusive=True)
    async def _take_in(self, path: Path) -> None:
        app = self._samtale
        try:
            form: Form = await app.parts.gate(app.parts.read_form, path)
            draft: Template = await app.ask(templates.import_form, form)
        except TemplateWrong as wrong:
            self._list(wrong.problems)
        except Refusal as refusal:
            self._say(words_for(refusal))
            self._list(())
        else:
            from tui_app.ui.screens.form_editor import FormEditorScreen

            app.tell(told(_("Taken in as a draft: $title"), title=words.form_title(draft)))
            app.leave(self)
            app.push_screen(FormEditorScreen(draft.id))

    def _say(self, text: str) -> None:
        self.query_one("#form-import-said", Static).update(lit(text, words.RED))

    def _list(self, problems: tuple[TemplateProblem, ...]) -> None:
        rows = self.query_one(RowList)
        rows.display = bool(problems)
        rows.fill(problem_row(at, file_place(one), problem_words(one)) for at, one in enumerate(problems))
        if problems:
            count = len(problems)
            said = ngettext(
                "Nothing was taken in: $count mistake in the file.",
                "Nothing was taken in: $count mistakes in the file.",
                count,
            )
            self._say(told(said, count=count))

    def action_back(self) -> None:
        """Leave without taking in anything."""
        self._samtale.leave(self)

"""A form as the employee or the leader will meet it when preparing: section by section, only to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui_app.domain.forms import Form, Question, QuestionKind, Section, in_language
from tui_app.domain.records import Role
from tui_app.ui import keys, words
from tui_app.ui.language import _, spoken, told
from tui_app.ui.template_words import ROLES
from tui_app.ui.text import lit
from tui_app.ui.widgets.answers import field_for
from tui_app.ui.widgets.frame import KeyLine, TopLine
from tui_app.ui.widgets.sheet_page import Block

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


class Looking(VerticalScroll, inherit_bindings=False):
    """Scrolls up and down; left and right are left to the screen."""

    BINDINGS = keys.SCROLL


class FormPreviewScreen(Screen[None]):
    """One section at a time."""

    BINDINGS = keys.FORM_PREVIEW
    AUTO_FOCUS = "#preview-fields"

    def __init__(self, form: Form, role: Role, section: str = "") -> None:
        super().__init__()
        self._form = form
        self._role = role
        places = [place for place, one in enumerate(form.sections) if one.key == section]
        self._place = places[0] if places else 0

    @property
    def _samtale(self) -> SamtaleApp:
        return cast("SamtaleApp", self.app)

    def compose(self) -> ComposeResult:
        """One section, to be scrolled."""
        yield TopLine()
        with Vertical(id="preview", classes="box"):
            yield Looking(id="preview-fields")
        yield KeyLine()

    def on_mount(self) -> None:
        """The section that was asked for."""
        self._draw()

    @work(exclusive=True)
    async def _draw(self) -> None:
        box, fields = self.query_one("#preview"), self.query_one("#preview-fields")
        sections = self._form.sections
        box.border_title = lit(f"{_(ROLES[self._role])}: {in_language(self._form.title, spoken())}")
        async with self.batch():
            await fields.remove_children()
            if sections:
                count = told(_("Section $place of $count"), place=self._place + 1, count=len(sections))
                box.border_subtitle = lit(count)
                await fields.mount_all(self._blocks(sections[self._place]))
        fields.scroll_home(animate=False)

    def _blocks(self, section: Section) -> Iterator[Widget]:
        title = lit(in_language(section.title, spoken()), f"bold {words.BLUE}")
        yield Static(title + lit(f"  {section.minutes}′", words.FAINT), classes="hint")
        if hint := in_language(section.hint, spoken()):
            yield Static(lit(hint, words.FAINT), classes="hint")
        mine = [question for question in section.questions if question.asks(self._role)]
        if not mine:
            yield Static(lit(_("There is nothing for you to answer here."), words.FAINT), classes="hint")
        for question in mine:
            yield self._block(question)

    def _block(self, question: Question) -> Block:
        text = lit(in_language(question.text, spoken()), "bold")
        if question.required:
            text += lit(" *", words.AMBER)
        parts: list[Widget] = [Static(text)]
        if hint := in_language(question.hint, spoken()):
            parts.append(Static(lit(hint, words.FAINT)))
        if question.kind is not QuestionKind.SCALE or question.scale is not None:
            field = field_for(question, None, self._samtale.today)
            field.can_focus = False
            parts.append(field)
        return Block(*parts)

    def action_section(self, by: int) -> None:
        """The next section, or the one before."""
        if 0 <= self._place + by < len(self._form.sections):
            self._place += by
            self._draw()

    def action_role(self, role: str) -> None:
        """The other's side."""
        self._role = Role(role)
        self._draw()

    def action_back(self) -> None:
        """Back to where it is edited."""
        self._samtale.leave(self)

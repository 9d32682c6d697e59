"""A preview of a form, as the employee or the leader sees it when they prepare."""

from __future__ import annotations

from collections.abc import Iterator

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui_app.domain.forms.form import Form, Question, QuestionKind, Section
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import Role
from tui_app.text.forms.labels import PREVIEW_ROLE_LABELS
from tui_app.text.i18n import _, current_language, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.widgets.fields.field_block import FieldBlock
from tui_app.ui.widgets.fields.question_kinds import create_answer_field
from tui_app.ui.widgets.frame import KeyFooter, TopBar


class PreviewScroll(VerticalScroll, inherit_bindings=False):
    """Scrolls up and down; left and right are keys of the screen."""

    BINDINGS = keys.SCROLLING


class FormPreviewScreen(HasContext, Screen[None]):
    """Shows one section at a time.

    Args:
        form: the form.
        role: the party who sees it.
        section_key: the section to begin with.
    """

    BINDINGS = keys.FORM_PREVIEW
    AUTO_FOCUS = "#preview-fields"

    def __init__(self, form: Form, role: Role, section_key: str = "") -> None:
        super().__init__()
        self._form = form
        self._role = role
        self._index = next((index for index, one in enumerate(form.sections) if one.key == section_key), 0)

    def compose(self) -> ComposeResult:
        """Yield the box for the section."""
        yield TopBar()
        with Vertical(id="preview", classes="box"):
            yield PreviewScroll(id="preview-fields")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the section to begin with."""
        self._show_section()

    @work(exclusive=True)
    async def _show_section(self) -> None:
        box, fields = self.query_one("#preview"), self.query_one("#preview-fields")
        sections = self._form.sections
        title = in_language(self._form.title, current_language())
        box.border_title = plain(f"{_(PREVIEW_ROLE_LABELS[self._role])}: {title}")
        async with self.batch():
            await fields.remove_children()
            if sections:
                count = format_message(_("Section $place of $count"), place=self._index + 1, count=len(sections))
                box.border_subtitle = plain(count)
                await fields.mount_all(self._blocks(sections[self._index]))
        fields.scroll_home(animate=False)

    def _blocks(self, section: Section) -> Iterator[Widget]:
        title = plain(in_language(section.title, current_language()), f"bold {content.ACCENT}")
        yield Static(title + plain(f"  {section.minutes}′", content.MUTED), classes="hint")
        if hint := in_language(section.hint, current_language()):
            yield Static(plain(hint, content.MUTED), classes="hint")
        questions = [question for question in section.questions if question.is_for(self._role)]
        if not questions:
            yield Static(plain(_("Nothing for you to answer here."), content.MUTED), classes="hint")
        for question in questions:
            yield self._block(question)

    def _block(self, question: Question) -> FieldBlock:
        text = plain(in_language(question.text, current_language()), "bold")
        if question.required:
            text += plain(" *", content.WARNING)
        parts: list[Widget] = [Static(text)]
        if hint := in_language(question.hint, current_language()):
            parts.append(Static(plain(hint, content.MUTED)))
        if question.kind is not QuestionKind.SCALE or question.scale is not None:
            field = create_answer_field(question, None, self.ctx.today, id=f"q-{question.key}")
            field.can_focus = False
            parts.append(field)
        return FieldBlock(*parts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the key for the other side name the side that is not shown."""
        return parameters != (self._role.value,) if action == "role" else super().check_action(action, parameters)

    def action_section(self, by: int) -> None:
        """Show the next section, or the previous one."""
        if 0 <= self._index + by < len(self._form.sections):
            self._index += by
            self._show_section()

    def action_role(self, role: str) -> None:
        """Show what the employee or the leader sees."""
        self._role = Role(role)
        self._show_section()
        self.refresh_bindings()

    def action_back(self) -> None:
        """Go back to the editor."""
        self.ctx.leave(self)

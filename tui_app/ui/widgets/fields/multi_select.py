"""A field in which several of a question's options can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.form import Option
from tui_app.domain.forms.translations import in_language
from tui_app.text.i18n import current_language
from tui_app.ui.content import plain
from tui_app.ui.widgets.fields.answer_field import AnswerChanged, AnswerField


class MultiSelectField(AnswerField, can_focus=True):
    """A line for each option. Up and down move the cursor, space selects."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("space", "tick", show=False),
        Binding("enter", "enter", show=False),
    ]
    cursor_index = reactive(0)
    selected: reactive[frozenset[str]] = reactive(frozenset())

    def __init__(self, options: Sequence[Option], value: Answer, *, id: str) -> None:
        super().__init__(id=id)
        self._options = options
        self.set_reactive(MultiSelectField.selected, _as_keys(value))

    @property
    def answer(self) -> Answer:
        """The keys of the selected options, in the form's order; None if there are none."""
        return [option.key for option in self._options if option.key in self.selected] or None

    def put(self, value: Answer) -> None:
        """Show the options with these keys as selected."""
        self.selected = _as_keys(value)

    def render(self) -> Content:
        """A line for each option; the cursor is shown while the field has the focus."""
        lines = []
        for index, option in enumerate(self._options):
            is_cursor = self.has_focus and index == self.cursor_index
            mark = "■ " if option.key in self.selected else "□ "
            text = mark + in_language(option.text, current_language())
            lines.append(plain(text, "bold reverse" if is_cursor else ""))
        return Content("\n").join(lines)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor up or down; beyond the ends go to another field."""
        if 0 <= self.cursor_index + by < len(self._options):
            self.cursor_index += by
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_tick(self) -> None:
        """Select the option under the cursor, or deselect it."""
        self.selected ^= {self._options[self.cursor_index].key}
        self.post_message(AnswerChanged(self))

    def action_enter(self) -> None:
        """Go to the next field."""
        self.screen.focus_next()


def _as_keys(value: Answer) -> frozenset[str]:
    return frozenset(value if isinstance(value, list) else ())

"""TODO-DOC."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.form import Question
from tui_app.domain.forms.translations import in_language
from tui_app.text.i18n import current_language
from tui_app.ui.content import plain


class MultiSelectField(Widget, can_focus=True):
    """Several of some: up and down move, space ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("space", "tick", show=False),
        Binding("enter", "enter", show=False),
    ]
    place = reactive(0)
    ticked: reactive[frozenset[str]] = reactive(frozenset())

    class Changed(Message):
        """Something was ticked, or no longer is."""

        def __init__(self, field: MultiSelectField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> MultiSelectField:
            """The field."""
            return self.field

    def __init__(self, question: Question, value: Answer, *, id: str) -> None:
        super().__init__(id=id)
        self._options = question.options
        self.set_reactive(MultiSelectField.ticked, frozenset(value if isinstance(value, list) else ()))

    @property
    def answer(self) -> Answer:
        """The keys of what is ticked, in the form's order; None when nothing is."""
        return [option.key for option in self._options if option.key in self.ticked] or None

    def render(self) -> Content:
        """One line for each, with the cursor where the focus is."""
        lines = []
        for place, option in enumerate(self._options):
            here = self.has_focus and place == self.place
            mark = "■ " if option.key in self.ticked else "□ "
            lines.append(plain(mark + in_language(option.text, current_language()), "bold reverse" if here else ""))
        return Content("\n").join(lines)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def action_move(self, by: int) -> None:
        """Up or down; beyond the ends to the next field."""
        if 0 <= self.place + by < len(self._options):
            self.place += by
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_tick(self) -> None:
        """Tick the one under the cursor, or take its tick away."""
        self.ticked ^= {self._options[self.place].key}
        self.post_message(self.Changed(self))

    def action_enter(self) -> None:
        """Go on to the next field."""
        self.screen.focus_next()

"""Fields in which one of a few values is chosen."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui_app.domain.forms.answers import Answer
from tui_app.text.i18n import _
from tui_app.ui.content import plain
from tui_app.ui.widgets.fields.answer_field import AnswerChanged, AnswerField

Choice = tuple[object, str]
"""A value and its label."""


class ChoiceField(Widget, can_focus=True):
    """Shows the chosen value between two arrows, on one line. Left and right change it."""

    BINDINGS = [
        Binding("left,minus", "turn(-1)", show=False),
        Binding("right,space,plus", "turn(1)", show=False),
        Binding("enter", "enter", show=False),
    ]
    index = reactive(0)

    class Changed(Message):
        """Somebody chose another value."""

        def __init__(self, field: ChoiceField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> ChoiceField:
            """The field."""
            return self.field

    def __init__(self, choices: tuple[Choice, ...], value: object = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = choices
        self.set_reactive(ChoiceField.index, self._index_of(value))

    def _index_of(self, value: object) -> int:
        return next((index for index, (one, _label) in enumerate(self._choices) if one == value), 0)

    @property
    def value(self) -> object:
        """The chosen value."""
        return self._choices[self.index][0]

    def put(self, value: object) -> None:
        """Show this value, or the first one if there is no such value. Posts no `Changed`: nobody chose it."""
        self.index = self._index_of(value)

    def relabel(self, choices: tuple[Choice, ...]) -> None:
        """Give the same values other labels, in another language."""
        self._choices = choices
        self.refresh()

    def render(self) -> Content:
        """The label of the chosen value between two arrows."""
        label = self._choices[self.index][1]
        return plain("‹ ", "$foreground-muted") + plain(label) + plain(" ›", "$text-muted")

    def action_turn(self, by: int) -> None:
        """Choose the next value or the previous one."""
        self.index = (self.index + by) % len(self._choices)
        self.post_message(self.Changed(self))

    def action_enter(self) -> None:
        """Go to the next field."""
        self.screen.focus_next()

    def on_click(self) -> None:
        """Choose the next value."""
        self.action_turn(1)


class ChoiceAnswerField(ChoiceField, AnswerField):
    """One of a question's options, or no answer."""

    def __init__(self, choices: tuple[Choice, ...], value: Answer, *, id: str) -> None:
        super().__init__(((None, _("not answered")), *choices), value, id=id)

    @property
    def answer(self) -> Answer:
        """The key of the chosen option, yes or no, or None."""
        return self.value  # type: ignore[return-value]  # the choices hold nothing but answers

    def on_choice_field_changed(self) -> None:
        """Tell that another option was chosen."""
        self.post_message(AnswerChanged(self))

"""One of a few, on one line: left and right change it."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui_app.domain.forms.answers import Answer
from tui_app.text.i18n import _
from tui_app.ui.content import plain


class ChoiceField(Widget, can_focus=True):
    """Shows the chosen one between two arrows."""

    BINDINGS = [
        Binding("left,minus", "turn(-1)", show=False),
        Binding("right,space,plus", "turn(1)", show=False),
        Binding("enter", "enter", show=False),
    ]
    place = reactive(0)

    class Changed(Message):
        """Another one was chosen."""

        def __init__(self, field: ChoiceField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> ChoiceField:
            """The field."""
            return self.field

    def __init__(self, choices: tuple[tuple[object, str], ...], value: object = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = choices
        self.set_reactive(ChoiceField.place, next((at for at, (one, _words) in enumerate(choices) if one == value), 0))

    @property
    def value(self) -> object:
        """The chosen value."""
        return self._choices[self.place][0]

    def put(self, value: object) -> None:
        """Show this value; nobody is told, since nobody chose."""
        self.place = next((at for at, (one, _words) in enumerate(self._choices) if one == value), 0)

    def name_anew(self, choices: tuple[tuple[object, str], ...]) -> None:
        """Call the same values something else: in another language."""
        self._choices = choices
        self.refresh()

    def render(self) -> Content:
        """‹ the chosen one › and, where there is room, nothing more."""
        words = self._choices[self.place][1]
        return plain("‹ ", "$foreground-muted") + plain(words) + plain(" ›", "$text-muted")

    def action_turn(self, step: int) -> None:
        """The next one, or the one before."""
        self.place = (self.place + step) % len(self._choices)
        self.post_message(self.Changed(self))

    def action_enter(self) -> None:
        """Go on to the next field."""
        self.screen.focus_next()

    def on_click(self) -> None:
        """A click takes the next one."""
        self.action_turn(1)


class ChoiceAnswerField(ChoiceField):
    """One of several, or nothing yet."""

    def __init__(self, choices: tuple[tuple[object, str], ...], value: Answer, *, id: str) -> None:
        super().__init__(((None, _("not answered")), *choices), value, id=id)

    @property
    def answer(self) -> Answer:
        """The chosen one's key, yes or no, or None."""
        return self.value  # type: ignore[return-value]  # only answers are put into the choices

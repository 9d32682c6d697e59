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


class ScaleField(Widget, can_focus=True):
    """Steps with words at both ends: arrows or a digit choose one, backspace takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("backspace,delete", "clear", show=False),
        Binding("enter", "enter", show=False),
    ]
    step: reactive[int | None] = reactive(None)

    class Changed(Message):
        """Another step was chosen."""

        def __init__(self, field: ScaleField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> ScaleField:
            """The field."""
            return self.field

    def __init__(self, question: Question, value: Answer, *, id: str) -> None:
        super().__init__(id=id)
        assert question.scale is not None
        self._scale = question.scale
        self.set_reactive(ScaleField.step, value if isinstance(value, int) else None)

    @property
    def answer(self) -> Answer:
        """The chosen step, or None."""
        return self.step

    def render(self) -> Content:
        """The words of the low end, the steps with the chosen one marked, the words of the high end."""
        steps = Content(" ").join(
            plain(f"[{number}]", "bold $text-accent") if number == self.step else plain(f" {number} ")
            for number in range(self._scale.low, self._scale.high + 1)
        )
        low = plain(in_language(self._scale.low_text, current_language()) + "  ", "$foreground-muted")
        high = plain("  " + in_language(self._scale.high_text, current_language()), "$foreground-muted")
        return low + steps + high

    def _choose(self, step: int | None) -> None:
        self.step = step
        self.post_message(self.Changed(self))

    def action_turn(self, by: int) -> None:
        """The next step, or the one before; the first press goes to the middle."""
        low, high = self._scale.low, self._scale.high
        self._choose((low + high) // 2 if self.step is None else min(high, max(low, self.step + by)))

    def action_clear(self) -> None:
        """No answer."""
        self._choose(None)

    def action_enter(self) -> None:
        """Go on to the next field."""
        self.screen.focus_next()

    def on_key(self, event: object) -> None:
        """A digit chooses its step."""
        character = getattr(event, "character", None) or ""
        if character.isdigit() and self._scale.low <= int(character) <= self._scale.high:
            self._choose(int(character))
            event.stop()  # type: ignore[attr-defined]

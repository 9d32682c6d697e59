"""A field for an answer on a scale."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.reactive import reactive

from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.form import Scale
from tui_app.domain.forms.translations import in_language
from tui_app.text.i18n import current_language
from tui_app.ui.content import plain
from tui_app.ui.widgets.fields.answer_field import AnswerChanged, AnswerField


class ScaleField(AnswerField, can_focus=True):
    """Steps with a text at both ends. Arrows or a digit choose a step, backspace clears it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("backspace,delete", "clear", show=False),
        Binding("enter", "enter", show=False),
    ]
    step: reactive[int | None] = reactive(None)

    def __init__(self, scale: Scale, value: Answer, *, id: str) -> None:
        super().__init__(id=id)
        self._scale = scale
        self.set_reactive(ScaleField.step, _as_step(value))

    @property
    def answer(self) -> Answer:
        """The chosen step, or None."""
        return self.step

    def put(self, value: Answer) -> None:
        """Show this step."""
        self.step = _as_step(value)

    def render(self) -> Content:
        """The text of the low end, the steps with the chosen one marked, the text of the high end."""
        steps = Content(" ").join(
            plain(f"[{number}]", "bold $text-accent") if number == self.step else plain(f" {number} ")
            for number in range(self._scale.low, self._scale.high + 1)
        )
        low = plain(in_language(self._scale.low_text, current_language()) + "  ", "$foreground-muted")
        high = plain("  " + in_language(self._scale.high_text, current_language()), "$foreground-muted")
        return low + steps + high

    def _choose(self, step: int | None) -> None:
        self.step = step
        self.post_message(AnswerChanged(self))

    def action_turn(self, by: int) -> None:
        """Choose the next step or the previous one; the first press chooses the middle."""
        low, high = self._scale.low, self._scale.high
        self._choose((low + high) // 2 if self.step is None else min(high, max(low, self.step + by)))

    def action_clear(self) -> None:
        """Clear the answer."""
        self._choose(None)

    def action_enter(self) -> None:
        """Go to the next field."""
        self.screen.focus_next()

    def on_key(self, event: Key) -> None:
        """Choose the step of a digit."""
        character = event.character or ""
        if character.isdigit() and self._scale.low <= int(character) <= self._scale.high:
            self._choose(int(character))
            event.stop()


def _as_step(value: Answer) -> int | None:
    return value if isinstance(value, int) else None

"""A field for a text of any length."""

from __future__ import annotations

from textual.content import Content

from tui_app.domain.forms.answers import Answer
from tui_app.ui.textual_compat.text_area import SteadyTextArea
from tui_app.ui.widgets.fields.answer_field import AnswerChanged, AnswerField

MIN_LINES = 3
"""Height of a field with a short text, in lines."""
MAX_LINES = 14
"""Greatest height of a field, in lines; a longer text scrolls in it."""


class TextField(SteadyTextArea, AnswerField):
    """A text of any length; Tab leaves it.

    The field grows with its text, line by line: an automatic height would cost time at every key.

    Args:
        min_lines: the height of the field with a short text.
    """

    def __init__(self, text: str, *, id: str, placeholder: str = "", min_lines: int = MIN_LINES) -> None:
        super().__init__(
            text,
            id=id,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            placeholder=Content(placeholder),
            classes="writing",
        )
        self._min_lines = min_lines

    @property
    def answer(self) -> Answer:
        """The text."""
        return self.text

    def put(self, value: Answer) -> None:
        """Show another text. A cursor at the end of the old text goes to the end of the new one."""
        was_at_end, location = self.cursor_location == self.document.end, self.cursor_location
        self.text = str(value or "")
        self.move_cursor(self.document.end if was_at_end else min(location, self.document.end))

    def on_mount(self) -> None:
        """Set the height."""
        self._fit_height()

    def on_resize(self) -> None:
        """Set the height: another width wraps the text in another way."""
        self._fit_height()

    def on_text_area_changed(self) -> None:
        """Set the height, and tell that the text was changed."""
        self._fit_height()
        self.post_message(AnswerChanged(self))

    def _fit_height(self) -> None:
        lines = max(self._min_lines, min(MAX_LINES, self.wrapped_document.height))
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines

"""What the fields for the answers to a form's questions have in common."""

from __future__ import annotations

from textual.message import Message
from textual.widget import Widget

from tui_app.domain.forms.answers import Answer


class AnswerChanged(Message):
    """Somebody changed the answer in a field. `put` may post it too, with the answer that was put."""

    def __init__(self, field: AnswerField) -> None:
        super().__init__()
        self.field = field

    @property
    def control(self) -> AnswerField:
        """The field."""
        return self.field


class AnswerField(Widget):
    """A field for the answer to one question.

    A field posts `AnswerChanged` when somebody changes the answer. If a field is also another widget, this is its last
    base: Textual takes the styles of the first one.
    """

    @property
    def answer(self) -> Answer:
        """The answer as it is stored; None if there is none."""
        raise NotImplementedError

    def put(self, value: Answer) -> None:
        """Show another answer. A value that is not of the field's kind is shown as no answer."""
        raise NotImplementedError

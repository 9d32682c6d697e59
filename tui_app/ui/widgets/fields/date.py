"""A field for a date."""

from __future__ import annotations

from datetime import date

from tui_app.domain.errors import DomainError
from tui_app.domain.forms.answers import Answer
from tui_app.text.dates import input_date
from tui_app.text.errors import error_message
from tui_app.text.i18n import _
from tui_app.ui.widgets.fields.answer_field import AnswerChanged, AnswerField
from tui_app.ui.widgets.fields.line import LineInput


class DateField(LineInput, AnswerField):
    """A date, typed the way people type dates.

    Args:
        today: the date that relative dates such as "friday" count from.
    """

    def __init__(self, value: Answer, today: date, *, id: str) -> None:
        super().__init__(
            _as_typed(value),
            id=id,
            compact=True,
            max_length=60,
            placeholder=_("for example 15.3, Friday, +14 or week 12"),
        )
        self._today = today

    @property
    def answer(self) -> Answer:
        """The date as in "2027-03-15"; None if there is none, or none that can be understood."""
        try:
            return self._read()
        except DomainError:
            return None

    def _read(self) -> str | None:
        from tui_app.domain.dates.parsing import parse_date

        return parse_date(self.value, self._today).isoformat() if self.value.strip() else None

    def put(self, value: Answer) -> None:
        """Show this date. A text that already means it is left as it was typed."""
        if value != self.answer:
            self.value = _as_typed(value)

    def on_input_changed(self) -> None:
        """Tell that another date was typed."""
        self.post_message(AnswerChanged(self))

    def on_blur(self) -> None:
        """Say why a text is no date: it is not saved."""
        try:
            self._read()
        except DomainError as error:
            self.app.notify(error_message(error), severity="warning", markup=False)


def _as_typed(value: Answer) -> str:
    try:
        return input_date(date.fromisoformat(value)) if isinstance(value, str) and value else ""
    except ValueError:
        return ""

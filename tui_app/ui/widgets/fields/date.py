"""TODO-DOC."""

from __future__ import annotations

from datetime import date

from textual.widgets import Input

from tui_app.domain.errors import DomainError
from tui_app.domain.forms.answers import Answer
from tui_app.text.dates import input_date
from tui_app.text.i18n import _


class DateField(Input):
    """A day, typed as people type days; below it stands how it was understood."""

    def __init__(self, value: Answer, today: date, *, id: str) -> None:
        day = date.fromisoformat(value) if isinstance(value, str) and value else None
        super().__init__(
            input_date(day) if day else "",
            id=id,
            compact=True,
            max_length=60,
            placeholder=_("for example 15.3, Friday, +14 or week 12"),
        )
        self._today = today

    @property
    def answer(self) -> Answer:
        """The day as in 2027-03-15; None while nothing is understood."""
        from tui_app.domain.dates.parsing import parse_date

        try:
            return parse_date(self.value, self._today).isoformat() if self.value.strip() else None
        except DomainError:
            return None

"""Another due date with one key: a week, a month, or a date to be typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.domain.records import Action
from tui_app.domain.walk import in_a_month, in_a_week
from tui_app.ui import keys
from tui_app.ui.dates import full_day
from tui_app.ui.language import _, spoken
from tui_app.ui.text import joined, lit
from tui_app.ui.widgets.frame import KeyLine

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


class MovingScreen(ModalScreen["date | str"]):
    """Answers with the new date, with "date" where one is to be typed, or None when it was left."""

    BINDINGS = keys.MOVING

    def __init__(self, action: Action) -> None:
        super().__init__()
        self._moved = action

    def compose(self) -> ComposeResult:
        """The quick choices with the days they mean."""
        today = cast("SamtaleApp", self.app).today
        week, month = in_a_week(self._moved, today), in_a_month(self._moved, today)
        choices = (
            ("w", _("A week"), full_day(week, spoken())),
            ("m", _("A month"), full_day(month, spoken())),
            ("d", _("A date"), _("to be typed")),
        )
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = lit(_("Move the date"))
            yield Static(lit(self._moved.text, "bold"), classes="about")
            for key, label, day in choices:
                yield Static(joined(lit(f"  {key}  ", "bold $text-accent"), f"{label:<12}", lit(day)))
            yield Static("")
        yield KeyLine()

    def action_by(self, how: str) -> None:
        """One of the choices."""
        today = cast("SamtaleApp", self.app).today
        days: dict[str, date | str] = {
            "week": in_a_week(self._moved, today),
            "month": in_a_month(self._moved, today),
            "date": "date",
        }
        if self.is_current:
            self.dismiss(days[how])

    def action_cancel(self) -> None:
        """Leave it as it is."""
        if self.is_current:
            self.dismiss(None)

"""Another due date with one key: a week, a month, or a date to be typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.domain.follow_up.session import postponed_by_month, postponed_by_week
from tui_app.domain.records.action import Action
from tui_app.text.dates import full_date
from tui_app.text.i18n import _
from tui_app.ui import keys
from tui_app.ui.content import concat, plain
from tui_app.ui.context import HasContext
from tui_app.ui.widgets.frame import KeyFooter

if TYPE_CHECKING:
    pass


class DueDateDialog(HasContext, ModalScreen["date | str"]):
    """Answers with the new date, with "date" where one is to be typed, or None when it was left."""

    BINDINGS = keys.DUE_DATE

    def __init__(self, action: Action) -> None:
        super().__init__()
        self._moved = action

    def compose(self) -> ComposeResult:
        """The quick choices with the days they mean."""
        today = self.ctx.today
        week, month = postponed_by_week(self._moved, today), postponed_by_month(self._moved, today)
        choices = (
            ("w", _("A week"), full_date(week)),
            ("m", _("A month"), full_date(month)),
            ("d", _("A date"), _("enter it yourself")),
        )
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(_("Move due date"))
            yield Static(plain(self._moved.text, "bold"), classes="about")
            for key, label, day in choices:
                yield Static(concat(plain(f"  {key}  ", "bold $text-accent"), f"{label:<12}", plain(day)))
            yield Static("")
        yield KeyFooter()

    def action_by(self, how: str) -> None:
        """One of the choices."""
        today = self.ctx.today
        days: dict[str, date | str] = {
            "week": postponed_by_week(self._moved, today),
            "month": postponed_by_month(self._moved, today),
            "date": "date",
        }
        if self.is_current:
            self.dismiss(days[how])

    def action_cancel(self) -> None:
        """Leave it as it is."""
        if self.is_current:
            self.dismiss(None)

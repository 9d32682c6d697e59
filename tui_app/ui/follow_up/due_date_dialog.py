"""Moves a due date with one key: by a week, by a month, or to a date that is then typed."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.domain.dates.day_remarks import calendar_remarks
from tui_app.domain.follow_up.session import postponed_by_month, postponed_by_week
from tui_app.domain.records.action import Action
from tui_app.text.days import day_with_remarks
from tui_app.text.i18n import _
from tui_app.ui import keys
from tui_app.ui.content import concat, plain
from tui_app.ui.context import HasContext
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.frame import KeyFooter


class DueDateAnswer(Enum):
    """An answer of the dialog that is no date."""

    ANOTHER_DATE = auto()


class DueDateDialog(HasContext, ModalScreen["date | DueDateAnswer"], AnswersOnce):
    """Answers with the new date, with `ANOTHER_DATE` if it is to be typed, or with None if the dialog was left."""

    BINDINGS = keys.DUE_DATE

    def __init__(self, action: Action) -> None:
        super().__init__()
        self._moved_action = action
        self._answers: dict[str, date | DueDateAnswer] = {"date": DueDateAnswer.ANOTHER_DATE}
        """The choices as they are shown: they stay these days after midnight."""

    def compose(self) -> ComposeResult:
        """Yield the choices with their dates."""
        action, today = self._moved_action, self.ctx.today
        week, month = postponed_by_week(action, today), postponed_by_month(action, today)
        self._answers |= {"week": week, "month": month}
        choices = (
            ("1", _("A week"), day_with_remarks(week, calendar_remarks(week, today))),
            ("2", _("A month"), day_with_remarks(month, calendar_remarks(month, today))),
            ("3", _("A date"), _("enter it yourself")),
        )
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(_("Move due date"))
            yield Static(plain(action.text, "bold"), classes="about")
            for key, label, day in choices:
                yield Static(concat(plain(f"  {key}  ", "bold $text-accent"), f"{label:<12}", plain(day)))
            yield Static("")
        yield KeyFooter()

    def action_move_by(self, period: str) -> None:
        """Answer with a choice: "week", "month" or "date"."""
        if self.is_current:
            self.dismiss(self._answers[period])

    def action_cancel(self) -> None:
        """Leave the date as it is."""
        if self.is_current:
            self.dismiss(None)

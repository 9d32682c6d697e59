"""Asks an employee whether they were listened to: a digit for each statement."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.domain.practice.listening import HIGHEST, ITEMS, LOWEST, ListeningQuestion
from tui_app.domain.records.practice import ListeningItem, ListeningOccasion
from tui_app.text.i18n import N_, _
from tui_app.text.practice.listening import STATEMENTS, privacy_notice
from tui_app.ui import content
from tui_app.ui.content import concat, plain
from tui_app.ui.context import HasContext
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.frame import KeyFooter

_VALUES = range(LOWEST, HIGHEST + 1)


LISTENING: list[BindingType] = [
    Binding("1", "choose(1)", N_("Answer"), key_display="1–5"),
    *(Binding(str(value), f"choose({value})", show=False) for value in _VALUES[1:]),
    Binding("enter", "go_on", N_("Send")),
    Binding("up,left,backspace", "step(-1)", N_("Change")),
    Binding("down,right", "step(1)", show=False),
    Binding("escape", "skip", N_("Skip it")),
]
"""The keys of the dialog."""


class ListeningDialog(HasContext, ModalScreen["dict[ListeningItem, int] | None"], AnswersOnce):
    """Its result is a value for each statement, or None if the question was skipped."""

    BINDINGS = LISTENING

    def __init__(self, question: ListeningQuestion) -> None:
        super().__init__()
        self._question = question
        self._items = ITEMS[question.occasion]
        self._answers: dict[ListeningItem, int] = {}
        self._position = 0

    def compose(self) -> ComposeResult:
        """Yield the statements, and who sees the answers."""
        with Vertical(classes="dialog") as dialog:
            is_later = self._question.occasion is ListeningOccasion.FOLLOW_UP
            dialog.border_title = plain(_("Is it followed up?") if is_later else _("Were you listened to?"))
            yield Static(plain(privacy_notice(self._question), content.MUTED), classes="about")
            yield Static(id="heard-items")
            yield Static(plain(_("1 = not at all · 5 = completely"), content.MUTED))
            yield Static("")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the statements."""
        self._show()

    def _show(self) -> None:
        lines = [self._line(place, item) for place, item in enumerate(self._items)]
        self.query_one("#heard-items", Static).update(Content("\n\n").join([*lines, plain("")]))
        self.refresh_bindings()

    def _line(self, place: int, item: ListeningItem) -> Content:
        is_current = place == self._position
        chosen = self._answers.get(item)
        scale = [plain(f" {value} ", "bold reverse" if value == chosen else "") for value in _VALUES]
        sign = plain("› " if is_current else "  ", content.ACCENT)
        statement = plain(_(STATEMENTS[item]), "bold" if is_current else "")
        return concat(sign, statement, "\n  ", *scale)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Send only what is complete; there is something to change after the first answer."""
        if action == "go_on":
            return len(self._answers) == len(self._items)
        if action == "step":
            return bool(self._answers)
        return super().check_action(action, parameters)

    def action_choose(self, value: int) -> None:
        """Answer the statement with the cursor, and go to the next."""
        if self._position < len(self._items):
            self._answers[self._items[self._position]] = value
            self._position += 1
            self._show()

    def action_step(self, by: int) -> None:
        """Go to another statement."""
        self._position = max(0, min(len(self._items), self._position + by))
        self._show()

    def action_go_on(self) -> None:
        """Send the answers."""
        if self.is_current:
            self.dismiss(dict(self._answers))

    def action_skip(self) -> None:
        """Skip the question."""
        if self.is_current:
            self.dismiss(None)

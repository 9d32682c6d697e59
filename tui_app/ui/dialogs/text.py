"""A dialog to read a longer text."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.ui import keys
from tui_app.ui.content import dialog_title, plain
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.frame import KeyFooter


class TextDialog(ModalScreen[None], AnswersOnce):
    """Shows a text as it was written; it scrolls."""

    BINDINGS = keys.CLOSE

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The text."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = dialog_title(self._title)
            with VerticalScroll(classes="reading"):
                yield Static(plain(self._text))
        yield KeyFooter()

    def action_back(self) -> None:
        """Close."""
        if self.is_current:
            self.dismiss(None)

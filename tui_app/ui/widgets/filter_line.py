"""The line above a list in which people type a few letters to narrow it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tui_app.text.i18n import _
from tui_app.ui.content import plain
from tui_app.ui.widgets.fields.line import LineInput


class FilterLine(Horizontal):
    """Hidden until it is opened. Enter and arrow down go to the list, which stays narrowed."""

    BINDINGS = [Binding("enter,down", "to_list", show=False, priority=True)]

    class Changed(Message):
        """The text has changed."""

    def compose(self) -> ComposeResult:
        """Yield a sign and the field."""
        yield Static(plain("/ "), classes="filter-sign")
        yield LineInput(compact=True, placeholder=_("a few letters"), max_length=80)

    @property
    def text(self) -> str:
        """The typed text; empty while the line is hidden."""
        return self.query_one(Input).value if self.display else ""

    @property
    def is_open(self) -> bool:
        """True if the line is shown."""
        return bool(self.display)

    def open(self) -> None:
        """Show the line, and focus the field."""
        self.display = True
        self.query_one(Input).disabled = False
        self.query_one(Input).focus()

    def set_text(self, text: str) -> None:
        """Show the line with a text, as if it had been typed."""
        self.display = True
        field = self.query_one(Input)
        field.disabled = False
        field.value = text

    def hide(self) -> None:
        """Hide and empty the line."""
        self.display = False
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self.query_one(Input).disabled = True

    def action_to_list(self) -> None:
        """Go to the list."""
        self.screen.focus_next()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Post `Changed`."""
        event.stop()
        self.post_message(self.Changed())

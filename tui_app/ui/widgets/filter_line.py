"""The line in which a few letters narrow a list."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tui_app.text.i18n import _
from tui_app.ui.content import plain


class FilterLine(Horizontal):
    """Hidden until it is opened; enter or the arrow down goes to the list, which stays narrowed."""

    BINDINGS = [Binding("enter,down", "to_list", show=False, priority=True)]

    class Changed(Message):
        """Other letters."""

    def compose(self) -> ComposeResult:
        """A sign and the field."""
        yield Static(plain("/ "), classes="filter-sign")
        yield Input(compact=True, placeholder=_("a few letters"), max_length=80)

    @property
    def text(self) -> str:
        """What is typed; nothing while it is hidden."""
        return self.query_one(Input).value if self.display else ""

    @property
    def is_open(self) -> bool:
        """Whether it shows."""
        return bool(self.display)

    def open(self) -> None:
        """Show it, ready for typing."""
        self.display = True
        self.query_one(Input).disabled = False
        self.query_one(Input).focus()

    def narrow_to(self, text: str) -> None:
        """Show it with these words in it, as if they were typed."""
        self.display = True
        field = self.query_one(Input)
        field.disabled = False
        field.value = text

    def hide(self) -> None:
        """Hide and empty it."""
        self.display = False
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self.query_one(Input).disabled = True

    def action_to_list(self) -> None:
        """Go on in the list."""
        self.screen.focus_next()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the screen."""
        event.stop()
        self.post_message(self.Changed())

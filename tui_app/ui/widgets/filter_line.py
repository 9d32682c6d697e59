"""The line above a list in which people type a few letters to narrow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from tui_app.text.i18n import _
from tui_app.ui.content import plain

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui_app.ui.widgets.fields.line import LineInput


class FilterLine(Horizontal):
    """Hidden until it is opened. Enter and arrow down go to the list, which stays narrowed."""

    BINDINGS = [Binding("enter,down", "to_list", show=False, priority=True)]

    class Changed(Message):
        """The text has changed."""

    def __init__(self) -> None:
        super().__init__()
        self._field: LineInput | None = None

    @property
    def text(self) -> str:
        """The typed text; empty while the line is hidden."""
        return self._field.value if self._field is not None and self.display else ""

    @property
    def is_open(self) -> bool:
        """True if the line is shown."""
        return bool(self.display)

    def open(self) -> None:
        """Show the line, and focus the field."""
        self._show().focus()

    def set_text(self, text: str) -> None:
        """Show the line with a text, as if it had been typed."""
        field = self._show()
        with self.prevent(field.Changed):  # a field that is new would not post it
            field.value = text
        self.post_message(self.Changed())

    def _show(self) -> LineInput:
        """Show the line, and return its field: made now, since few lists are narrowed and each would pay for it."""
        self.display = True
        if self._field is None:
            from tui_app.ui.widgets.fields.line import LineInput

            self._field = LineInput(compact=True, placeholder=_("a few letters"), max_length=80)
            self.mount(Static(plain("/ "), classes="filter-sign"), self._field)
        self._field.disabled = False
        return self._field

    def hide(self) -> None:
        """Hide and empty the line."""
        self.display = False
        if self._field is not None:
            with self.prevent(self._field.Changed):
                self._field.value = ""
            self._field.disabled = True

    def action_to_list(self) -> None:
        """Go to the list."""
        self.screen.focus_next()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Post `Changed`."""
        event.stop()
        self.post_message(self.Changed())

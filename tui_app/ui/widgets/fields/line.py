"""The field for one line of text. Nothing that is typed or pasted into it is lost without a word."""

from __future__ import annotations

from textual.binding import Binding
from textual.events import Blur, Paste
from textual.message import Message
from textual.widgets import Input

from tui_app.domain.accounts.credentials import begins_like_code
from tui_app.text.i18n import N_, _, format_message

MESSAGE_SECONDS = 4.0
"""How long a message stays; so long it is not said again."""


class LineInput(Input):
    """One line. Line breaks that are pasted become spaces; what does not fit is left out, and that is said."""

    _is_notified = False

    def on_paste(self, event: Paste) -> None:
        """Insert all that was pasted; Textual's own takes the first line, and nothing that is too long."""
        event.prevent_default()
        event.stop()
        self._insert_line(event.text)

    def action_paste(self) -> None:
        """Insert what was copied in the application."""
        self._insert_line(self.app.clipboard)

    def _insert_line(self, pasted: str) -> None:
        text = one_line(pasted)
        start, end = sorted(self.selection)
        room = (self.max_length or len(self.value) + len(text)) - len(self.value) + end - start
        if room > 0:
            self.replace(text[:room], start, end)
        if len(text) > room:
            self._notify_limit(_("Too long: the line takes $count characters. What fits was pasted."))

    def restricted(self) -> None:
        """Say why a key has no effect."""
        self.app.bell()
        self._notify_limit(_("The line is full: it takes $count characters."))

    def _notify_limit(self, words: str) -> None:
        if self._is_notified:
            return
        self._is_notified = True
        self.set_timer(MESSAGE_SECONDS, self._reset_notified)
        message = format_message(words, count=self.max_length or 0)
        self.app.notify(message, severity="warning", markup=False, timeout=MESSAGE_SECONDS)

    def _reset_notified(self) -> None:
        self._is_notified = False


class NameInput(LineInput):
    """A name that is asked for before a password. A password that is pasted with it stays out."""

    class PastedMore(Message):
        """What was pasted goes on after the name.

        Attributes:
            text: the next line. It may be a password: it must not be shown.
        """

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def _insert_line(self, pasted: str) -> None:
        name, *rest = [line for line in pasted.replace("\t", "\n").splitlines() if line.strip()] or [""]
        super()._insert_line(name)
        if rest:
            self.post_message(self.PastedMore(rest[0]))


class SecretInput(LineInput):
    """A password. F9 shows and hides it; a one-time code, which is read from paper, is shown as it is typed."""

    BINDINGS = [Binding("f9", "show_typed", N_("Show"), key_display="F9")]
    _is_shown = False

    def __init__(self, *, max_length: int, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(password=True, compact=True, max_length=max_length, placeholder=placeholder, id=id)

    def action_show_typed(self) -> None:
        """Show what is typed, or hide it again."""
        self._is_shown = not self._is_shown
        self._show_or_hide()

    def watch_value(self, value: str) -> None:
        """An emptied field is covered again: the next person may type there."""
        if not value:
            self._is_shown = False
        self._show_or_hide()

    def on_blur(self, event: Blur) -> None:
        """Nobody looks after a field that is left."""
        self._is_shown = False
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.password = not (self._is_shown or begins_like_code(self.value))


def one_line(text: str) -> str:
    """The text in one line: breaks become spaces, empty lines are left out."""
    return " ".join(line for line in text.replace("\t", " ").splitlines() if line.strip())

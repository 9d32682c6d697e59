"""The field for one line of text. Nothing that is typed or pasted into it is lost without a word."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input

from tui_app.text.i18n import _, format_message

SAID_SECONDS = 4.0
"""How long a message stays; so long it is not said again."""


class LineInput(Input):
    """One line. Line breaks that are pasted become spaces; what does not fit is left out, and that is said."""

    _is_told = False

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
        room = len(text) if self.max_length is None else self.max_length - len(self.value) + end - start
        if room > 0:
            self.replace(text[:room], start, end)
        if len(text) > room:
            self._say(_("Too long: the line takes $count characters. What fits was pasted."))

    def restricted(self) -> None:
        """Say why a key has no effect."""
        self.app.bell()
        self._say(_("The line is full: it takes $count characters."))

    def _say(self, words: str) -> None:
        if self._is_told:
            return
        self._is_told = True
        self.set_timer(SAID_SECONDS, self._forget_told)
        said = format_message(words, count=self.max_length or 0)
        self.app.notify(said, severity="warning", markup=False, timeout=SAID_SECONDS)

    def _forget_told(self) -> None:
        self._is_told = False


def one_line(text: str) -> str:
    """The text in one line: breaks become spaces, empty lines are left out."""
    return " ".join(line for line in text.replace("\t", " ").splitlines() if line.strip())

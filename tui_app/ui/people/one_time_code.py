"""Shows a one-time code once, to be read aloud or written down."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.text.dates import full_date
from tui_app.text.i18n import _, format_message
from tui_app.ui import content, keys
from tui_app.ui.content import dialog_title, plain
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.frame import KeyFooter

_SPELLING_WORDS = """Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel Juliett Kilo Lima Mike November Papa Quebec Romeo
Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"""
SPELLING_ALPHABET = {word[0]: word for word in _SPELLING_WORDS.split()}
"""ICAO's spelling alphabet, without the two letters that no code has."""


class OneTimeCodeDialog(ModalScreen[None], AnswersOnce):
    """Shows a code until it is closed, and then forgets it.

    Args:
        name: the person the code is for.
        code: the code, in groups separated by dashes.
        until: when it expires.
    """

    BINDINGS = keys.CLOSE

    def __init__(self, name: str, code: str, until: datetime) -> None:
        super().__init__()
        self._title = format_message(_("One-time code for $name"), name=name)
        self._code = code
        self._until = until

    def compose(self) -> ComposeResult:
        """Yield the code, how it is spelled, and what to do with it."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = dialog_title(self._title)
            yield Static(self._code_content(), id="code")
            yield Static(self._spelling(), id="code-spelled")
            yield Static(self._instructions(), classes="about")
        yield KeyFooter()

    def _code_content(self) -> Content:
        return plain("   –   ".join(" ".join(group) for group in self._code.split("-")), "bold")

    def _spelling(self) -> Content:
        groups = self._code.split("-")
        return plain(
            "\n".join("  ".join(SPELLING_ALPHABET.get(letter, letter) for letter in group) for group in groups),
            content.MUTED,
        )

    def _instructions(self) -> Content:
        when = format_message(_("$day at $time"), day=full_date(self._until.date()), time=f"{self._until:%H:%M}")
        until = plain(format_message(_("It works once, until $when."), when=when) + "\n")
        return until + plain(
            _(
                "Give it only to this person. They sign in with their name and this code, and choose a "
                "password. The code is shown only now: when you close this, it is gone."
            ),
            content.MUTED,
        )

    def forget(self) -> None:
        """Remove the code from the screen and from memory."""
        self._code = ""
        for name in ("#code", "#code-spelled"):
            self.query_one(name, Static).update("")

    def action_back(self) -> None:
        """Close the dialog."""
        if self.is_current:
            self.forget()
            self.dismiss(None)

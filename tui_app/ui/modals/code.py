"""A one-time code, shown once: to be read aloud or written down; nothing of it remains when it is closed."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.ui import keys, words
from tui_app.ui.dates import full_day
from tui_app.ui.language import _, spoken, told
from tui_app.ui.text import lit
from tui_app.ui.widgets.frame import KeyLine

_ALPHABET = """Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel Juliett Kilo Lima Mike November Papa Quebec Romeo
Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"""
SPELLED = {word[0]: word for word in _ALPHABET.split()}
"""ICAO's spelling alphabet, without the two letters that no code has."""


class CodeScreen(ModalScreen[None]):
    """Shows a code until it is closed."""

    BINDINGS = keys.HELP

    def __init__(self, name: str, code: str, until: datetime) -> None:
        super().__init__()
        self._title = told(_("One-time code for $name"), name=name)
        self._code = code
        self._until = until

    def compose(self) -> ComposeResult:
        """The code, how it is spelled, and what is done with it."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = lit(self._title)
            yield Static(self._shown(), id="code")
            yield Static(self._spelled(), id="code-spelled")
            yield Static(self._about(), classes="about")
        yield KeyLine()

    def _shown(self) -> Content:
        return lit("   –   ".join(" ".join(group) for group in self._code.split("-")), "bold")

    def _spelled(self) -> Content:
        groups = self._code.split("-")
        return lit(
            "\n".join("  ".join(SPELLED.get(letter, letter) for letter in group) for group in groups), words.FAINT
        )

    def _about(self) -> Content:
        when = told(_("$day at $time"), day=full_day(self._until.date(), spoken()), time=f"{self._until:%H:%M}")
        until = lit(told(_("It works once, until $when."), when=when) + "\n")
        return until + lit(
            _(
                "Give it to the person alone. They sign in with their name and this code, and choose a secret of "
                "their own that nobody else knows. It is shown only now: when you close this, it is gone."
            ),
            words.FAINT,
        )

    def forget(self) -> None:
        """Let go of the code."""
        self._code = ""
        for name in ("#code", "#code-spelled"):
            self.query_one(name, Static).update("")

    def action_back(self) -> None:
        """Close, and forget it."""
        if self.is_current:
            self.forget()
            self.dismiss(None)

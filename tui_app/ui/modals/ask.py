"""Short questions: yes or no, and what to do when two people changed one thing."""

from __future__ import annotations

from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui_app.ui import keys
from tui_app.ui.language import _
from tui_app.ui.text import lit
from tui_app.ui.widgets.frame import KeyLine

Answer = TypeVar("Answer")


class Question(ModalScreen[Answer]):
    """A question whose answers are buttons side by side."""

    def key_left(self) -> None:
        """The answer to the left."""
        self.focus_previous()

    def key_right(self) -> None:
        """The answer to the right."""
        self.focus_next()


class Ask(Question[bool]):
    """A question with two answers; the safe one has the focus, escape is the safe one too."""

    BINDINGS = keys.CHOICE

    def __init__(self, title: str, question: Content, yes: str, no: str) -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = lit(self._title)
            yield Static(self._question, classes="about")
            with Horizontal(classes="buttons"):
                yield Button(lit(self._no), id="no", variant="primary", compact=True)
                yield Button(lit(self._yes), id="yes", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """The safe answer first."""
        self.set_focus(self.query_one("#no"))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if self.is_current:
            self.dismiss(event.button.id == "yes")

    def action_cancel(self) -> None:
        """The safe answer."""
        if self.is_current:
            self.dismiss(False)


def changed_by_another(by: str, theirs: Content, mine: Content) -> Ask:
    """Two people changed one thing: what the other did, what I wanted; mine is done only when I say so."""
    from tui_app.ui.language import told

    question = Content("\n\n").join(
        [
            lit(told(_("$by changed this after you had read it."), by=by or _("Somebody"))),
            lit(_("Now it says") + "\n", "bold") + theirs,
            lit(_("You wanted") + "\n", "bold") + mine,
        ]
    )
    return Ask(_("Changed by somebody else"), question, _("Do mine anyway"), _("Leave it as it is now"))

"""The buttons of dialogs, in one order everywhere."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.widgets import Button

from tui_app.ui.content import plain

Answer = tuple[str, str]
"""The id of a button, and its label."""


class DialogButtons(Horizontal):
    """What the dialog is about comes first; last comes the way out, which Escape takes too.

    Args:
        answers: the buttons before the way out.
        way_out: the button that changes and loses the least.
        primary: the id of the button that is marked as the usual one; by default the first one.
    """

    def __init__(self, *answers: Answer, way_out: Answer, primary: str = "") -> None:
        marked = primary or (*answers, way_out)[0][0]
        super().__init__(
            *(
                Button(plain(label), id=name, variant="primary" if name == marked else "default", compact=True)
                for name, label in (*answers, way_out)
            ),
            classes="buttons",
        )

"""Asks where a text belongs that was typed where no field has the focus."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Static

from tui_app.text.i18n import _
from tui_app.ui import keys
from tui_app.ui.content import MUTED, plain
from tui_app.ui.dialogs.buttons import DialogButtons
from tui_app.ui.dialogs.confirm import ButtonDialog
from tui_app.ui.widgets.frame import KeyFooter


class TypedTextDialog(ButtonDialog["str | None"]):
    """Asks where a text belongs. Its result is the key that opens the field, or None to throw the text away."""

    BINDINGS = keys.TYPED_TEXT

    def __init__(self, text: str, places: list[tuple[str, str]]) -> None:
        super().__init__()
        self._text = text
        self._places = places

    def compose(self) -> ComposeResult:
        """The text, and a button for each place."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(_("You typed a text"))
            yield Static(plain(self._text, "bold"), classes="about")
            yield Static(
                plain(_("No field had the focus, so nothing was done with it. Where does it belong?"), MUTED),
                classes="about",
            )
            places = [(f"key-{key.replace('+', '-')}", label) for key, label in self._places]
            yield DialogButtons(*places, way_out=("none", _("Throw it away")))
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the most likely place."""
        self.set_focus(self.query(Button).first())

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if self.is_current:
            buttons = list(self.query(Button))
            index = buttons.index(event.button)
            self.dismiss(self._places[index][0] if index < len(self._places) else None)

    def action_cancel(self) -> None:
        """Throw the text away."""
        if self.is_current:
            self.dismiss(None)

"""Asks which value to keep when two terminals have saved the same field."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Static

from tui_app.domain.forms.answers import Answer
from tui_app.text.i18n import _
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.dialogs.buttons import DialogButtons
from tui_app.ui.dialogs.confirm import ButtonDialog
from tui_app.ui.editing.conflicts import keep_both_texts
from tui_app.ui.widgets.frame import KeyFooter


class ConflictDialog(ButtonDialog[Answer]):
    """Answers with the value to keep. Nothing is overwritten before somebody chooses; Escape keeps both texts."""

    BINDINGS = keys.CONFIRM

    def __init__(self, title: str, stored: tuple[Answer, str], written: tuple[Answer, str]) -> None:
        """Take both values, each with its text for people.

        Args:
            title: the question or the section that the values are about.
            stored: what the other terminal has saved.
            written: what was written here.
        """
        super().__init__()
        self._title = title
        self._stored, self._stored_text = stored
        self._written, self._written_text = written
        self.key_labels = {"cancel": _("Keep both") if self._are_texts else _("Use the saved version")}

    @property
    def _are_texts(self) -> bool:
        return isinstance(self._written, str) and isinstance(self._stored, str | None)

    def compose(self) -> ComposeResult:
        """Both values, and a button for each choice."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(_("Edited in two places"))
            yield Static(plain(_("This was saved on another terminal after you read it.")), classes="about")
            yield Static(plain(self._title, "bold"), classes="about")
            with VerticalScroll(classes="reading"):
                yield Static(plain(_("Saved version"), f"bold {content.ACCENT}"))
                yield Static(plain(self._stored_text or "–"), classes="about")
                yield Static(plain(_("Your version"), f"bold {content.ACCENT}"))
                yield Static(plain(self._written_text or "–"), classes="about")
            mine, theirs = ("mine", _("Use your version")), ("theirs", _("Use the saved version"))
            if self._are_texts:
                yield DialogButtons(mine, theirs, way_out=("both", _("Keep both")), primary="both")
            else:
                yield DialogButtons(mine, way_out=theirs, primary="theirs")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the choice that loses nothing."""
        self.set_focus(self.query_one("#both" if self._are_texts else "#theirs"))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self._choose(event.button.id or "")

    def action_cancel(self) -> None:
        """Choose what loses nothing."""
        self._choose("both" if self._are_texts else "theirs")

    def keep_both_texts(self) -> None:
        """Choose what loses nothing, even if the dialog is not in front; called when the computer locks."""
        if self.is_attached:
            self.dismiss(keep_both_texts(self._stored, self._written))

    def _choose(self, button_id: str) -> None:
        values = {
            "both": keep_both_texts(self._stored, self._written),
            "theirs": self._stored,
            "mine": self._written,
        }
        if self.is_current:
            self.dismiss(values[button_id])

"""Shows one text that is kept beside the place where it was written, to be copied, kept or discarded."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Static, TextArea

from tui_app.domain.form_drafts import FORM_DRAFT_LIFETIME, UnsavedText
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import keys
from tui_app.ui.content import plain
from tui_app.ui.dialogs.buttons import DialogButtons
from tui_app.ui.dialogs.confirm import ButtonDialog
from tui_app.ui.widgets.frame import KeyFooter


class UnsavedTextDialog(ButtonDialog[bool]):
    """Answers True if the text is to be discarded. Escape keeps it; it is shown again after the next sign-in."""

    BINDINGS = keys.UNSAVED_TEXT

    def __init__(self, unsaved: UnsavedText) -> None:
        super().__init__()
        self._unsaved = unsaved

    def compose(self) -> ComposeResult:
        """Where the text was written, why it is kept here, and all of it."""
        days = FORM_DRAFT_LIFETIME.days
        kept = ngettext(
            "It stays here for $count day; no one else can see it.",
            "It stays here for $count days; no one else can see it.",
            days,
        )
        with Vertical(classes="dialog") as dialog:
            is_replaced = self._unsaved.is_replaced
            dialog.border_title = plain(
                _("You wrote this at the other terminal") if is_replaced else _("This could not be saved")
            )
            yield Static(plain(self._unsaved.title, "bold"), classes="about")
            yield Static(plain(f"{self._unsaved.reason} {format_message(kept, count=days)}"), classes="about")
            yield TextArea(self._unsaved.text, id="not-saved", read_only=True, tab_behavior="focus", compact=True)
            yield DialogButtons(
                ("copy", _("Copy all")), ("away", _("Discard it")), way_out=("keep", _("Keep for now")), primary="keep"
            )
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the text, so that somebody who is typing presses no button with the next keys."""
        text = self.query_one(TextArea)
        self.set_focus(text)
        text.move_cursor(text.document.end)

    @on(Button.Pressed, "#copy")
    def _copy(self) -> None:
        self.app.copy_to_clipboard(self._unsaved.text)
        self.app.notify(_("Copied, if the terminal allows it."), markup=False)

    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        self.action_cancel()

    @on(Button.Pressed, "#away")
    def _discard(self) -> None:
        if self.is_current:
            self.dismiss(True)

    def action_cancel(self) -> None:
        """Keep the text."""
        if self.is_current:
            self.dismiss(False)

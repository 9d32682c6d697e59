"""What could not be saved where it was written: shown whole to its writer, to be copied, kept a while or let go."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static, TextArea

from tui_app.domain.unfinished import WAITS_FOR, NotSaved
from tui_app.ui import keys
from tui_app.ui.language import _, ngettext, told
from tui_app.ui.modals.ask import Question
from tui_app.ui.text import lit
from tui_app.ui.widgets.frame import KeyLine


class NotSavedScreen(Question[bool]):
    """Answers whether it is to be thrown away; escape keeps it for the next sign-in."""

    BINDINGS = keys.NOT_SAVED

    def __init__(self, not_saved: NotSaved) -> None:
        super().__init__()
        self._not_saved = not_saved

    def compose(self) -> ComposeResult:
        """Where it was written, why it is not saved there, and all of it."""
        days = WAITS_FOR.days
        kept = ngettext(
            "It is kept here for $count day, and nobody else sees it.",
            "It is kept here for $count days, and nobody else sees it.",
            days,
        )
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = lit(_("This could not be saved"))
            yield Static(lit(self._not_saved.title, "bold"), classes="about")
            yield Static(lit(f"{self._not_saved.why} {told(kept, count=days)}"), classes="about")
            yield TextArea(self._not_saved.text, id="not-saved", read_only=True, tab_behavior="focus", compact=True)
            with Horizontal(classes="buttons"):
                yield Button(lit(_("Keep for now")), id="keep", variant="primary", compact=True)
                yield Button(lit(_("Copy all of it")), id="copy", compact=True)
                yield Button(lit(_("Throw it away")), id="away", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """In the text: whoever is typing presses no button with the next letters."""
        text = self.query_one(TextArea)
        self.set_focus(text)
        text.move_cursor(text.document.end)

    @on(Button.Pressed, "#copy")
    def _copy(self) -> None:
        self.app.copy_to_clipboard(self._not_saved.text)
        self.app.notify(_("Copied, where the terminal allows it."), markup=False)

    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        self.action_cancel()

    @on(Button.Pressed, "#away")
    def _throw_away(self) -> None:
        if self.is_current:
            self.dismiss(True)

    def action_cancel(self) -> None:
        """Keep it."""
        if self.is_current:
            self.dismiss(False)

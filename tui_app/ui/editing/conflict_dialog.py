"""Two terminals wrote one text: both stand here, and either or both can be kept."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from tui_app.domain.forms.answers import Answer
from tui_app.text.i18n import _
from tui_app.ui import content, keys
from tui_app.ui.content import plain
from tui_app.ui.dialogs.confirm import ButtonDialog
from tui_app.ui.editing.conflicts import keep_both_texts
from tui_app.ui.widgets.frame import KeyFooter


class ConflictDialog(ButtonDialog[Answer]):
    """Answers with what is to stand. Nothing is overwritten before somebody has chosen; escape keeps both texts."""

    BINDINGS = keys.CONFIRM

    def __init__(self, title: str, theirs: tuple[Answer, str], mine: tuple[Answer, str]) -> None:
        """Take what it is about, and of each side the value and how it reads."""
        super().__init__()
        self._title = title
        self._theirs, self._theirs_words = theirs
        self._mine, self._mine_words = mine

    @property
    def _are_texts(self) -> bool:
        return isinstance(self._mine, str) and isinstance(self._theirs, str | None)

    def compose(self) -> ComposeResult:
        """Both, and the ways on."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(_("Edited in two places"))
            yield Static(plain(_("This was saved on another terminal after you read it.")), classes="about")
            yield Static(plain(self._title, "bold"), classes="about")
            with VerticalScroll(classes="reading"):
                yield Static(plain(_("Saved version"), f"bold {content.ACCENT}"))
                yield Static(plain(self._theirs_words or "–"), classes="about")
                yield Static(plain(_("Your version"), f"bold {content.ACCENT}"))
                yield Static(plain(self._mine_words or "–"), classes="about")
            with Horizontal(classes="buttons"):
                if self._are_texts:
                    yield Button(plain(_("Keep both")), id="both", variant="primary", compact=True)
                yield Button(plain(_("Use the saved version")), id="theirs", compact=True)
                yield Button(plain(_("Use your version")), id="mine", compact=True)
        yield KeyFooter()

    def on_mount(self) -> None:
        """What loses nothing comes first."""
        self.set_focus(self.query_one("#both" if self._are_texts else "#theirs"))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self._answer(event.button.id or "")

    def action_cancel(self) -> None:
        """Lose nothing."""
        self._answer("both" if self._are_texts else "theirs")

    def keep_both(self) -> None:
        """Nobody is there to answer any more."""
        if self.is_attached:
            self.dismiss(keep_both_texts(self._theirs, self._mine))

    def _answer(self, which: str) -> None:
        both = keep_both_texts(self._theirs_words, self._mine_words)
        if self.is_current:
            self.dismiss({"both": both, "theirs": self._theirs, "mine": self._mine}[which])

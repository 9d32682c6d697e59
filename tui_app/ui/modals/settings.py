"""Language and theme, kept between starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.ui import keys
from tui_app.ui.language import LANGUAGES, _, spoken
from tui_app.ui.text import lit
from tui_app.ui.widgets.choice import ChoiceField
from tui_app.ui.widgets.frame import KeyLine

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


class SettingsScreen(ModalScreen[None]):
    """Each change works at once."""

    BINDINGS = keys.HELP

    def compose(self) -> ComposeResult:
        """Two choices."""
        from tui_app.ui.app import THEMES

        with Vertical(classes="dialog") as dialog:
            dialog.border_title = lit(_("Settings"))
            with Horizontal(classes="field-line"):
                yield Static(lit(_("Language")), classes="label")
                yield ChoiceField(tuple(LANGUAGES.items()), spoken(), id="language")
            with Horizontal(classes="field-line"):
                yield Static(lit(_("Theme")), classes="label")
                themes = tuple((name, _(label)) for name, label in THEMES.items())
                yield ChoiceField(themes, self.app.theme, id="theme")
            yield Static(
                lit(_("Left and right change, tab goes on, esc closes."), "$foreground-muted"), classes="about"
            )
        yield KeyLine()

    @on(ChoiceField.Changed, "#theme")
    def _theme(self, event: ChoiceField.Changed) -> None:
        self.app.theme = str(event.field.value)
        cast("SamtaleApp", self.app).remember(theme=self.app.theme)

    @on(ChoiceField.Changed, "#language")
    def _language(self, event: ChoiceField.Changed) -> None:
        cast("SamtaleApp", self.app).change_language(str(event.field.value))

    def action_back(self) -> None:
        """Close."""
        if self.is_current:
            self.dismiss(None)

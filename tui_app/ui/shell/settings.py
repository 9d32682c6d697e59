"""The settings: language, theme, and who uses this computer; kept between starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui_app.text.i18n import INTERFACE_LANGUAGE_NAMES, N_, _, current_language
from tui_app.ui import content, keys
from tui_app.ui.app_messages import ChangeLanguage, ChangeTheme
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.messages import ChoosePassword, ChoosePin, ChooseReminders, SetComputerUse
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.fields.choice import ChoiceField
from tui_app.ui.widgets.frame import KeyFooter

if TYPE_CHECKING:
    pass

LOCK_DELAYS = {
    30: N_("after 30 seconds"),
    90: N_("after 90 seconds"),
    300: N_("after 5 minutes"),
    600: N_("after 10 minutes"),
    1800: N_("after 30 minutes"),
}


class SettingsDialog(HasContext, ModalScreen[None], AnswersOnce):
    """Each change takes effect at once. Only the owner, leaders and administrators change who uses the computer."""

    BINDINGS = keys.CLOSE

    def compose(self) -> ComposeResult:
        """One setting on each line."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(_("Settings"))
            for name, label, field in self._fields():
                with Horizontal(classes="field-line"):
                    yield Static(plain(label), classes="label", id=f"{name}-label")
                    yield field
                if name == "theme":
                    yield Static(self._preview(), id="theme-preview", classes="hint")
            yield Static(
                plain(_("Left and right change, Tab moves on, Esc closes."), "$foreground-muted"), classes="about"
            )
            if self.ctx.viewer is not None:
                with Horizontal(classes="buttons"):
                    yield Button(plain(_("My password …")), id="choose-password", compact=True)
                    yield Button(plain(_("My PIN …")), id="choose-pin", compact=True)
                    yield Button(plain(_("Reminders …")), id="reminders", compact=True)
        yield KeyFooter()

    def _preview(self) -> Content:
        """What the colours of the theme look like; drawn anew by every change of it."""
        tones = (
            ("! ", _("overdue"), content.ERROR),
            ("· ", _("reminder"), content.WARNING),
            ("▸ ", _("in progress"), content.ACCENT),
            ("✓ ", _("done"), content.SUCCESS),
        )
        return Content("   ").join(plain(sign + words, style) for sign, words, style in tones)

    def _fields(self) -> Iterator[tuple[str, str, ChoiceField]]:
        from tui_app.ui.theme import THEMES

        settings = self.ctx.computer.settings
        yield (
            "language",
            _("Language"),
            ChoiceField(tuple(INTERFACE_LANGUAGE_NAMES.items()), current_language(), id="language"),
        )
        themes = tuple((name, _(label)) for name, label in THEMES.items())
        yield "theme", _("Theme"), ChoiceField(themes, self.app.theme, id="theme")
        if not self.ctx.computer.decides_here:
            return
        uses = ((False, _("only I use it")), (True, _("several take turns")))
        yield "several", _("This computer"), ChoiceField(uses, settings.several, id="several")
        seconds = self.ctx.computer.lock_seconds
        periods = tuple((one, _(LOCK_DELAYS[one])) for one in LOCK_DELAYS)
        if seconds not in LOCK_DELAYS:
            periods = ((seconds, f"{seconds} s"), *periods)
        yield "lock", _("Locks"), ChoiceField(periods, seconds, id="lock")
        named = ((True, _("suggest names")), (False, _("type full names")))
        yield "names", _("Sign-in"), ChoiceField(named, settings.names_listed, id="names")

    @on(Button.Pressed, "#choose-password")
    def _password(self) -> None:
        self.ctx.open(ChoosePassword())

    @on(Button.Pressed, "#choose-pin")
    def _pin(self) -> None:
        self.ctx.open(ChoosePin())

    @on(Button.Pressed, "#reminders")
    def _reminders(self) -> None:
        if self.is_current:
            self.dismiss(None)
            self.ctx.open(ChooseReminders())

    @on(ChoiceField.Changed, "#theme")
    def _theme(self, event: ChoiceField.Changed) -> None:
        self.ctx.open(ChangeTheme(str(event.field.value)))

    @on(ChoiceField.Changed, "#language")
    def _language(self, event: ChoiceField.Changed) -> None:
        self.ctx.open(ChangeLanguage(str(event.field.value)))

    @on(ChoiceField.Changed, "#lock")
    def _lock(self, event: ChoiceField.Changed) -> None:
        kept = "lock_shared" if self.ctx.computer.settings.several else "lock_own"
        self.ctx.computer.remember(**{kept: event.field.value})

    @on(ChoiceField.Changed, "#names")
    def _names(self, event: ChoiceField.Changed) -> None:
        self.ctx.computer.remember(names_listed=event.field.value)

    @on(ChoiceField.Changed, "#several")
    def _several(self, event: ChoiceField.Changed) -> None:
        self.ctx.spawn(self._change_use(event.field, bool(event.field.value)))

    async def _change_use(self, field: ChoiceField, several: bool) -> None:
        if several == self.ctx.computer.settings.several:
            return
        if not await self.ctx.perform(SetComputerUse(several=several)):
            field.put(not several)

    def action_back(self) -> None:
        """Close."""
        if self.is_current:
            self.dismiss(None)

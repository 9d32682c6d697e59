"""The application: its modes and keys, what its screens ask for, and the look for what others changed."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.binding import Binding
from textual.events import Event
from textual.filter import LineFilter
from textual.screen import Screen

from tui_app.domain.errors import DomainError
from tui_app.text.i18n import _, set_language
from tui_app.ui import app_messages, keys, messages, textual_compat
from tui_app.ui.computer import HandOver, LockedSession
from tui_app.ui.context import AppContext
from tui_app.ui.flow_table import FLOWS
from tui_app.ui.navigation import MODES, SCREENS, SIGN_IN
from tui_app.ui.screen_protocols import Reloadable, Reopenable
from tui_app.ui.setup import AppSetup
from tui_app.ui.shell.lock import Lock
from tui_app.ui.shell.shutdown import Shutdown
from tui_app.ui.shell.terminal import ControlFilter
from tui_app.ui.theme import CONTRAST_THEME
from tui_app.ui.widgets.data_screen import DataScreen

if TYPE_CHECKING:
    from textual.app import App

STYLES = (
    *("frame", "lists", "fields", "people", "follow_up", "conversations", "forms", "administration", "sign_in"),
    "dialogs",
)
"""Where the styles are, by area; of two that say the same, the later one holds."""
REFRESH_SECONDS = 1.0
"""How often somebody else's changes are looked for; they show within two seconds."""
WIDE_FROM = 110
"""Cells from which there is room for two columns."""
SETTLED_SECONDS = 0.4
"""After the start, when the first screen is there: what could wait is done."""
PULSE = "pulse"
"""The group of the look for what others changed."""
NEEDS_PERSON = frozenset({"go", "undo", "reload", "news", "command_palette", "lock", "hand_over", "seen"})
"""What only a signed-in person can do, and not over a dialog."""


def _palette() -> Any:
    from tui_app.ui.shell.palette import PaletteProvider

    return PaletteProvider


class SamtaleApp(textual_compat.PatchedApp):
    """Samtale in a terminal. Exits with the word for what to do next, or nothing."""

    TITLE = "Samtale"
    CSS_PATH = [f"styles/{area}.tcss" for area in STYLES]
    MODES: ClassVar[dict[str, Any]] = MODES
    BINDINGS = keys.APP
    COMMANDS: ClassVar[set[Any]] = {_palette}
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_FROM, "-wide")]

    def __init__(self, setup: AppSetup) -> None:
        if setup.viewer is not None or setup.asks_who:
            # the first screen at once: an empty one before it would cost a reading of all styles
            self.DEFAULT_MODE = setup.home if setup.viewer else SIGN_IN  # type: ignore[misc]
        super().__init__()
        self.ctx = AppContext(self, setup, flows=FLOWS, refresh=self.refresh_screens)
        self.ending = Shutdown(self, self.ctx)
        self.session_lock = Lock(self, self.ctx, self.ending, self._arrive, self._show_news)
        self.animation_level = "none"  # a key has its effect at once
        self._control_filter = ControlFilter()
        self.register_theme(CONTRAST_THEME)
        self.theme = setup.settings.theme if setup.settings.theme in self.available_themes else "textual-dark"

    @property
    def crash_message(self) -> str:
        """What to tell after a crash; empty when there was none."""
        return self.ending.crash_message

    def note_crash(self) -> None:
        """Write down the error that ends the application."""
        self.ending.note_crash()

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's filters, and the one that lets no control byte through."""
        return [*super().get_line_filters(), self._control_filter]

    def on_mount(self) -> None:
        """Start where this person works."""
        self.ending.listen_to_signals()
        self.set_interval(REFRESH_SECONDS, self._look_around)
        self.set_timer(SETTLED_SECONDS, _collect_garbage)
        if self.ctx.viewer is not None:
            self.session_lock.mark_active()
            self.set_timer(SETTLED_SECONDS, self._start_on_own_computer)
        elif not self.ctx.setup.asks_who:
            from tui_app.ui.sign_in.welcome_screen import WelcomeScreen

            self.push_screen(WelcomeScreen())

    def _start_on_own_computer(self) -> None:
        from tui_app.ui.shell.session_start import start_on_own_computer

        self.ctx.spawn(start_on_own_computer(self))

    def _arrive(self, kept: LockedSession | None, hand_over: HandOver | None) -> None:
        from tui_app.ui.shell.session_start import continue_session

        continue_session(self, kept, hand_over)

    def _show_news(self, *, asked: bool = False) -> None:
        from tui_app.ui.shell.session_start import show_news

        self.ctx.spawn(show_news(self, asked=asked))

    async def on_event(self, event: Event) -> None:
        """Count what people press, for the lock."""
        if self.session_lock.lets_through(event):
            await super().on_event(event)

    async def _look_around(self) -> None:
        """Once a second: is anybody there, has the day changed, has somebody else changed something?"""
        self.session_lock.watch_idle()
        today = self.ctx.now.date()
        if today != self.ctx.today:
            self.ctx.today = today
            self._draw_again()
            self.refresh_screens()
        if self.ctx.viewer is not None and not any(worker.group == PULSE for worker in self.workers):
            # one at a time: those that a slow database holds back would take every thread of the executor
            self.ctx.spawn(self._look_for_changes(), PULSE)

    async def _look_for_changes(self) -> None:
        try:
            changed = await self.ctx.run(self.ctx.setup.pulse.changed)
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
            return
        self.ctx.mark_reachable()
        if changed:
            self.refresh_screens()

    def refresh_screens(self) -> None:
        """Read the front screens again; those behind do so when they come back."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Reloadable):
                screen.reload()
            if not screen.is_modal:
                return

    def _draw_again(self, *, other_words: bool = False) -> None:
        """Draw every screen again, those of the other modes too: their data may be the same when they come back."""
        for screen in textual_compat.all_screens(self):
            screen.refresh(recompose=other_words and screen.is_modal)
            for line in screen.query("TopLine, KeyLine"):
                line.refresh()
            if isinstance(screen, DataScreen):
                screen.show_again()

    @on(messages.Request)
    def _open(self, request: messages.Request) -> None:
        """Open the screen or begin the flow that was asked for."""
        request.stop()
        if self.ctx.viewer is None:
            return  # from a screen that is about to close
        if isinstance(front := self.screen, Reopenable) and front.reopen_request() == request:
            return  # it is open already
        if open_screen := SCREENS.get(type(request)):
            self.push_screen(open_screen(request))
        else:
            self.ctx.spawn(self.ctx.perform(request))

    @on(app_messages.GoToMode)
    def _go_to_mode(self, message: app_messages.GoToMode) -> None:
        self.action_go(message.mode)

    @on(app_messages.SignedIn)
    def _signed_in(self, message: app_messages.SignedIn) -> None:
        self.session_lock.let_in(message.session)

    @on(app_messages.SessionEnded)
    def _session_ended(self) -> None:
        self.ctx.spawn(self.session_lock.end_session(), "lock")

    @on(app_messages.ChangeTheme)
    def _change_theme(self, message: app_messages.ChangeTheme) -> None:
        self.theme = message.theme
        self.ctx.computer.remember(theme=message.theme)

    @on(app_messages.ChangeLanguage)
    def _change_language(self, message: app_messages.ChangeLanguage) -> None:
        set_language(message.language)
        self.ctx.computer.remember(language=message.language)
        self._draw_again(other_words=True)

    @on(app_messages.UndoLastChange)
    def action_undo(self) -> None:
        """Take back the last change; several presses go further back."""
        from tui_app.ui.shell.undo import undo_last_change

        self.ctx.spawn(undo_last_change(self))

    @on(app_messages.Quit)
    async def action_quit(self) -> None:
        """End, with everything saved and nothing left open."""
        self.ending.quit(self.session_lock.finish)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the whole application rest while a dialog, the welcome or the sign-in screen is open."""
        if action in NEEDS_PERSON and (self.ctx.viewer is None or self.screen.is_modal):
            return False
        if action == "go" and not self.ctx.computer.has_mode(str(parameters[0])):
            return False
        if action in ("help", "settings") and self.screen.is_modal:
            return False
        if action == "hand_over" and self.session_lock.offered_hand_over() is None:
            return False
        if action == "new_action" and not self._offers_new_action():
            return False
        if self.ctx.setup.is_kiosk and (action == "command_palette" or (action == "quit" and self.ctx.viewer is None)):
            return False
        return super().check_action(action, parameters)

    def _offers_new_action(self) -> bool:
        """Whether the key for a new action is the application's: where people work, and it is for nothing else."""
        screen = self.screen
        if self.ctx.viewer is None or not isinstance(screen, DataScreen):
            return False
        taken = any(isinstance(one, Binding) and one.key == keys.NEW_ACTION.key for one in type(screen).BINDINGS)
        return not (taken or hasattr(screen, "action_new_action"))

    def action_go(self, mode: str) -> None:
        """Go to one of the modes; a second press of its key goes to its first screen."""
        if self.current_mode == mode:
            while len(self.screen_stack) > 1:
                self.pop_screen()
        else:
            self.switch_mode(mode)

    def action_reload(self) -> None:
        """Read again what is on the screen."""
        self.refresh_screens()

    def action_seen(self) -> None:
        """Who has opened what is written about me."""
        self.ctx.open(messages.OpenAuditLog())

    @on(app_messages.ShowNews)
    def action_news(self) -> None:
        """What others did since the last visit."""
        self._show_news(asked=True)

    def action_new_action(self) -> None:
        """Agree an action from anywhere, with the person that the screen is about; where it does not tell, ask."""
        about_id = getattr(self.screen, "about_id", 0)
        self.ctx.open(messages.NewAction(None, about_id=about_id))

    @on(app_messages.ShowHelp)
    def action_help(self) -> None:
        """Every key of this screen."""
        from tui_app.ui.shell.help import HelpDialog

        self.push_screen(HelpDialog(self.screen))

    @on(app_messages.ShowSettings)
    def action_settings(self) -> None:
        """Language and theme."""
        from tui_app.ui.shell.settings import SettingsDialog

        self.push_screen(SettingsDialog())

    def action_command_palette(self) -> None:
        """Search for what one wants to do, in the language in use."""
        from textual.command import CommandPalette

        if not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(CommandPalette(placeholder=_("What do you want to do?"), id="--command-palette"))

    @on(app_messages.LockNow)
    def action_lock(self) -> None:
        """Lock at once."""
        self.session_lock.lock_now()

    def action_hand_over(self) -> None:
        """Let the employee go on at this keyboard; coming back asks for the password."""
        if (hand_over := self.session_lock.offered_hand_over()) is not None:
            self.session_lock.lock_now(hand_over)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[Any]:
        """None of Textual's own: one of them writes the screen to a file. Ours come from `ui/palette.py`."""
        return ()

    async def on_unmount(self) -> None:
        """Give back what was borrowed."""
        self.ctx.setup.executor.close()
        self.ctx.setup.pulse.close()


def _collect_garbage() -> None:
    """Begin to, if the start has put it off; what is loaded by then stays, and is not looked through any more."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()

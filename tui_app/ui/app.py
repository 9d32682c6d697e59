"""The application: its modes and keys, what its screens ask for, and the check for what others changed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding
from textual.events import Event
from textual.filter import LineFilter

from tui_app.domain.errors import DomainError
from tui_app.text.i18n import set_language
from tui_app.ui import app_messages, keys, messages, textual_compat
from tui_app.ui.computer import HandOver, LockedSession
from tui_app.ui.context import AppContext
from tui_app.ui.flow_table import FLOWS
from tui_app.ui.key_changes.changes import begin_with_changes, take_changes
from tui_app.ui.navigation import MODES, SCREENS, SIGN_IN
from tui_app.ui.screen_protocols import AboutPerson, Reopenable
from tui_app.ui.setup import AppSetup
from tui_app.ui.shell.disabled_keys import notify_why_disabled
from tui_app.ui.shell.lock import Lock
from tui_app.ui.shell.reload import read_again
from tui_app.ui.shell.rights import follow_rights, notify_returned_minutes
from tui_app.ui.shell.shutdown import Shutdown
from tui_app.ui.shell.terminal import ControlFilter, SignFilter
from tui_app.ui.shell.typed_text import watch_for_text
from tui_app.ui.theme import FIRST_STYLES, OTHER_STYLES
from tui_app.ui.widgets.data_screen import DataScreen

if TYPE_CHECKING:
    pass

STYLES_FOLDER = Path(__file__).parent / "styles"
REFRESH_SECONDS = 1.0
"""How often to check for other people's changes; they appear within two seconds."""
SETTLED_SECONDS = 0.4
"""After the start the first screen is there by then, and what could wait is done."""
CHECK_GROUP = "check"
"""The worker group of the check for what others changed."""
NEEDS_PERSON = frozenset({"go", "undo", "reload", "news", "command_palette", "hand_over", "access_log"})
"""The actions that need a signed-in person and no open dialog."""


class SamtaleApp(textual_compat.PatchedApp):
    """Samtale in a terminal. Its result is a message to print after it has ended, or None."""

    TITLE = "Samtale"
    CSS_PATH = [f"styles/{area}.tcss" for area in FIRST_STYLES]
    LATER_CSS = [STYLES_FOLDER / f"{area}.tcss" for area in OTHER_STYLES]
    MODES: ClassVar[dict[str, Any]] = MODES
    BINDINGS = keys.APP
    ENABLE_COMMAND_PALETTE = False  # Textual's own; ours is in `shell/palette`

    def __init__(self, setup: AppSetup) -> None:
        if setup.viewer is not None or setup.asks_who:
            # the first screen at once: an empty one before it would parse all styles twice
            self.DEFAULT_MODE = setup.home if setup.viewer else SIGN_IN  # type: ignore[misc]
        super().__init__()
        self.ctx = AppContext(self, setup, flows=FLOWS, refresh=self.refresh_screens)
        self.ending = Shutdown(self, self.ctx)
        self.holds_keys, self.terminal_lost = self.ctx.started.holds_keys, self.ending.end_without_terminal
        self.session_lock = Lock(self, self.ctx, self.ending, self._continue_session, self._show_news)
        self.key_without_effect = partial(notify_why_disabled, self)
        begin_with_changes(self, setup.settings.keys)  # the first screen names keys before it mounts
        watch_for_text(self)
        self.animation_level = "none"  # a key takes effect at once
        self._own_filters = [one for one in (ControlFilter(), SignFilter(setup.signs)) if one.enabled]
        self.begin_with_theme(setup.settings.theme)

    @property
    def crash_message(self) -> str:
        """What to say after a crash; empty if there was none."""
        return self.ending.crash_message

    def note_crash(self) -> None:
        """Write down the error that ends the application."""
        self.ending.note_crash()

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's filters, and ours for control characters and for signs that the terminal lacks."""
        return [*super().get_line_filters(), *self._own_filters]

    def on_mount(self) -> None:
        """Start the timers, and show the first screen if it is not there yet."""
        self.ending.listen_to_signals()
        take_changes(self, self.ctx.setup.settings.keys)
        self.set_interval(REFRESH_SECONDS, self._tick)
        self.set_timer(SETTLED_SECONDS, partial(self._do_what_could_wait, is_own=self.ctx.viewer is not None))
        if self.ctx.viewer is not None:
            self.session_lock.mark_active()
        elif not self.ctx.setup.asks_who:
            from tui_app.ui.sign_in.welcome_screen import WelcomeScreen

            self.push_screen(WelcomeScreen())

    def _do_what_could_wait(self, *, is_own: bool) -> None:
        from tui_app.ui.shell import session_start

        session_start.resume_garbage_collection()
        self.read_later_css()
        if is_own:
            self.ctx.spawn(session_start.start_on_own_computer(self), is_background=True)

    def _continue_session(self, locked_session: LockedSession | None, hand_over: HandOver | None) -> None:
        from tui_app.ui.shell.session_start import continue_session

        continue_session(self, locked_session, hand_over)

    def _show_news(self, *, asked: bool = False) -> None:
        from tui_app.ui.shell.session_start import show_news

        self.ctx.spawn(show_news(self, asked=asked), is_background=not asked)

    async def on_event(self, event: Event) -> None:
        """Pass on an event, unless the lock keeps it; every key counts as activity."""
        if self.session_lock.lets_through(event):
            await super().on_event(event)

    async def _tick(self) -> None:
        """Once a second: lock if nobody is there, and notice a new day and other people's changes."""
        self.session_lock.watch_idle()
        today = self.ctx.now.date()
        if today != self.ctx.today:
            self.ctx.today = today
            self._redraw()
            self.ctx.spawn(follow_rights(self), CHECK_GROUP)  # a stand-in begins or ends
        if self.ctx.viewer is not None and not any(worker.group == CHECK_GROUP for worker in self.workers):
            # one at a time: with a slow database they would take every thread of the executor
            self.ctx.spawn(self._check_for_changes(), CHECK_GROUP)

    async def _check_for_changes(self) -> None:
        try:
            changed = await self.ctx.run(self.ctx.setup.change_source.changed)
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
            return
        self.ctx.mark_reachable()
        if changed is None:
            await follow_rights(self)
        elif changed:
            await notify_returned_minutes(self.ctx, changed)
            self.refresh_screens(changed)

    def refresh_screens(self, people: frozenset[int] | None = None) -> None:
        """Read the visible screens again, if they show these people; the others do so when they come back."""
        read_again(self, people)

    def _redraw(self, *, language_changed: bool = False) -> None:
        """Draw every screen again, also in the other modes: with unchanged data they would not do so themselves."""
        for screen in textual_compat.all_screens(self):
            screen.refresh(recompose=language_changed and screen.is_modal)
            for line in screen.query("TopBar, KeyFooter"):
                line.refresh()
            if isinstance(screen, DataScreen):
                screen.redraw()

    @on(messages.Request)
    def _open(self, request: messages.Request) -> None:
        """Open the screen or start the flow that was asked for."""
        request.stop()
        if self.ctx.viewer is None:
            return  # the screen that asks is about to close
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
        self.session_lock.resume(message.session)

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
        self._redraw(language_changed=True)

    @on(app_messages.UndoLastChange)
    def action_undo(self) -> None:
        """Undo the last change; pressing again undoes the one before."""
        from tui_app.ui.shell.undo import undo_last_change

        self.ctx.spawn(undo_last_change(self))

    @on(app_messages.Quit)
    async def action_quit(self) -> None:
        """Quit, once everything is saved and nothing is left open."""
        self.ending.quit(self.session_lock.finish)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Switch off application keys while a dialog, the welcome screen or the sign-in screen is open."""
        if action in NEEDS_PERSON and (self.ctx.viewer is None or self.screen.is_modal):
            return False
        if (
            (action in ("help", "settings") and self.screen.is_modal)
            or (action == "hand_over" and self.session_lock.offered_hand_over() is None)
            or (action == "go" and not self.ctx.computer.has_mode(str(parameters[0])))
            or (action == "new_action" and not self._offers_new_action())
        ):
            return False
        if self.ctx.setup.is_kiosk and (action == "command_palette" or (action == "quit" and self.ctx.viewer is None)):
            return False
        return self.session_lock.may_lock() if action == "lock" else super().check_action(action, parameters)

    def _offers_new_action(self) -> bool:
        """True on the screens where people work, unless the screen uses the key itself."""
        screen = self.screen
        if self.ctx.viewer is None or not isinstance(screen, DataScreen):
            return False
        taken = any(isinstance(one, Binding) and one.key == keys.NEW_ACTION.key for one in type(screen).BINDINGS)
        return not (taken or hasattr(screen, "action_new_action"))

    def action_go(self, mode: str) -> None:
        """Go to a mode; if it is open already, go back to its first screen."""
        if self.current_mode == mode:
            while len(self.screen_stack) > 1:
                self.pop_screen()
        else:
            self.switch_mode(mode)

    def action_reload(self) -> None:
        """Read the data of the screen again."""
        self.refresh_screens()

    def action_access_log(self) -> None:
        """Show who has opened what is written about the person."""
        self.ctx.open(messages.OpenAuditLog())

    @on(app_messages.ShowNews)
    def action_news(self) -> None:
        """Show what others did since the last visit."""
        self._show_news(asked=True)

    def action_new_action(self) -> None:
        """Add an action with the person the screen is about; if it is about nobody, the form asks."""
        about_id = self.screen.about_id if isinstance(self.screen, AboutPerson) else 0
        self.ctx.open(messages.NewAction(None, about_id=about_id))

    @on(app_messages.ShowHelp)
    def action_help(self) -> None:
        """Show every key of this screen."""
        from tui_app.ui.shell.help import HelpDialog

        self.push_screen(HelpDialog(self.screen))

    @on(app_messages.ShowSettings)
    def action_settings(self) -> None:
        """Open the settings: language and theme."""
        from tui_app.ui.shell.settings import SettingsDialog

        self.push_screen(SettingsDialog())

    def action_command_palette(self) -> None:
        """Open the palette."""
        from tui_app.ui.shell.palette.dialog import Palette

        self.push_screen(Palette(), lambda request: self.ctx.open(request) if request else None)

    @on(app_messages.LockNow)
    def action_lock(self) -> None:
        """Lock at once."""
        self.session_lock.lock_now()

    def action_hand_over(self) -> None:
        """Lock, and let the employee continue at this keyboard; coming back needs the password."""
        if (hand_over := self.session_lock.offered_hand_over()) is not None:
            self.session_lock.lock_now(hand_over)

    async def on_unmount(self) -> None:
        """Release the threads and the database connections."""
        self.ctx.setup.executor.close()
        self.ctx.setup.change_source.close()

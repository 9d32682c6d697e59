"""The application: modes, the way to the services, undo, live refresh, and an end without harm."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from textual.app import ScreenError
from textual.filter import LineFilter
from textual.reactive import reactive
from textual.screen import Screen

from tui_app.domain.errors import DomainError, StorageError
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import sessions
from tui_app.services.change_stamp import Receipt
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, set_language
from tui_app.ui import keys
from tui_app.ui.context import Parts
from tui_app.ui.navigation import Navigation
from tui_app.ui.screen_protocols import ConflictPrompt, HandsOverKeyboard, Reloadable, Reopenable, Resettable
from tui_app.ui.shell.lock import SIGN_IN_MODE, KeyboardHandover
from tui_app.ui.shell.terminal import ControlFilter
from tui_app.ui.theme import CONTRAST_THEME
from tui_app.ui.widgets.data_screen import DataScreen

Result = TypeVar("Result")

REFRESH_SECONDS = 1.0
"""How often somebody else's changes are looked for; they show within two seconds."""
BUSY_AFTER_SECONDS = 0.3
"""After this long a wait is shown."""
MAX_UNDO_STEPS = 50
WIDE_MIN_WIDTH = 110
"""Cells from which there is room for two columns."""
REOPEN_DELAY_SECONDS = 0.4
"""After the start, when the Team screen stands: what a crash left open is opened again."""


def _command_provider() -> Any:
    from tui_app.ui.shell.palette import PaletteProvider

    return PaletteProvider


class SamtaleApp(Navigation):
    """Samtale in a terminal. Exits with the word for what to do next, or nothing."""

    TITLE = "Samtale"
    CSS_PATH = ["styles/frame.tcss", "styles/screens.tcss", "styles/modals.tcss"]
    BINDINGS = keys.APP
    COMMANDS: ClassVar[set[Any]] = {_command_provider}
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_MIN_WIDTH, "-wide")]

    busy = reactive(False)
    """Whether a wait has become long enough to be shown."""

    def __init__(self, parts: Parts) -> None:
        if parts.viewer is not None or parts.asks_who:
            # the first screen at once: an empty one before it would cost a reading of all styles
            self.DEFAULT_MODE = parts.home if parts.viewer else SIGN_IN_MODE  # type: ignore[misc]
        super().__init__()
        self.parts = parts
        self.today: date = parts.now().date()
        self.animation_level = "none"  # a key has its effect at once
        self._waiting = 0
        self._styled_with: dict[str, str] = {}
        self._receipts: list[Receipt] = []
        self.changing = asyncio.Lock()
        self._unreachable = False
        self._control_filter = ControlFilter()
        self.register_theme(CONTRAST_THEME)
        self._styled_with = self.get_css_variables()
        self.theme = parts.settings.theme if parts.settings.theme in self.available_themes else "textual-dark"

    @property
    def viewer(self) -> Viewer | None:
        """Who is signed in; None at the very first start, and while people sign in."""
        return None if self.is_locking else self.parts.viewer

    @property
    def me(self) -> Viewer:
        """Who is signed in; raises the refusal `session_ended` for a screen that is on its way out."""
        if self.parts.viewer is None:
            raise DomainError("session_ended")
        return self.parts.viewer

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's filters, and the one that lets no control byte through."""
        return [*super().get_line_filters(), self._control_filter]

    def refresh_css(self, animate: bool = True) -> None:
        """Apply the styles anew; they are read anew only for other colours, which at the start they are not."""
        colours = self.get_css_variables()
        if colours == self._styled_with:
            self.stylesheet.update(self, animate=animate)
            with suppress(ScreenError):  # the first one is not there yet
                self.screen._css_update_count = self._css_update_count  # noqa: SLF001 - as the method above does
        else:
            self._styled_with = colours
            super().refresh_css(animate)

    def on_mount(self) -> None:
        """Start where this person works."""
        self.listen_to_signals()
        self.set_interval(REFRESH_SECONDS, self._look_around)
        self.set_timer(REOPEN_DELAY_SECONDS, self.collect_garbage)
        if self.viewer is not None:
            self.someone_is_there()
            self.set_timer(REOPEN_DELAY_SECONDS, lambda: self.flow(self._begin()))
        elif not self.parts.asks_who:
            from tui_app.ui.sign_in.welcome_screen import WelcomeScreen

            self.push_screen(WelcomeScreen())

    async def _begin(self) -> None:
        """What can wait until the first screen stands."""
        from tui_app.services.accounts import accounts

        self.parts.asked_ahead.clear()  # by now it would be old
        with suppress(DomainError):
            self.has_secret = (await self.ask(accounts.own_state)).has_secret
            if self.has_secret:  # chosen with a code, perhaps, by somebody else
                from tui_app.ui.sign_in.code_alerts import review_codes_on_own_computer

                await review_codes_on_own_computer(self)
        await self.reopen()
        await self.tell_unfinished()
        with suppress(DomainError):
            await self.show_news()

    async def ask(self, use_case: Callable[..., Result], *args: object) -> Result:
        """Run a use case for the signed-in person, off the keyboard's thread.

        Raises:
            DomainError: it cannot be done; the screen words it.
        """
        if self.parts.session is None:
            raise DomainError("session_ended")  # of a screen that is on its way out
        self._waiting += 1
        slow = self.set_timer(BUSY_AFTER_SECONDS, self._show_busy)
        try:
            if self.parts.asked_ahead and (answer := self.parts.asked_ahead.pop((use_case, *args), None)) is not None:
                return await asyncio.wrap_future(answer)
            return await self.parts.gate(sessions.call_as, self.parts.session, use_case, self.parts.now(), *args)
        except DomainError as refusal:
            if refusal.code == "session_ended":
                self.flow(self.thrown_out(), "lock")
            raise
        finally:
            slow.stop()
            self._waiting -= 1
            self.busy = self.busy and self._waiting > 0

    def _show_busy(self) -> None:
        self.busy = self._waiting > 0

    def done(self, receipt: Receipt, message: str = "") -> None:
        """Note a change so that it can be undone, say what was done, and show it."""
        if receipt.batch:
            self._receipts = [*self._receipts[-MAX_UNDO_STEPS + 1 :], receipt]
            if message:
                self.tell(format_message(_("$what · press u to undo"), what=message))
        self.refresh_screens()

    def tell(self, message: str, *, wrong: bool = False, longer: bool = False) -> None:
        """Say something in passing."""
        seconds = 8 if wrong or longer else 4
        self.notify(message, severity="error" if wrong else "information", markup=False, timeout=seconds)

    def tell_refusal(self, refusal: DomainError) -> None:
        """Say why something could not be done; a database that stays away is said once."""
        if refusal.code == "database_unreachable":
            if self._unreachable:
                return
            self._unreachable = True
        self.tell(error_message(refusal), wrong=True)

    def reachable(self) -> None:
        """The database answered."""
        self._unreachable = False

    def refresh_screens(self) -> None:
        """Read anew what stands in front; what stands behind does so when it comes back."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Reloadable):
                screen.reload()
            if not screen.is_modal:
                return

    async def _look_around(self) -> None:
        """Once a second: is anybody there, has the day changed, has somebody else changed something?"""
        self.watch_idle()
        today = self.parts.now().date()
        if today != self.today:
            self.today = today
            self._draw_anew()
            self.refresh_screens()
        if self.viewer is not None and not any(worker.group == "pulse" for worker in self.workers):
            # one at a time: those that a slow database holds back would take every thread of the gate
            self.flow(self._feel_pulse(), "pulse")

    async def _feel_pulse(self) -> None:
        try:
            changed = await self.parts.gate(self.parts.pulse.changed)
        except DomainError as refusal:
            self.tell_refusal(refusal)
            return
        self.reachable()
        if changed:
            self.refresh_screens()

    def signed_in(self, viewer: Viewer) -> None:
        """The first person was made: remember whose computer this is."""
        self.parts.viewer, self.parts.session = viewer, self.owner_session(viewer)
        self.parts.owner = viewer.id
        self.someone_is_there()
        self.parts.remember(self.parts.settings)

    def own_computer(self) -> None:
        """From now on this computer is that of whoever is signed in."""
        self.parts.session = self.owner_session(self.me)
        self.parts.owner = self.me.id
        self.remember(several=False, codes_told=self.moment.isoformat())

    def place(self) -> Callable[[], None] | None:
        """How to open again what stands in front; None for the first screen of a mode."""
        for screen in reversed(self.screen_stack[1:]):
            if isinstance(screen, Reopenable):
                return screen.reopening()
        return None

    def close_questions(self) -> None:
        """Answer what waits for an answer so that nothing is lost: two texts are both kept."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, ConflictPrompt):
                    screen.keep_both()

    def forget_receipts(self) -> None:
        """Nothing can be undone any more: somebody else may be next."""
        self._receipts = []

    def at_the_door(self) -> None:
        """Everything is put away: somebody may sign in."""
        if isinstance(self.screen, Resettable):
            self.screen.begin_anew()

    def hands_over(self) -> KeyboardHandover | None:
        """To whom the keyboard may be handed here; None where there is nobody."""
        return self.screen.hands_to if isinstance(self.screen, HandsOverKeyboard) else None

    def remember(self, **changed: Any) -> None:
        """Keep a setting for the next start."""
        self.parts.settings = replace(self.parts.settings, **changed)
        try:
            self.parts.remember(self.parts.settings)
        except DomainError as refusal:
            self.tell_refusal(refusal)

    def leave(self, screen: Screen[Any]) -> None:
        """Back to the screen below, if this one still stands in front."""
        if screen is self.screen and len(self.screen_stack) > 1:
            self.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of the whole application rest while a dialog, the welcome or the sign-in screen is open."""
        at_home = action in ("go", "undo", "reload", "news", "command_palette", "lock", "hand_over", "seen")
        if at_home and (self.viewer is None or self.screen.is_modal):
            return False
        if action == "go" and not self.has_mode(str(parameters[0])):
            return False
        if action in ("help", "settings") and self.screen.is_modal:
            return False
        if action == "hand_over" and self.hands_over() is None:
            return False
        if action == "new_action" and not self.agrees_here():
            return False
        if self.parts.is_kiosk and (action == "command_palette" or (action == "quit" and self.viewer is None)):
            return False
        return super().check_action(action, parameters)

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
        from tui_app.ui.administration.audit_log_screen import AuditLogScreen

        if not isinstance(self.screen, AuditLogScreen):
            self.open_log()

    def action_news(self) -> None:
        """What others did since the last visit."""
        self.open_news()

    def action_undo(self) -> None:
        """Take back the last change; several presses go further back."""
        self.flow(self._undo())

    def undoes_next(self, receipt: Receipt) -> bool:
        """Whether this is what would be taken back now."""
        return self._receipts[-1:] == [receipt]

    async def _undo(self) -> None:
        """Take back the last change, one that is still being saved too."""
        async with self.changing:
            await self._undo_last()

    async def _undo_last(self) -> None:
        from tui_app.services.undo import undo

        if not self._receipts:
            self.tell(_("Nothing to undo."))
            return
        receipt = self._receipts.pop()
        try:
            await self.ask(undo, receipt.batch)
        except DomainError as refusal:
            if isinstance(refusal, StorageError):
                self._receipts.append(receipt)  # it still can be undone when the database is well again
            self.tell_refusal(refusal)
        else:
            self.clear_notifications()  # one of them still offers what was just undone
            self.tell(_("Undone."))
        self.refresh_screens()

    def action_help(self) -> None:
        """Every key of this screen."""
        from tui_app.ui.shell.help import HelpDialog

        self.push_screen(HelpDialog(self.screen))

    def action_settings(self) -> None:
        """Language and theme."""
        from tui_app.ui.shell.settings import SettingsDialog

        self.push_screen(SettingsDialog())

    def action_reminders(self) -> None:
        """How one is reminded, and one's calendar."""
        from tui_app.ui.administration.reminder_settings import edit_my_reminders

        self.flow(edit_my_reminders(self))

    def use_theme(self, name: str) -> None:
        """Change the theme, for the next starts too."""
        self.theme = name
        self.remember(theme=name)

    def change_language(self, language: str) -> None:
        """Speak another language from now on; what stands on the screens is made anew."""
        set_language(language)
        self.remember(language=language)
        self._draw_anew(other_words=True)

    def _draw_anew(self, *, other_words: bool = False) -> None:
        """Draw every screen anew, those of the other modes too: what they show may be the same when they come back."""
        for screen in [one for stack in self._screen_stacks.values() for one in stack]:
            screen.refresh(recompose=other_words and screen.is_modal)
            for line in screen.query("TopBar, KeyFooter"):
                line.refresh()
            if isinstance(screen, DataScreen):
                screen.show_again()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[Any]:
        """None of Textual's own: one of them writes the screen to a file. Ours come from `ui/palette.py`."""
        return ()

    async def on_unmount(self) -> None:
        """Give back what was borrowed."""
        self.parts.gate.close()
        self.parts.pulse.close()

    @property
    def moment(self) -> datetime:
        """Now."""
        return self.parts.now()

"""How the application ends: signals, quitting and crashes. What was written is saved first."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from tui_app.domain.errors import DomainError
from tui_app.files.crash_log import write_crash
from tui_app.text.i18n import _, format_message
from tui_app.ui import textual_compat
from tui_app.ui.context import AppContext
from tui_app.ui.screen_protocols import SavesText

SAVE_SECONDS = 4.0
"""Seconds to wait at the end for a database that does not answer."""
END_SECONDS = 4.8
"""Seconds after which a process without a terminal ends in any case, whatever it waits for."""
END = "end"
"""The worker group of what happens while the application ends."""


class Shutdown:
    """Saves what was written on any screen, and ends the application."""

    def __init__(self, app: textual_compat.PatchedApp, ctx: AppContext) -> None:
        self._app = app
        self._ctx = ctx
        self._warned_of_loss = False
        self._is_ending = False
        self.crash_message = ""
        """What to say after a crash."""

    def listen_to_signals(self) -> None:
        """Handle the signals that close the terminal or ask the program to end."""
        if self._app.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            if signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, self._end_by_signal, number)

    def end_without_terminal(self) -> None:
        """Save and end: the terminal is gone, whether or not a signal says so."""
        self._end_by_signal(signal.SIGHUP)

    def _end_by_signal(self, number: int) -> None:
        if self._is_ending:
            return
        self._is_ending = True
        self._end_in_any_case(128 + number)
        textual_compat.stop_drawing(self._app)  # nobody sees it
        self._ctx.spawn(self._save_and_end(number), END)

    def _end_in_any_case(self, code: int) -> None:
        """End after a while even if a thread waits for a database or a terminal that never answers."""
        watchdog = threading.Timer(END_SECONDS, self._ctx.setup.end_process, (code,))
        watchdog.daemon = True
        watchdog.start()

    async def _save_and_end(self, number: int) -> None:
        await self.save_all()
        self._app.exit(return_code=128 + number, message=_("Samtale was asked to stop. Your saved work is safe."))

    async def save_all(self) -> None:
        """Save what is unsaved on any screen, or set it aside; do not wait long for the database."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SAVE_SECONDS):
                await self._typing_arrived()
                for screen in self._writing():
                    await screen.flush()
                    with suppress(DomainError):  # then it is unsaved, and the caller says so
                        await screen.put_aside()

    @property
    def has_unsaved(self) -> bool:
        """True if something on any screen is not saved."""
        return any(screen.is_unsaved for screen in self._writing())

    async def _typing_arrived(self) -> None:
        """Wait until the keys pressed so far have reached the focused field."""
        await self._app.input_handled()
        if self._app.screen_stack and (field := self._app.screen.focused) is not None:
            arrived = asyncio.Event()
            field.call_later(arrived.set)
            await arrived.wait()

    def _writing(self) -> list[SavesText]:
        """Every screen in which people write, also in other modes."""
        return [screen for screen in textual_compat.all_screens(self._app) if isinstance(screen, SavesText)]

    def quit(self, finish: Callable[[], Awaitable[None]]) -> None:
        """Quit once everything is saved.

        Args:
            finish: on a computer that several use, ends only the turn of the person in front.
        """
        self._ctx.spawn(self._quit(finish), END)

    async def _quit(self, finish: Callable[[], Awaitable[None]]) -> None:
        if self._ctx.computer.takes_turns and self._ctx.viewer is not None:
            await finish()
            return
        if self._ctx.setup.is_kiosk:
            return  # somebody's turn has just ended; a new process follows
        await self.save_all()
        if self.has_unsaved and not self._warned_of_loss:
            self._warned_of_loss = True
            self._ctx.notify(_("Not everything is saved yet. Press Ctrl+Q again to quit anyway."), error=True)
            return
        if self._ctx.viewer is not None:
            from tui_app.services.conversations.bookmark import clear

            with suppress(DomainError):
                await self._ctx.call(clear)
        await self.end_kept_sessions()
        self._app.exit()

    async def end_kept_sessions(self) -> None:
        """Sign out whoever has locked and not come back."""
        while self._ctx.computer.locked:
            from tui_app.services.accounts import sessions

            _, kept = self._ctx.computer.locked.popitem()
            with suppress(DomainError):
                await self._ctx.run(sessions.sign_out, self._ctx.now, kept.session)

    def note_crash(self) -> None:
        """Log a bug: a reference for the screen, and the traceback without values in a private file."""
        setup = self._ctx.setup
        reference = setup.reference()
        error: Any = sys.exc_info()[1]
        log = write_crash(setup.crash_log, reference, setup.now(), error)
        message = format_message(
            _("Samtale had to stop. Your saved work is safe. Reference: $reference"), reference=reference
        )
        # where a kiosk keeps its files is no concern of whoever stands before it
        self.crash_message = f"{message}\n{log}" if log and not setup.is_kiosk else message

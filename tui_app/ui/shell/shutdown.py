"""How the application begins and ends: signals, quitting, crashes; what is written is saved first."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import weakref
from collections.abc import Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tui_app.domain.errors import DomainError
from tui_app.files.crash_log import write_crash
from tui_app.text.i18n import _, format_message
from tui_app.ui.screen_protocols import Savable
from tui_app.ui.textual_compat import SingleFrameFocusApp

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.context import Parts

SAVE_TIMEOUT_SECONDS = 5.0
"""A database that does not answer is not waited for longer than this at the end."""


class Shutdown(SingleFrameFocusApp):
    """The application's beginning and end; what it does in between is in `app`."""

    parts: Parts
    _asked_to_lose = False

    @property
    def _samtale(self) -> SamtaleApp:
        from typing import cast

        return cast("SamtaleApp", self)

    def flow(self, coroutine: Coroutine[Any, Any, object], group: str = "flows") -> None:
        """Run something that goes on when its screen is left; a lock ends those of the group "flows"."""
        worker = self.run_worker(coroutine, group=group)
        weakref.finalize(worker, coroutine.close)  # where the application ends first it never begins

    def collect_garbage(self) -> None:
        """Begin to, if the start has put it off; what is loaded by then stays, and is not looked through any more."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def listen_to_signals(self) -> None:
        """Leave the terminal in order when it is closed or the program is asked to end."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._ended_by, number)

    def _ended_by(self, number: int) -> None:
        self._begin_batch()  # nothing is drawn any more: with the line gone, what is drawn would be waited for
        self.flow(self._save_and_end(number), "end")

    async def _save_and_end(self, number: int) -> None:
        await self._save_what_is_written()
        self.exit(return_code=128 + number, message=_("Samtale was asked to stop. Your saved work is safe."))

    def _print_error_renderables(self) -> None:
        """Say the last words; where the line was dropped nobody is there to read them."""
        with suppress(OSError):
            super()._print_error_renderables()

    async def _save_what_is_written(self) -> None:
        """Save what stands unsaved on any screen, or put it aside; a silent database is not waited for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SAVE_TIMEOUT_SECONDS):
                await self._typing_arrived()
                for screen in self._writing():
                    await screen.flush()
                    with suppress(DomainError):  # it is unsaved then, and whoever asked for this says so
                        await screen.put_aside()

    async def _typing_arrived(self) -> None:
        """Wait until the keys that were pressed before have reached the field that has the focus."""
        if self.screen_stack and (field := self.screen.focused) is not None:
            arrived = asyncio.Event()
            field.call_later(arrived.set)
            await arrived.wait()

    async def action_quit(self) -> None:
        """End, with everything saved and nothing left open."""
        self.quit_soon()

    def quit_soon(self) -> None:
        """End when what is written is saved."""
        self.flow(self._quit(), "end")

    def _writing(self) -> list[Savable]:
        """Every screen in which somebody writes, those of the other modes too."""
        return [screen for stack in self._screen_stacks.values() for screen in stack if isinstance(screen, Savable)]

    async def _quit(self) -> None:
        if self._samtale.takes_turns and self._samtale.viewer is not None:
            await self._samtale.finish()
            return
        await self._save_what_is_written()
        if any(screen.is_unsaved for screen in self._writing()) and not self._asked_to_lose:
            self._asked_to_lose = True
            self._samtale.tell(_("Not everything is saved yet. Press ^q again to quit anyway."), wrong=True)
            return
        if self._samtale.viewer is not None:
            from tui_app.services.conversations.bookmark import clear

            with suppress(DomainError):
                await self._samtale.ask(clear)
        await self._samtale.leave_program()

    async def reopen(self) -> None:
        """Open the conversation that a crash or a dropped line left open, unless one has gone somewhere already."""
        from tui_app.services.conversations.bookmark import open_conversation_id

        with suppress(DomainError):
            conversation_id = await self._samtale.ask(open_conversation_id)
            if conversation_id and self.current_mode == self.parts.home and len(self.screen_stack) == 1:
                self._samtale.open_conversation(conversation_id)

    def _fatal_error(self) -> None:
        """End after a mistake of ours: a reference on the screen, the trace without values in a private file."""
        self.bell()
        error = sys.exc_info()[1]
        reference = self.parts.reference()
        where = write_crash(self.parts.crash_log, reference, self.parts.now(), error)
        message = format_message(
            _("Samtale had to stop. Your saved work is safe. Reference: $reference"), reference=reference
        )
        self.crash_message = f"{message}\n{where}" if where else message
        self._return_code = 1
        self._close_messages_no_wait()

    crash_message: str = ""

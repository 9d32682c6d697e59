"""What screens, dialogs and flows can ask the application for. It knows services and Textual, but no screen."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.message import Message
from textual.screen import Screen
from textual.signal import Signal

from tui_app.domain.errors import DomainError, naming_no_place
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import signed_in
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message
from tui_app.ui.app_messages import SessionEnded
from tui_app.ui.computer import Computer
from tui_app.ui.editing.undoable import Done, final_step
from tui_app.ui.key_changes.named import undo_hint
from tui_app.ui.messages import Request
from tui_app.ui.screen_protocols import AboutPerson
from tui_app.ui.started import Started
from tui_app.ui.textual_compat import PatchedApp

if TYPE_CHECKING:
    from textual.app import App

    from tui_app.domain.practice.listening import ListeningQuestion
    from tui_app.services.change_stamp import Receipt
    from tui_app.ui.setup import AppSetup

Answer = TypeVar("Answer")

UNDO_STEPS = 50
"""How many changes can be undone, one after the other."""
Flow = Callable[["AppContext", Any], Coroutine[Any, Any, object]]
"""Runs the flow that a request asks for, and returns its result."""

SLOW_SECONDS = 0.3
"""Seconds after which a wait is shown."""
FLOWS = "flows"
"""The worker group of what a lock ends."""


class AppContext:
    """The application, as its screens, dialogs and flows see it.

    Attributes:
        refresh: reads the visible screens again.
        busy: tells whether a wait has become long enough to be shown.
        started: what keys have started; the next keys wait until it is in front.
        setup: what the start was given: executor, clock, files, password hasher and more.
        computer: who is signed in here, and how this computer is used.
        today: the date that the screens show.
        receipts: what can be undone, the last change at the end.
        final_step: the last thing that was done, if it cannot be undone; nothing before it can then.
        done: batch of a receipt -> what was done, and where.
        change_lock: held while a change is asked for and stored, so that undo comes after it.
        draft_lock: held while one form draft is read, stored or deleted.
        replaced_versions: actions and their versions that a change from here replaced: a fast key may still name one.
        shown_unsaved: keys of what could not be saved and was shown to the signed-in person.
        unread: how much others did since the signed-in person was last here, until they read it.
        asked: person -> what the line on their page asks them, until they answer or skip it.
        is_showing_unsaved: whether something of it is in front.
    """

    def __init__(
        self,
        app: App[Any],
        setup: AppSetup,
        *,
        flows: Mapping[type[Request], Flow] | None = None,
        refresh: Callable[[], None] = lambda: None,
    ) -> None:
        """Connect the application, its setup, the table of flows, and the function that reads the screens again."""
        self._app = app
        self.with_keys = format_message
        self._flows = flows or {}
        self.refresh = refresh
        self.busy: Signal[bool] = Signal(app, "busy")
        self.started = Started(app)
        self.setup = setup
        self.files = setup.files
        self.hasher = setup.hasher
        self.computer = Computer(setup, self.notify_error)
        self.today: date = setup.now().date()
        self.receipts: list[Receipt] = []
        self.final_step = ""
        self.done: dict[str, Done] = {}
        self.change_lock = asyncio.Lock()
        self.draft_lock = asyncio.Lock()
        self.replaced_versions: set[tuple[int, int]] = set()
        self.shown_unsaved: set[str] = set()
        self.unread = 0
        self.asked: dict[int, ListeningQuestion] = {}
        self.is_showing_unsaved = False
        self._waiting = 0
        self._is_busy = False
        self._is_unreachable = False

    @property
    def viewer(self) -> Viewer | None:
        """The signed-in person; None at the first start and on the sign-in screen."""
        return self.computer.viewer

    @property
    def me(self) -> Viewer:
        """The signed-in person; raises `session_ended` for a screen that is about to close."""
        return self.computer.me

    def forget_person(self) -> None:
        """Forget everything about the last person: somebody else may be next."""
        self.computer.sign_in(None, None)
        self.computer.has_password = False
        self.setup.prefetched.clear()
        self.shown_unsaved.clear()
        self.unread = 0
        self.note_final("")

    @property
    def now(self) -> datetime:
        """The present time, in the organisation's time zone."""
        return self.setup.now()

    async def call(self, use_case: Callable[..., Answer], *args: object) -> Answer:
        """Call a use case as the signed-in person, without blocking the keyboard.

        Raises:
            DomainError: it cannot be done; the caller shows why.
        """
        if self.computer.session is None:
            raise DomainError("session_ended")  # of a screen that is about to close
        self._waiting += 1
        slow = self._app.set_timer(SLOW_SECONDS, self._show_busy)
        try:
            prefetched = self.setup.prefetched
            if prefetched and (answer := prefetched.pop((use_case, *args), None)) is not None:
                return await asyncio.wrap_future(answer)
            found: Answer = await self.run(signed_in.call_as, self.computer.session, use_case, self.now, *args)
            if step := final_step(use_case):
                self.note_final(_(step))
            return found
        except DomainError as refusal:
            if refusal.code == "session_ended":
                self._app.post_message(SessionEnded())
            raise
        finally:
            slow.stop()
            self._waiting -= 1
            if not self._waiting and self._is_busy:
                self._is_busy = False
                self.busy.publish(False)

    def _show_busy(self) -> None:
        self._is_busy = self._waiting > 0
        self.busy.publish(self._is_busy)

    async def run(self, function: Callable[..., Answer], *args: object) -> Answer:
        """Call a function that needs no signed-in person, such as one that reads a file, without blocking the keyboard.

        Raises:
            DomainError: it cannot be done.
        """
        with naming_no_place(self.setup.is_kiosk):
            return await self.setup.executor(function, *args)

    def spawn(self, coroutine: Coroutine[Any, Any, object], group: str = FLOWS, *, is_background: bool = False) -> None:
        """Run a flow that continues when its screen is closed; a lock ends those in the default group.

        Args:
            is_background: no key asked for it: no key waits for it, and its dialogs wait for the one in front.
        """
        worker = self._app.run_worker(coroutine, group=group)
        if group == FLOWS:
            self.started.add(worker, is_background=is_background)
        weakref.finalize(worker, coroutine.close)  # if the application ends first, it never starts

    def call_after(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call a function after a delay in seconds."""
        self._app.set_timer(seconds, callback)

    def open(self, message: Message) -> None:
        """Ask the application for a screen or a flow; see `messages`."""
        self._app.post_message(message)

    def show(self, screen: Screen[Any]) -> None:
        """Open a screen or a dialog in front."""
        self._app.push_screen(screen)

    async def perform(self, request: Request) -> Any:
        """Run the flow that a request asks for, perhaps of another subject, and return its result."""
        return await self._flows[type(request)](self, request)

    async def ask(self, dialog: Screen[Any], *, at_once: bool = False) -> Any:
        """Show a dialog and wait for its result, None if it was cancelled; only in a flow.

        Args:
            at_once: in front of any other dialog, even if no key asked for it.
        """
        return await self.started.ask(dialog, at_once=at_once)

    def drop_input(self, *, for_good: bool = False) -> None:
        """Drop the keys that have come so far: they were meant for something else, perhaps by somebody else.

        Args:
            for_good: drop those still to come too: the application is about to end.
        """
        if isinstance(self._app, PatchedApp):
            self._app.drop_input(for_good=for_good)

    def leave(self, screen: Screen[Any]) -> None:
        """Close the screen, if it is still in front."""
        if screen is self._app.screen and len(self._app.screen_stack) > 1:
            self._app.pop_screen()

    def notify(self, message: str, *, error: bool = False, longer: bool = False) -> None:
        """Show a message for some seconds."""
        seconds = 8 if error or longer else 4
        self._app.notify(message, severity="error" if error else "information", markup=False, timeout=seconds)

    def notify_error(self, error: DomainError) -> None:
        """Show why something could not be done; an unreachable database is mentioned only once."""
        if error.code in ("database_unreachable", "connections_used_up"):
            if self._is_unreachable:
                return
            self._is_unreachable = True
        self.notify(error_message(error), error=True)

    def mark_reachable(self) -> None:
        """Note that the database has answered."""
        self._is_unreachable = False

    async def attempt(self, coroutine: Awaitable[Answer]) -> Answer | None:
        """Wait for a change; if it is refused, show why, read the screens again and return None."""
        try:
            return await coroutine
        except DomainError as refusal:
            self.notify_error(refusal)
            self.refresh()
            return None

    async def change(self, use_case: Callable[..., Receipt], *args: object) -> Receipt | None:
        """Call a use case that changes something; if it is refused, show why and return None."""
        async with self.change_lock:
            return await self.attempt(self.call(use_case, *args))

    def commit(self, receipt: Receipt, message: str = "") -> None:
        """Remember a change so that it can be undone, show a message, and read the screens again."""
        if receipt.batch:
            self.receipts = [*self.receipts[-UNDO_STEPS + 1 :], receipt]
            self.done[receipt.batch] = Done(message, self.place)
            if message:
                self.notify(undo_hint(message))
        self.refresh()

    def note_final(self, step: str) -> None:
        """Note that something was done that cannot be undone: undoing must not pass it and undo what came before."""
        self.receipts = []
        self.done.clear()
        self.final_step = step

    @property
    def place(self) -> tuple[object, ...]:
        """Where the signed-in person is: the front screen below the dialogs, and whom it is about."""
        pages = [screen for screen in self._app.screen_stack if not screen.is_modal]
        page = pages[-1] if pages else self._app.screen
        return type(page), page.about_id if isinstance(page, AboutPerson) else 0

    def undoes_next(self, receipt: Receipt) -> bool:
        """True if this change would be undone next."""
        return self.receipts[-1:] == [receipt]


class ContextApp(Protocol):
    """An application with a context."""

    ctx: AppContext


class HasContext:
    """A screen, a dialog or a widget that asks the application for something."""

    @property
    def ctx(self) -> AppContext:
        """The context of the application."""
        return context_of(self.app)  # type: ignore[attr-defined]  # mixed into a Textual class, which has it


def context_of(app: object) -> AppContext:
    """The context of an application."""
    typed_app: ContextApp = app  # type: ignore[assignment]  # every application of ours has one
    return typed_app.ctx

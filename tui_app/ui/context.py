"""What a screen, a dialog or a flow may ask the application for. It knows services and Textual, but no screen."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.message import Message
from textual.screen import Screen
from textual.signal import Signal

from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import sessions
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message
from tui_app.ui.app_messages import SessionEnded
from tui_app.ui.computer import Computer
from tui_app.ui.messages import Request

if TYPE_CHECKING:
    from textual.app import App

    from tui_app.services.change_stamp import Receipt
    from tui_app.ui.setup import AppSetup

Answer = TypeVar("Answer")

UNDO_STEPS = 50
"""Changes that can be undone, one after the other."""
Flow = Callable[["AppContext", Any], Coroutine[Any, Any, object]]
"""Runs one thing from question to answer, as a request asks for it."""

SLOW_SECONDS = 0.3
"""A wait is shown after this long."""
FLOWS = "flows"
"""The group of what is ended by a lock."""


class AppContext:
    """The application as its screens, dialogs and flows see it.

    Attributes:
        refresh: reads the visible screens again.
        busy: tells whether a wait has become long enough to be shown.
        setup: what the start was given: executor, clock, files, password hasher and more.
        computer: who is signed in here, and how this computer is used.
        today: the date that the screens show.
        receipts: what can be undone, the last change at the end.
        change_lock: held while a change is asked for and stored, so that undo comes after it.
        draft_lock: held while one form draft is read, stored or deleted.
        replaced_versions: actions and their versions that a change from here replaced: a fast key may still name one.
        shown_unsaved: keys of what could not be saved and was shown to the signed-in person.
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
        """Take the application, what its start was given, what requests begin, and what reads the screens again."""
        self._app = app
        self._flows = flows or {}
        self.refresh = refresh
        self.busy: Signal[bool] = Signal(app, "busy")
        self.setup = setup
        self.files = setup.files
        self.hasher = setup.hasher
        self.computer = Computer(setup, self.notify_error)
        self.today: date = setup.now().date()
        self.receipts: list[Receipt] = []
        self.change_lock = asyncio.Lock()
        self.draft_lock = asyncio.Lock()
        self.replaced_versions: set[tuple[int, int]] = set()
        self.shown_unsaved: set[str] = set()
        self.is_showing_unsaved = False
        self._waiting = 0
        self._is_busy = False
        self._is_unreachable = False

    @property
    def viewer(self) -> Viewer | None:
        """Who is signed in; None at the very first start, and while people sign in."""
        return self.computer.viewer

    @property
    def me(self) -> Viewer:
        """Who is signed in; raises the error `session_ended` for a screen that is about to close."""
        return self.computer.me

    def forget_person(self) -> None:
        """Keep nothing of the last person: somebody else may be next."""
        self.computer.sign_in(None, None)
        self.computer.has_password = False
        self.setup.prefetched.clear()
        self.shown_unsaved.clear()
        self.receipts = []

    @property
    def now(self) -> datetime:
        """The moment, in the organisation's time zone."""
        return self.setup.now()

    async def call(self, use_case: Callable[..., Answer], *args: object) -> Answer:
        """Call a use case as the signed-in person, off the keyboard's thread.

        Raises:
            Refusal: it cannot be done; the caller words it.
        """
        if self.computer.session is None:
            raise DomainError("session_ended")  # of a screen that is about to close
        self._waiting += 1
        slow = self._app.set_timer(SLOW_SECONDS, self._show_busy)
        try:
            prefetched = self.setup.prefetched
            if prefetched and (answer := prefetched.pop((use_case, *args), None)) is not None:
                return await asyncio.wrap_future(answer)
            return await self.setup.executor(sessions.call_as, self.computer.session, use_case, self.now, *args)
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
        """Call a function that needs nobody to be signed in, such as one that reads a file, off the keyboard's thread.

        Raises:
            Refusal: it cannot be done.
        """
        return await self.setup.executor(function, *args)

    def spawn(self, coroutine: Coroutine[Any, Any, object], group: str = FLOWS) -> None:
        """Run a flow that continues when its screen is left; a lock ends those of the usual group."""
        worker = self._app.run_worker(coroutine, group=group)
        weakref.finalize(worker, coroutine.close)  # where the application ends first it never begins

    def call_after(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call something once so many seconds have passed."""
        self._app.set_timer(seconds, callback)

    def open(self, message: Message) -> None:
        """Ask the application for a screen or a flow; see `messages`."""
        self._app.post_message(message)

    def show(self, screen: Screen[Any]) -> None:
        """Put a screen or a dialog in front."""
        self._app.push_screen(screen)

    async def perform(self, request: Request) -> Any:
        """Run the flow that a request asks for, perhaps of another subject, and return its answer."""
        return await self._flows[type(request)](self, request)

    async def ask(self, dialog: Screen[Any]) -> Any:
        """Show a dialog and wait for its answer, None when it was left; only in a flow."""
        return await self._app.push_screen_wait(dialog)

    def leave(self, screen: Screen[Any]) -> None:
        """Go back to the screen below, if this one is still in front."""
        if screen is self._app.screen and len(self._app.screen_stack) > 1:
            self._app.pop_screen()

    def notify(self, message: str, *, error: bool = False, longer: bool = False) -> None:
        """Say something in passing."""
        seconds = 8 if error or longer else 4
        self._app.notify(message, severity="error" if error else "information", markup=False, timeout=seconds)

    def notify_error(self, error: DomainError) -> None:
        """Say why something could not be done; a database that stays away is said once."""
        if error.code == "database_unreachable":
            if self._is_unreachable:
                return
            self._is_unreachable = True
        self.notify(error_message(error), error=True)

    def mark_reachable(self) -> None:
        """The database answered."""
        self._is_unreachable = False

    async def attempt(self, coroutine: Awaitable[Answer]) -> Answer | None:
        """Wait for a change; where it is refused say why, read the screens again and return None."""
        try:
            return await coroutine
        except DomainError as refusal:
            self.notify_error(refusal)
            self.refresh()
            return None

    async def change(self, use_case: Callable[..., Receipt], *args: object) -> Receipt | None:
        """Call a use case that changes something; where it is refused say why and return None."""
        async with self.change_lock:
            return await self.attempt(self.call(use_case, *args))

    def commit(self, receipt: Receipt, message: str = "") -> None:
        """Note a change so that it can be undone, say what was done, and show it."""
        if receipt.batch:
            self.receipts = [*self.receipts[-UNDO_STEPS + 1 :], receipt]
            if message:
                self.notify(format_message(_("$what · press u to undo"), what=message))
        self.refresh()

    def undoes_next(self, receipt: Receipt) -> bool:
        """Whether this change would be undone next."""
        return self.receipts[-1:] == [receipt]


class ContextApp(Protocol):
    """An application whose screens and widgets find a context."""

    ctx: AppContext


class HasContext:
    """For a screen, a dialog or a widget that asks the application for something."""

    @property
    def ctx(self) -> AppContext:
        """The application, as its screens see it."""
        return context_of(self.app)  # type: ignore[attr-defined]  # mixed into something of Textual's, which has it


def context_of(app: object) -> AppContext:
    """The context of an application."""
    typed_app: ContextApp = app  # type: ignore[assignment]  # every application of ours has one
    return typed_app.ctx

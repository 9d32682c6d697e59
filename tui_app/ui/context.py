"""What a screen, a dialog or a flow may ask the application for. It knows services and Textual, but no screen of ours."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from textual.message import Message
from textual.screen import Screen
from textual.signal import Signal

from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import sessions
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message
from tui_app.ui.messages import Request, SessionEnded

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


@dataclass(frozen=True, slots=True)
class LockedSession:
    """Where somebody was who locked: enough to open it again from the database, and nothing of what was on the screen.

    Attributes:
        reopen: the request that opens the same screen again; None for the first screen of the mode.
    """

    session: Session
    name: str
    mode: str
    reopen: Message | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Who gets the keyboard, and which conversation they continue with."""

    person_id: int
    name: str
    conversation_id: int


class AppContext:
    """The application as its screens, dialogs and flows see it.

    Attributes:
        refresh: reads the visible screens again.
        busy: tells whether a wait has become long enough to be shown.
        setup: what the start was given: executor, clock, files, password hasher and more.
        session: as whom use cases are called; None while nobody is signed in.
        settings: this computer's settings.
        home: the mode shown first: a leader's team, or one's own page.
        owner_id: whose computer this is; 0 while nobody has said.
        today: the date that the screens show.
        has_password: whether the signed-in person has a password.
        is_locking: whether what was written is being saved behind the sign-in screen.
        locked: sessions that wait to be unlocked here, by person.
        hand_over: who gets the keyboard, while they are to sign in.
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
        self.session = setup.session
        self.settings: Any = setup.settings
        self.home = setup.home
        self.owner_id = setup.owner_id
        self.today: date = setup.now().date()
        self.has_password = False
        self.is_locking = False
        self.locked: dict[int, LockedSession] = {}
        self.hand_over: HandOver | None = None
        self.receipts: list[Receipt] = []
        self.change_lock = asyncio.Lock()
        self.draft_lock = asyncio.Lock()
        self.replaced_versions: set[tuple[int, int]] = set()
        self.shown_unsaved: set[str] = set()
        self.is_showing_unsaved = False
        self._viewer = setup.viewer
        self._waiting = 0
        self._is_busy = False
        self._is_unreachable = False
        self._active_at = setup.uptime()

    @property
    def viewer(self) -> Viewer | None:
        """Who is signed in; None at the very first start, and while people sign in."""
        return None if self.is_locking else self._viewer

    @property
    def me(self) -> Viewer:
        """Who is signed in; raises the refusal `session_ended` for a screen that is about to close."""
        if self._viewer is None:
            raise DomainError("session_ended")
        return self._viewer

    def sign_in(self, viewer: Viewer | None, session: Session | None) -> None:
        """From now on use cases are called as this person; None signs out."""
        self._viewer, self.session = viewer, session

    def forget_person(self) -> None:
        """Nothing of the last person remains here."""
        self.sign_in(None, None)
        self.setup.prefetched.clear()
        self.shown_unsaved.clear()
        self.has_password = False
        self.receipts = []  # somebody else may be next

    @property
    def now(self) -> datetime:
        """The moment, in the organisation's time zone."""
        return self.setup.now()

    async def call(self, use_case: Callable[..., Answer], *args: object) -> Answer:
        """Call a use case as the signed-in person, off the keyboard's thread.

        Raises:
            Refusal: it cannot be done; the caller words it.
        """
        if self.session is None:
            raise DomainError("session_ended")  # of a screen that is about to close
        self._waiting += 1
        slow = self._app.set_timer(SLOW_SECONDS, self._show_busy)
        try:
            prefetched = self.setup.prefetched
            if prefetched and (answer := prefetched.pop((use_case, *args), None)) is not None:
                return await asyncio.wrap_future(answer)
            return await self.setup.executor(sessions.call_as, self.session, use_case, self.now, *args)
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
                self.notify(format_message(_("$what · u undoes it"), what=message))
        self.refresh()

    def undoes_next(self, receipt: Receipt) -> bool:
        """Whether this change would be undone next."""
        return self.receipts[-1:] == [receipt]

    def remember(self, **changed: Any) -> None:
        """Keep a setting for the next start."""
        self.settings = replace(self.settings, **changed)
        self.save_settings()

    def save_settings(self) -> None:
        """Keep the settings, and whose computer this is, for the next start; why not is said where they cannot be."""
        try:
            self.setup.remember(self.settings, self.owner_id)
        except DomainError as refusal:
            self.notify_error(refusal)

    def own_session(self, viewer: Viewer) -> Session:
        """The session of somebody at their own computer."""
        return Session(viewer.id, terminal=self.setup.terminal)

    def own_computer(self) -> None:
        """From now on this computer is the signed-in person's own."""
        self.session = self.own_session(self.me)
        self.owner_id = self.me.id
        self.remember(several=False, codes_told=self.now.isoformat())

    @property
    def administers(self) -> bool:
        """Whether the signed-in person administers, and may do so here: not on a terminal that many use."""
        return self.viewer is not None and self.viewer.is_administrator and not self.setup.is_kiosk

    @property
    def takes_turns(self) -> bool:
        """Whether the signed-in person goes back to the sign-in screen when they have finished."""
        return self.session is not None and bool(self.session.id)

    @property
    def decides_here(self) -> bool:
        """Whether the signed-in person decides how this computer is used: its owner, a leader, an administrator."""
        if self.viewer is None or self.setup.is_kiosk or self.setup.is_demo:
            return False
        return self.viewer.is_administrator or self.home == "team" or not self.takes_turns

    def has_mode(self, mode: str) -> bool:
        """Whether the signed-in person has something in a mode: figures are for who leads or administers."""
        if mode == "figures":
            return self.viewer is not None and (self.viewer.is_administrator or self.home == "team")
        return mode != "admin" or self.administers

    @property
    def lock_seconds(self) -> int:
        """Idle seconds until this computer locks itself."""
        is_shared = self.settings.several or self.takes_turns
        return int(self.settings.lock_shared if is_shared else self.settings.lock_own)

    def mark_active(self) -> None:
        """Somebody is there: the time until the lock starts again."""
        self._active_at = self.setup.uptime()

    @property
    def idle_seconds(self) -> float:
        """Seconds since somebody last pressed a key."""
        return self.setup.uptime() - self._active_at


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
    return cast("ContextApp", app).ctx

"""Locking, handing over and taking turns: what was written is saved, and then removed from this program."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.events import Event, Key, MouseDown, MouseScrollDown, MouseScrollUp, Paste

from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError
from tui_app.services.accounts import signed_in
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui import textual_compat
from tui_app.ui.computer import HandOver, LockedSession
from tui_app.ui.context import FLOWS, AppContext
from tui_app.ui.messages import ChoosePassword
from tui_app.ui.navigation import SIGN_IN
from tui_app.ui.screen_protocols import KeepsBothTexts, OffersHandOver, Reopenable, Resettable
from tui_app.ui.shell.idle import IdleTime, held_conversations
from tui_app.ui.shell.shutdown import Shutdown

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

AWAY_SECONDS = 4 * 60 * 60
"""Seconds without a key after which a person counts as coming back, and sees the news."""
RETRY_SECONDS = 2.0
"""Seconds until saving is tried again if the database did not answer at the lock."""
LOCK = "lock"
"""The worker group of locking and signing in."""
ACTIVE = (Key, Paste, MouseDown, MouseScrollDown, MouseScrollUp)
"""The events that count as activity; an accidentally pushed mouse does not."""


class Lock:
    """Decides when this computer locks, and who can continue.

    Args:
        on_signed_in: called after a sign-in with the person's locked session and their pending handover.
        on_return: called when somebody comes back after a long time.
    """

    def __init__(
        self,
        app: App[str],
        ctx: AppContext,
        shutdown: Shutdown,
        on_signed_in: Callable[[LockedSession | None, HandOver | None], None],
        on_return: Callable[[], None],
    ) -> None:
        self._app = app
        self._ctx = ctx
        self._shutdown = shutdown
        self._on_signed_in = on_signed_in
        self._on_return = on_return
        self._idle = IdleTime(app, ctx)
        self._is_ended = False
        self._warned = False
        self._modes = dict(app.MODES)

    def mark_active(self) -> None:
        """Start the idle time again: somebody is there."""
        self._ctx.computer.mark_active()
        if self._warned:
            self._warned = False
            self._app.clear_notifications()

    def lets_through(self, event: Event) -> bool:
        """Note activity. After too long a time, the first key locks and has no other effect."""
        if not isinstance(event, ACTIVE) or event.is_forwarded:
            return True
        if self._idle.seconds_left() <= 0:
            self.watch_idle()
            return False
        self._reset_idle_sign_in()
        comes_back = self._ctx.viewer is not None and self._ctx.computer.idle_seconds >= AWAY_SECONDS
        self.mark_active()
        if comes_back:
            self._on_return()
        return True

    def watch_idle(self) -> None:
        """Once a second: warn, then lock; on the sign-in screen, clear what somebody left half typed."""
        self._reset_idle_sign_in()
        left = self._idle.seconds_left()
        if left <= 0:
            self._ctx.spawn(self.lock(), LOCK)
        elif left <= self._idle.warning_seconds() and not self._warned:
            self._warned = True
            self._app.bell()
            seconds = round(left)
            words = ngettext(
                "Locks in $count second. Press any key to stay.",
                "Locks in $count seconds. Press any key to stay.",
                seconds,
            )
            self._app.notify(format_message(words, count=seconds), severity="warning", markup=False, timeout=left)

    def _reset_idle_sign_in(self) -> None:
        is_signing_in = self._ctx.viewer is None and not self._ctx.computer.is_locking
        if is_signing_in and self._ctx.computer.idle_seconds >= self._ctx.computer.lock_seconds:
            self._ctx.computer.mark_active()
            self.reset_sign_in()
            if self._ctx.setup.is_kiosk and self._ctx.computer.locked:
                self._ctx.spawn(self._start_over(), LOCK)

    def reset_sign_in(self) -> None:
        """Clear the sign-in screen if it is in front."""
        if self._app.screen_stack and isinstance(screen := self._app.screen, Resettable):
            screen.reset()

    def may_lock(self) -> bool:
        """True if somebody is there, and no dialog is open that a password would have to be chosen over."""
        has_way_back = self._ctx.computer.has_password or self._ctx.setup.is_kiosk
        return self._ctx.viewer is not None and (has_way_back or not self._app.screen.is_modal)

    def lock_now(self, hand_over: HandOver | None = None) -> None:
        """Lock now; a person without a password chooses one first, unless this is a kiosk, where they sign out."""
        if self._ctx.computer.has_password or self._ctx.setup.is_kiosk:
            self._ctx.spawn(self.lock(hand_over), LOCK)
        else:
            self._ctx.spawn(self._choose_password_and_lock(hand_over))

    async def _choose_password_and_lock(self, hand_over: HandOver | None) -> None:
        if await self._ctx.perform(ChoosePassword()):
            self.lock_now(hand_over)

    def offered_hand_over(self) -> HandOver | None:
        """The person the keyboard can be handed to here; None if there is nobody."""
        screen = self._app.screen
        return screen.offered_hand_over if isinstance(screen, OffersHandOver) else None

    async def lock(self, hand_over: HandOver | None = None) -> None:
        """Save, show the sign-in screen, and remove everything else; whoever locks can continue there later."""
        ctx, session = self._ctx, self._ctx.computer.session
        if ctx.viewer is None or session is None:
            return
        if ctx.setup.is_kiosk and hand_over is None:
            await self.finish()
            return
        viewer = ctx.me
        ctx.computer.locked[viewer.id] = LockedSession(session, viewer.name, *self._place())
        ctx.computer.hand_over = hand_over
        await self._show_sign_in()

    def _place(self) -> tuple[str, Message | None]:
        """The mode, and the request that opens its front screen again; None for its first screen.

        Whoever looks something up during a conversation comes back to the conversation.
        """
        for held in held_conversations(self._app):
            if isinstance(held, Reopenable):
                return textual_compat.mode_of(held), held.reopen_request()
        opened = (one.reopen_request() for one in reversed(self._app.screen_stack[1:]) if isinstance(one, Reopenable))
        return self._app.current_mode, next(opened, None)

    async def finish(self) -> None:
        """End the person's session; the next one can sign in."""
        session = self._ctx.computer.session
        if session is None or self._ctx.computer.is_locking:
            return
        if self._ctx.setup.is_kiosk:
            self._ctx.drop_input(for_good=True)  # nobody types into a screen that is about to go
        await self._show_sign_in(session)
        if self._ctx.setup.is_kiosk:
            await self._start_over()

    async def _start_over(self) -> None:
        """Let a new process take over; nobody's session stays open, not even the one of who handed over."""
        await self._shutdown.end_kept_sessions()
        self._app.exit("anew")

    async def end_session(self) -> None:
        """Close everything: the session was ended elsewhere, so nothing can be saved or shown any more."""
        self._is_ended = True
        if self._ctx.viewer is None:
            return
        self._ctx.computer.locked.pop(self._ctx.me.id, None)
        self._ctx.computer.sign_in(None, self._ctx.computer.session)
        await self._show_sign_in(saves=False)
        self._ctx.notify(_("This session has ended. Sign in again."), error=True)

    async def _show_sign_in(self, ended: Session | None = None, *, saves: bool = True) -> None:
        self._ctx.computer.is_locking = True
        self._is_ended = False
        try:
            self._close_questions()
            await self._app.switch_mode(SIGN_IN)
            self._app.clear_notifications()
            if saves:
                await self._save_all()
            if ended is not None:
                await self._end(ended)
            await self._forget()
        finally:
            self._ctx.computer.is_locking = False
        self.reset_sign_in()
        self._ctx.drop_input()

    def _close_questions(self) -> None:
        """Close open dialogs so that nothing is lost: of two texts, both are kept."""
        for screen in textual_compat.all_screens(self._app):
            if isinstance(screen, KeepsBothTexts):
                screen.keep_both_texts()

    async def _save_all(self) -> None:
        """Save what is unsaved behind the sign-in screen; until the database answers, it stays there, hidden.

        What can never be saved where it was written is put aside. After a session was ended elsewhere nothing can be.
        """
        await self._shutdown.save_all()
        while self._shutdown.has_unsaved and not self._is_ended:
            self._ctx.notify(_("Not everything is saved yet. Trying again."), error=True)
            await asyncio.sleep(RETRY_SECONDS)
            await self._shutdown.save_all()
        async with self._ctx.change_lock:
            pass  # a change that has started is completed

    async def _end(self, session: Session) -> None:
        from tui_app.services.accounts import sessions
        from tui_app.services.conversations.bookmark import clear

        with suppress(DomainError):
            await self._ctx.run(signed_in.call_as, session, clear, self._ctx.now)
            await self._ctx.run(sessions.sign_out, self._ctx.now, session)

    async def _forget(self) -> None:
        """Remove everything about the last person: screens, undo, clipboard, name."""
        await asyncio.sleep(0)  # what was started just now starts before it is ended
        self._app.workers.cancel_group(self._app, FLOWS)
        self._ctx.forget_person()
        await self._drop_screens()
        if self._app.clipboard:
            self._app.copy_to_clipboard("")  # also clears the terminal's own

    async def _drop_screens(self) -> None:
        """Close the screens of every mode except the one in front."""
        for mode in textual_compat.modes_with_screens(self._app):
            if mode != self._app.current_mode and mode in self._modes:
                await self._app.remove_mode(mode)
                self._app.add_mode(mode, self._modes[mode])

    def resume(self, session: Session) -> None:
        """Let somebody in who signed in or came back; in a task of the application, as the sign-in screen closes."""
        self._ctx.spawn(self._report(self._enter(session)), LOCK)

    async def _report(self, entry: Awaitable[None]) -> None:
        try:
            await entry
        except DomainError as error:
            self._ctx.notify_error(error)

    async def _enter(self, session: Session) -> None:
        """Show the person's first screen, and close the sign-in screen.

        Raises:
            DomainError: the session has just ended, or the database does not answer.
        """
        ctx = self._ctx
        session = await self._without_stored_session(session)
        viewer, leads, account, ctx.computer.conversation_minutes = await ctx.run(_look_up, session, ctx.now)
        ctx.computer.sign_in(viewer, session)
        ctx.computer.has_password = account.has_password
        locked_session = ctx.computer.locked.pop(viewer.id, None)
        hand_over, ctx.computer.hand_over = ctx.computer.hand_over, None
        ctx.computer.home = "team" if leads or viewer.is_administrator else "me"
        self.mark_active()
        was_in = locked_session.mode if locked_session else ctx.computer.home
        await self._app.switch_mode(was_in if ctx.computer.has_mode(was_in) else ctx.computer.home)
        await self._drop_screens()
        is_for_them = hand_over is not None and hand_over.person_id == viewer.id
        self._on_signed_in(locked_session, hand_over if is_for_them else None)

    async def _without_stored_session(self, session: Session) -> Session:
        """End the session in the database if it is the person's own computer, where none is needed."""
        ctx = self._ctx
        if not (session.id and session.person_id == ctx.computer.owner_id and not ctx.computer.settings.several):
            return session
        from tui_app.services.accounts import sessions

        await ctx.run(sessions.sign_out, ctx.now, session)
        return Session(session.person_id, terminal=ctx.setup.terminal)


def _look_up(session: Session, now: Any) -> Any:
    """The person who has signed in, if they lead anybody, their account, and how long they may talk."""
    from tui_app.services.accounts import accounts
    from tui_app.services.administration import organisation

    viewer = signed_in.get_viewer(session, now)
    return (
        viewer,
        signed_in.leads_anybody(viewer, now),
        accounts.own_state(viewer, now),
        organisation.conversation_minutes(),
    )

"""Locking, handing over and taking turns: what is written is saved, then nothing of it remains in this program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.events import Event, Key, MouseDown, MouseScrollDown, MouseScrollUp, Paste

from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import sessions
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.ui.shell.shutdown import Shutdown

WARNING_SECONDS = 15
"""So long before the lock one is warned; any key puts it off."""
NEWS_AFTER_IDLE_SECONDS = 4 * 60 * 60
"""Whoever presses a key after so long a time has come back, and is told what happened meanwhile."""
SAVE_RETRY_SECONDS = 2.0
"""How soon saving is tried again when the database did not answer at the lock."""
SIGN_IN_MODE = "door"
"""The mode in which people sign in; while it is in front there is nothing behind it."""
ACTIVITY_EVENTS = (Key, Paste, MouseDown, MouseScrollDown, MouseScrollUp)
"""What shows that somebody is there. A mouse that is pushed by accident does not."""


@dataclass(frozen=True, slots=True)
class LockedSession:
    """Where somebody was who locked: enough to open it again from the database, and nothing of what stood there."""

    session: Session
    name: str
    mode: str
    opened: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class KeyboardHandover:
    """To whom the keyboard is handed, and the conversation that is theirs to go on with."""

    person_id: int
    name: str
    conversation_id: int


class LockController(Shutdown):
    """The part of the application that knows when people may no longer be looked at over the shoulder."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[int, LockedSession] = {}
        self.handed: KeyboardHandover | None = None
        self.is_locking = False
        self.has_secret = False
        self.keeping = asyncio.Lock()
        """Of what is begun in forms, one thing at a time is read, kept or forgotten."""
        self.shown_not_saved: set[str] = set()
        """The keys of what could not be saved and was shown to whoever is signed in."""
        self._is_ended = False
        self._active_at = 0.0
        self._warned = False
        self._modes_made: dict[str, Any] = dict(self.MODES)

    @property
    def takes_turns(self) -> bool:
        """Whether whoever is signed in goes back to the sign-in screen when they are finished."""
        session = self.parts.session
        return session is not None and bool(session.id)

    @property
    def decides_here(self) -> bool:
        """Whether whoever is signed in decides how this computer is used: its owner, a leader, an administrator."""
        viewer = self._samtale.viewer
        if viewer is None or self.parts.is_kiosk or self.parts.is_demo:
            return False
        return viewer.is_administrator or self.parts.home == "team" or not self.takes_turns

    @property
    def lock_seconds(self) -> int:
        """Idle seconds until this computer locks itself."""
        settings = self.parts.settings
        return int(settings.lock_shared if settings.several or self.takes_turns else settings.lock_own)

    def someone_is_there(self) -> None:
        """The time until the lock begins anew."""
        self._active_at = self.parts.uptime()
        if self._warned:
            self._warned = False
            self.clear_notifications()

    async def on_event(self, event: Event) -> None:
        """Count what people press; the first key after too long a time finds the lock and nothing else."""
        if isinstance(event, ACTIVITY_EVENTS) and not event.is_forwarded:
            if self._idle_left() <= 0:
                self.watch_idle()
                return
            self._begin_anew_at_the_door()
            comes_back = self.parts.viewer is not None and self.quiet_for >= NEWS_AFTER_IDLE_SECONDS
            self.someone_is_there()
            if comes_back:
                self._samtale.flow(self._tell_news())
        await super().on_event(event)

    @property
    def quiet_for(self) -> float:
        """Seconds since somebody last pressed a key."""
        return self.parts.uptime() - self._active_at

    def _idle_left(self) -> float:
        if self.parts.viewer is None or self.is_locking or not self.has_secret:
            return float("inf")
        return self._active_at + self.lock_seconds - self.parts.uptime()

    def watch_idle(self) -> None:
        """Once a second: warn, then lock; what somebody left half typed at the door is not for the next one."""
        self._begin_anew_at_the_door()
        left = self._idle_left()
        if left <= 0:
            self.flow(self.lock(), "lock")
        elif left <= WARNING_SECONDS and not self._warned:
            self._warned = True
            self.bell()
            seconds = round(left)
            words = ngettext(
                "Locks in $count second. Press any key to stay.",
                "Locks in $count seconds. Press any key to stay.",
                seconds,
            )
            self.notify(format_message(words, count=seconds), severity="warning", markup=False, timeout=left)

    def _begin_anew_at_the_door(self) -> None:
        if self.parts.viewer is None and not self.is_locking and self.quiet_for >= self.lock_seconds:
            self._active_at = self.parts.uptime()
            self._samtale.at_the_door()

    async def lock(self, handed: KeyboardHandover | None = None) -> None:
        """Save, show the sign-in screen, and let go of everything else; the place is kept for whoever locks."""
        viewer, session = self.parts.viewer, self.parts.session
        if viewer is None or session is None or self.is_locking:
            return
        if self.parts.is_kiosk and handed is None:
            await self.finish()
            return
        self.kept[viewer.id] = LockedSession(session, viewer.name, self.current_mode, self._samtale.place())
        self.handed = handed
        await self._to_the_door()

    async def finish(self) -> None:
        """The person in front is done: their session ends, and the next one signs in."""
        session = self.parts.session
        if session is None or self.is_locking:
            return
        await self._to_the_door(session)
        if self.parts.is_kiosk:
            self.exit("anew")

    async def thrown_out(self) -> None:
        """The session was ended elsewhere: nothing can be saved any more, and nothing may be shown."""
        self._is_ended = True
        if self.parts.viewer is None or self.is_locking:
            return
        self.kept.pop(self.parts.viewer.id, None)
        self.parts.viewer = None
        await self._to_the_door(saves=False)
        self._samtale.tell(_("This session has ended. Sign in again."), wrong=True)

    async def _to_the_door(self, ended: Session | None = None, *, saves: bool = True) -> None:
        self.is_locking = True
        self._is_ended = False
        try:
            self._samtale.close_questions()
            await self.switch_mode(SIGN_IN_MODE)
            self.clear_notifications()
            if saves:
                await self._save_all()
            if ended is not None:
                await self._end(ended)
            await self._forget()
        finally:
            self.is_locking = False
        self._samtale.at_the_door()

    async def _save_all(self) -> None:
        """Save what stands unsaved behind the sign-in screen; without its database it stays there, out of sight.

        What can never be saved where it stands is put aside. When the session was ended elsewhere nothing can be.
        """
        await self._save_what_is_written()
        while any(screen.is_unsaved for screen in self._writing()) and not self._is_ended:
            self._samtale.tell(
                _("Not everything is saved yet: the database is not responding. Trying again."), wrong=True
            )
            await asyncio.sleep(SAVE_RETRY_SECONDS)
            await self._save_what_is_written()
        async with self._samtale.changing:
            pass  # a change that was begun is finished

    async def _end(self, session: Session) -> None:
        from tui_app.services.conversations.bookmark import clear

        with suppress(DomainError):
            await self.parts.gate(sessions.call_as, session, clear, self.parts.now())
            await self.parts.gate(sessions.sign_out, self.parts.now(), session)

    async def _forget(self) -> None:
        """Nothing of whoever was here remains: no screen, no undo, no clipboard, no name."""
        await asyncio.sleep(0)  # what was begun in this very moment begins before it is ended
        self.workers.cancel_group(self, "flows")
        self.parts.viewer = self.parts.session = None
        self.parts.asked_ahead.clear()
        self.shown_not_saved.clear()
        self.has_secret = False
        self._samtale.forget_receipts()
        await self._drop_screens()
        if self.clipboard:
            self.copy_to_clipboard("")  # the terminal's own is emptied too

    async def _drop_screens(self) -> None:
        """Let go of the screens of every mode but the one in front."""
        for mode in [one for one in self._screen_stacks if one != self.current_mode and one in self._modes_made]:
            await self.remove_mode(mode)
            self.add_mode(mode, self._modes_made[mode])

    def let_in(self, session: Session) -> None:
        """Somebody has signed in or come back; in the application's own time, since the sign-in screen goes away."""
        self.flow(self._let_in(session), "lock")

    async def _let_in(self, session: Session) -> None:
        try:
            await self.enter(session)
        except DomainError as refusal:
            self._samtale.tell_refusal(refusal)

    async def enter(self, session: Session) -> None:
        """Show where somebody works, and let go of the sign-in screen.

        Raises:
            DomainError: the session ended in the same moment, or the database does not answer.
        """
        from tui_app.services.accounts import accounts
        from tui_app.services.people import people

        if session.id and session.person_id == self.parts.owner and not self.parts.settings.several:
            await self.parts.gate(sessions.sign_out, self.parts.now(), session)
            session = Session(session.person_id, terminal=self.parts.terminal)  # at home on their own computer
        viewer = await self.parts.gate(sessions.get_viewer, session, self.parts.now())
        leads = await self.parts.gate(people.leads_anybody, viewer, self.parts.now())
        mine = await self.parts.gate(accounts.own_state, viewer, self.parts.now())
        self.parts.viewer, self.parts.session, self.has_secret = viewer, session, mine.has_secret
        kept, handed, self.handed = self.kept.pop(viewer.id, None), self.handed, None
        home = "team" if leads or viewer.is_administrator else "me"
        self.parts.home = home
        self.someone_is_there()
        await self.switch_mode(kept.mode if kept else home)
        await self._drop_screens()
        self._samtale.flow(self._samtale.tell_unfinished())
        if handed is not None and handed.person_id != viewer.id:
            handed = None
        if kept is None:
            self._samtale.flow(self._welcome(handed))
        elif handed is not None:
            self._samtale.open_conversation(handed.conversation_id)
        elif kept.opened is not None:
            kept.opened()
        else:
            self._samtale.flow(self._tell_news())

    async def _tell_what_happened(self) -> None:
        """What somebody else did to the account of whoever has signed in."""
        from tui_app.services.accounts import account_events
        from tui_app.text.administration.audit_log import account_activity_since
        from tui_app.ui.sign_in.code_alerts import review_codes_after_sign_in

        with suppress(DomainError):
            if said := account_activity_since(await self._samtale.ask(account_events.since_last_sign_in)):
                self._samtale.tell(said, longer=True)
            await review_codes_after_sign_in(self._samtale)

    async def _welcome(self, handed: KeyboardHandover | None) -> None:
        """After a sign-in: what was done to the account, whose computer is this, and what was left open."""
        await self._tell_what_happened()
        if handed is not None:
            self._samtale.open_conversation(handed.conversation_id)
            return
        if not self.parts.owner and not self.parts.settings.several:
            from tui_app.ui.sign_in.credentials import ask_computer_use

            await ask_computer_use(self._samtale)
        await self.reopen()
        await self._tell_news()

    async def _tell_news(self) -> None:
        """What others did meanwhile, if anything."""
        with suppress(DomainError):
            await self._samtale.show_news()

    def owner_session(self, viewer: Viewer) -> Session:
        """The session of whoever owns this computer."""
        return Session(viewer.id, terminal=self.parts.terminal)

    async def leave_program(self) -> None:
        """End what is still kept here, then the program."""
        for kept in self.kept.values():
            with suppress(DomainError):
                await self.parts.gate(sessions.sign_out, self.parts.now(), kept.session)
        self.exit()

    def action_lock(self) -> None:
        """Lock at once."""
        if self.has_secret:
            self.flow(self.lock(), "lock")
        else:
            from tui_app.ui.sign_in.credentials import choose_password

            self._samtale.flow(choose_password(self._samtale, then=self.action_lock))

    def action_hand_over(self) -> None:
        """Let the employee go on at this keyboard; coming back asks for the secret."""
        if (handed := self._samtale.hands_over()) is None:
            return
        if self.has_secret:
            self.flow(self.lock(handed), "lock")
        else:
            from tui_app.ui.sign_in.credentials import choose_password

            self._samtale.flow(choose_password(self._samtale, then=partial(self.action_hand_over)))

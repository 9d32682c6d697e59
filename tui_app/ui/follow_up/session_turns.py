"""Goes from one person of a follow-up session to the next, and back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from tui_app.domain.errors import DomainError
from tui_app.services.follow_up import follow_up_session, team_session
from tui_app.text.dates import weekday_and_date
from tui_app.text.i18n import _, format_message

if TYPE_CHECKING:
    from tui_app.services.change_stamp import Receipt
    from tui_app.services.follow_up.follow_up_session import FollowUpSession
    from tui_app.ui.context import AppContext
    from tui_app.ui.follow_up.session_actions import SessionActions
    from tui_app.ui.follow_up.session_end import SessionEnd
    from tui_app.ui.follow_up.session_queue import SessionQueue


class SessionHost(Protocol):
    """The screen of a session."""

    shown: FollowUpSession | None
    actions: SessionActions
    end: SessionEnd

    async def flush(self) -> None:
        """Save the note now."""

    def open_person(self, person_id: int) -> None:
        """Show the session with another person."""

    def leave(self) -> None:
        """Close the screen."""


class FinishedSession(Struct, frozen=True):
    """A session that was finished, and can be undone while it is the latest change."""

    receipt: Receipt


class SessionTurns:
    """Finishes the session with one person, or skips them, and shows the next person.

    Args:
        ctx: the application's context.
        queue: the people.
        host: the screen.
    """

    def __init__(self, ctx: AppContext, queue: SessionQueue, host: SessionHost) -> None:
        self._ctx = ctx
        self._queue = queue
        self._host = host
        self._is_running = False
        self._finished: FinishedSession | None = None

    def finish(self) -> None:
        """Finish the session with this person."""
        self._run_once(self._finish)

    def skip(self) -> None:
        """Go to the next person without finishing the session with this one."""
        if self._host.shown is not None:
            self._run_once(partial(self._skip, self._host.shown.person.id))

    def stop(self) -> None:
        """Save the note and close the screen."""
        self._ctx.spawn(self._stop())

    async def _stop(self) -> None:
        from tui_app.ui.editing.unsaved import show_unsaved_texts

        host = self._host
        if host.shown is None or host.actions.progress.is_closed:
            host.leave()
            return
        host.end.track_note()
        if await host.end.autosave.save_before_leaving():
            host.leave()
            await show_unsaved_texts(self._ctx)

    def undo(self) -> None:
        """Undo the last change; if it finished the session with the previous person, go back to them."""
        finished, session = self._finished, self._host.shown
        is_latest = (
            finished is not None and self._ctx.undoes_next(finished.receipt) and not self._host.actions.lock.locked()
        )
        self._host.actions.undo()
        if is_latest and session is not None:
            self._run_once(partial(self._go_back, session.person.id))

    def _run_once(self, flow: Callable[[], Awaitable[None]]) -> None:
        """Run a flow, unless one is running: a key that is held down must not skip people."""
        if not self._is_running and not self._host.actions.progress.is_closed:
            self._is_running = True
            self._ctx.spawn(self._run(flow))

    async def _run(self, flow: Callable[[], Awaitable[None]]) -> None:
        try:
            await flow()
        finally:
            self._is_running = False

    async def _finish(self) -> None:
        from tui_app.domain.drafts.base import validate_draft
        from tui_app.domain.drafts.follow_up import FollowUpDraft

        session, end = self._host.shown, self._host.end
        if session is None:
            return
        person = session.person
        is_own = person.id == self._ctx.me.id
        try:
            chosen_date = None if is_own or end.uses_suggested_date else end.next_date()
            draft = validate_draft(FollowUpDraft, {"note": end.note, "next_on": chosen_date})
            await self._host.flush()
            async with self._host.actions.lock:
                session_name = self._host.actions.progress.session
                receipt = await self._ctx.call(follow_up_session.finish, person.id, draft, session_name)
                end.finish()
                self._host.actions.progress.is_closed = True
        except DomainError as error:
            self._ctx.notify_error(error)
            return
        message = format_message(_("Followed up: $name"), name=person.name)
        if not is_own:
            day = weekday_and_date(chosen_date or session.schedule.next_if_done_today)
            message = format_message(_("$said · next $day"), said=message, day=day)
        self._ctx.commit(receipt, message)
        self._finished = FinishedSession(receipt)
        self._open_next()

    async def _skip(self, person_id: int) -> None:
        if await self._move_past(person_id, 1):
            self._finished = None
            self._open_next()

    async def _go_back(self, person_id: int) -> None:
        self._finished = None
        if await self._move_past(person_id, -1):
            previous_id = self._queue.move(-1)
            if previous_id is not None:
                self._host.open_person(previous_id)

    async def _move_past(self, person_id: int, step: int) -> bool:
        """Save the note and move the team session on. True if that was stored."""
        try:
            await self._host.flush()
            await self._ctx.call(team_session.move_past, person_id, step)
        except DomainError as error:
            self._ctx.notify_error(error)
            return False
        return True

    def _open_next(self) -> None:
        """Open the next person, or leave the screen after the last one."""
        next_id = self._queue.move(1)
        if next_id is not None:
            self._host.open_person(next_id)
            return
        self._host.actions.progress.is_closed = True
        if self._queue.is_team:
            self._ctx.notify(_("That was everyone. Well done: no one was left out."))
        self._host.leave()

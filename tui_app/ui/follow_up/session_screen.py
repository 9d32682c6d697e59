"""A follow-up session: a person's open actions one at a time, one key each, then a note and the next date."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui_app.domain.errors import DomainError, NotFound
from tui_app.domain.follow_up.session import TeamFollowUpProgress
from tui_app.services.follow_up import follow_up_session
from tui_app.services.follow_up.follow_up_session import FollowUpSession
from tui_app.text.i18n import _, format_message
from tui_app.ui import keys
from tui_app.ui.follow_up.session_actions import SessionActions, SessionVerb
from tui_app.ui.follow_up.session_content import action_content, header_content, others_content, request_line
from tui_app.ui.follow_up.session_end import SessionEnd
from tui_app.ui.follow_up.session_queue import SessionQueue
from tui_app.ui.follow_up.session_turns import SessionTurns
from tui_app.ui.messages import FollowUpTeam, NewAction, OpenFollowUpSession
from tui_app.ui.widgets.answered_requests import notify_answered
from tui_app.ui.widgets.data_screen import DataScreen
from tui_app.ui.widgets.frame import WidthLine

END_ACTIONS = frozenset({"finish", "to_actions"})
"""Actions at the end of the session."""
CURRENT_ACTION_ACTIONS = frozenset({"on_current", "scroll_text"})
"""Actions before the end, while an action is shown."""
OTHER_ACTIONS = frozenset({"end", "step", "new_action", "undo_in_session", "next_person"})
"""Actions that work everywhere but in a field."""


class FollowUpSessionScreen(DataScreen[FollowUpSession]):
    """The sessions with one person, or with each person of a team session.

    A change shows at once and is stored afterwards. The progress is stored too, so that an interrupted session can be
    continued.

    Args:
        person_id: the person to begin with.
        team: the team session; None for a session with one person.

    Attributes:
        actions: changes the actions of the current person.
        end: the note and the next date.
    """

    BINDINGS = keys.FOLLOW_UP_SESSION
    AUTO_FOCUS = ""
    LEAVE_ON = frozenset({"not_found", "not_allowed"})

    def __init__(self, person_id: int, team: TeamFollowUpProgress | None = None) -> None:
        super().__init__()
        self.actions = SessionActions(self.ctx, person_id, self._show_progress, self.load_failed)
        self.end = SessionEnd()
        self._queue = SessionQueue(person_id, team)
        self._turns = SessionTurns(self.ctx, self._queue, self)
        self._scrolled_id = 0
        self._newest_of_others = 0
        self._is_asking = False

    def compose_body(self) -> ComposeResult:
        """Yield the header, the action and the end."""
        yield WidthLine(id="session-head")
        with Vertical(id="session", classes="box"):
            yield Static(id="session-asked")
            with VerticalScroll(id="session-page", can_focus=False):
                yield Static(id="session-action")
            yield self.end

    async def fetch(self) -> FollowUpSession:
        """Read the session; start it if none is under way."""
        if self.actions.progress.position is None:
            await self.ctx.call(follow_up_session.start, self.actions.progress.person_id)
        return await self.ctx.call(follow_up_session.get, self.actions.progress.person_id)

    def load_failed(self, error: DomainError) -> None:
        """Report the error, unless the session is finished."""
        if not self.actions.progress.is_closed:
            super().load_failed(error)

    def reload(self) -> None:
        """Read the session again, unless it is finished."""
        if not self.actions.progress.is_closed:
            super().reload()

    def show(self, data: FollowUpSession) -> None:
        """Show the session, unless it is with a person that was left meanwhile."""
        if data.person.id != self.actions.progress.person_id:
            return
        if self.actions.progress.is_another(data):
            self.load_failed(NotFound())  # this one was finished at another terminal, and another one begun
            return
        newest = data.others[0] if data.others else None
        if self.actions.progress.load(data):
            self.end.start(data)
        else:
            self.end.accept(data)
            if newest is not None and newest.id != self._newest_of_others:
                message = _("$name has just followed up $person too.")
                self.ctx.notify(format_message(message, name=newest.by_name, person=data.person.name), longer=True)
            if self._is_asking and data.request is None:
                self.ctx.spawn(notify_answered(self.ctx, data.person))
        self._newest_of_others, self._is_asking = newest.id if newest else 0, data.request is not None
        self._show_progress()

    def _show_progress(self) -> None:
        """Show the header, and the action or the end."""
        session, progress = self.shown, self.actions.progress
        if session is None or progress.position is None:
            return
        header = partial(header_content, session, progress, self._queue)
        self.query_one("#session-head", WidthLine).show_line(header)
        told = self.query_one("#session-asked", Static)
        lines = [others_content(session.others, self.ctx.today)] if session.others else []
        if session.request is not None:
            mine = session.person.id == self.ctx.me.id
            lines.append(request_line(session.request, self.ctx.today, mine=mine))
        told.display = bool(lines)
        told.update(Content("\n").join(lines))
        was_at_end = self.end.display
        self.end.display = progress.is_at_end
        self.query_one("#session-page").display = not progress.is_at_end
        if action := progress.current_action:
            history, outcome = session.histories.get(action.id, ()), progress.outcomes.get(action.id)
            self.query_one("#session-action", Static).update(action_content(action, history, outcome, self.ctx.now))
            if action.id != self._scrolled_id:
                self._scrolled_id = action.id
                self.query_one("#session-page").scroll_home(animate=False)
            if was_at_end:
                self.set_focus(None)
        else:
            self.end.show(progress.outcomes)
        self._update_bindings()

    @on(SessionEnd.FocusChanged)
    def _update_bindings(self) -> None:
        progress = self.actions.progress
        is_loaded = self.shown is not None and progress.position is not None and not progress.is_closed
        state = (
            is_loaded,
            progress.is_at_end,
            progress.person_id,
            self.focused is not None,
            progress.is_started,
        )
        self.refresh_bindings_for(state)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys about an action at the end, those of the end before it, and letters in a field."""
        if action == "back":
            return True
        if action not in CURRENT_ACTION_ACTIONS | END_ACTIONS | OTHER_ACTIONS:
            return super().check_action(action, parameters)
        progress = self.actions.progress
        if self.shown is None or progress.position is None or progress.is_closed:
            return False
        if action in END_ACTIONS:
            return progress.is_at_end
        if action in CURRENT_ACTION_ACTIONS:
            return not progress.is_at_end and not (parameters == ("start",) and progress.is_started)
        if action == "next_person" and not self._queue.is_team:
            return False
        return self.focused is None  # in a field, keys are letters

    @property
    def is_unsaved(self) -> bool:
        """True if the note is not saved."""
        return self.shown is not None and not self.actions.progress.is_closed and self.end.autosave.is_dirty

    async def flush(self) -> None:
        """Save the note now."""
        if self.shown is not None and not self.actions.progress.is_closed:
            await self.end.flush()

    async def put_aside(self) -> None:
        """Keep a note that can never be saved here for its writer."""
        if self.shown is not None and not self.actions.progress.is_closed:
            await self.end.autosave.put_aside()

    def on_screen_suspend(self) -> None:
        """Save the note before another screen is in front."""
        self.ctx.spawn(self.flush(), is_background=True)

    def reopen_request(self) -> Message:
        """Return the request that continues this session."""
        return FollowUpTeam() if self._queue.is_team else OpenFollowUpSession(self.actions.progress.person_id)

    def open_person(self, person_id: int) -> None:
        """Show the session with another person of the team."""
        self.actions.progress.is_closed = True
        self.actions = SessionActions(self.ctx, person_id, self._show_progress, self.load_failed)
        self.shown = None
        self.end.display = False
        self.set_focus(None)
        self.reload()

    @on(Input.Submitted, "#next-on")
    def action_finish(self) -> None:
        """Add the follow-up to the log, and go to the next person."""
        if self.actions.progress.is_at_end:
            self._turns.finish()

    def action_next_person(self) -> None:
        """Go to the next person without adding a follow-up."""
        if self._queue.is_team:
            self._turns.skip()

    def action_on_current(self, verb: str) -> None:
        """Do something with the current action; see `SessionVerb`."""
        self.actions.run(SessionVerb(verb))

    def action_end(self) -> None:
        """Go to the note, and write in it."""
        self.actions.go_to(len(self.actions.progress.actions))
        self.end.focus_note()

    def action_to_actions(self) -> None:
        """Go from the end back to the last action."""
        self.actions.step(-1)

    def action_step(self, by: int) -> None:
        """Go to another action without changing anything."""
        self.actions.step(by)

    def action_scroll_text(self, by: int) -> None:
        """Scroll a long comment or history."""
        self.query_one("#session-page").scroll_relative(y=by, animate=False)

    def action_new_action(self) -> None:
        """Agree on a new action with this person."""
        if self.shown is not None:
            self.ctx.open(NewAction(self.shown.person))

    def action_undo_in_session(self) -> None:
        """Undo the last change, and go back to where it was made."""
        self._turns.undo()

    def action_back(self) -> None:
        """Stop here. The session can be continued from here."""
        self._turns.stop()

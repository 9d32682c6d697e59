"""What the keys of a follow-up session do with the current action."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from tui_app.domain.actions.changes import ActionChange, MoveDue, SetStatus, toggle_done
from tui_app.domain.errors import ConflictError, DomainError
from tui_app.domain.follow_up.session import FollowUpOutcome
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.services.actions import actions
from tui_app.services.follow_up import follow_up_session
from tui_app.ui.app_messages import UndoLastChange
from tui_app.ui.editing.action_changes import change_actions
from tui_app.ui.follow_up.session_progress import SessionProgress
from tui_app.ui.messages import ActionVerb, ChangeActions

if TYPE_CHECKING:
    from tui_app.services.change_stamp import Receipt
    from tui_app.ui.context import AppContext

StoreChange = Callable[[], Awaitable["Receipt | None"]]
"""Stores a change; returns None if it was not stored."""


class SessionVerb(StrEnum):
    """What a key does with the current action."""

    TICK = "tick"
    START = "start"
    ON_TRACK = "on_track"
    MOVE = "move"
    SKIP = "skip"
    COMMENT = "comment"
    REASSIGN = "reassign"
    DROP = "drop"


_FORMS = {
    SessionVerb.COMMENT: (ActionVerb.COMMENT, None),
    SessionVerb.REASSIGN: (ActionVerb.REASSIGN, FollowUpOutcome.HANDED_OVER),
    SessionVerb.DROP: (ActionVerb.DROP, FollowUpOutcome.DROPPED),
}
"""Verbs that open a form, and the outcome once it is submitted; None stays at the action."""


class SessionActions:
    """Changes the actions of one person's session.

    A change shows at once, with the next action; it is stored afterwards, and taken back if that fails.

    Args:
        ctx: the application's context.
        person_id: the person.
        progress_changed: called to show the progress.
        failed: called if the progress cannot be saved.

    Attributes:
        progress: the progress of the session.
        lock: held while something is stored, so that changes are stored in their order.
    """

    def __init__(
        self,
        ctx: AppContext,
        person_id: int,
        progress_changed: Callable[[], None],
        failed: Callable[[DomainError], None],
    ) -> None:
        self.progress = SessionProgress(person_id)
        self.lock = asyncio.Lock()
        self._ctx = ctx
        self._progress_changed = progress_changed
        self._failed = failed

    def run(self, verb: SessionVerb) -> None:
        """Do something with the current action."""
        action = self.progress.current_action
        if action is None:
            return
        if verb is SessionVerb.TICK:
            change = toggle_done(action)
            is_done = change.status is ActionStatus.DONE
            self._change(action, FollowUpOutcome.DONE if is_done else None, change)
        elif verb is SessionVerb.START:
            self._change(action, FollowUpOutcome.STARTED, SetStatus(ActionStatus.STARTED))
        elif verb is SessionVerb.ON_TRACK:
            self._store_soon(action, FollowUpOutcome.ON_TRACK, partial(_mark_on_track, self._ctx, action))
        elif verb is SessionVerb.MOVE:
            self._ctx.spawn(self._move(action))
        elif verb is SessionVerb.SKIP:
            if action.id not in self.progress.outcomes:
                self.progress.set_outcome(action.id, FollowUpOutcome.SKIPPED)
            self.step(1)
        else:
            self._ctx.spawn(self._run_form(action, *_FORMS[verb]))

    def step(self, by: int) -> None:
        """Go to another action without changing anything."""
        if self.progress.position is not None:
            self.go_to(self.progress.position + by)

    def go_to(self, position: int) -> None:
        """Go to an action, or to the end, and save that."""
        if self.progress.position is None or self.progress.is_closed:
            return
        self.progress.go_to(position)
        self._progress_changed()
        self._ctx.spawn(self._save_progress())

    async def _save_progress(self) -> None:
        async with self.lock:
            progress = self.progress
            if progress.position is None or progress.is_closed:
                return
            ids = [action.id for action in progress.actions]
            use_case, changed = follow_up_session.save_progress, progress.take_unsaved()
            try:
                await self._ctx.call(use_case, progress.person_id, progress.session, ids, changed, progress.position)
            except DomainError as error:
                progress.put_back(changed)
                self._failed(error)

    def _change(self, action: Action, outcome: FollowUpOutcome | None, change: ActionChange) -> None:
        self._store_soon(action, outcome, partial(_change_action, self._ctx, action, change))

    def _store_soon(self, action: Action, outcome: FollowUpOutcome | None, store: StoreChange) -> None:
        position, before = self.progress.position, self.progress.outcomes.get(action.id)
        if position is None:
            return
        self.progress.set_outcome(action.id, outcome)
        self.go_to(position + 1)
        self._ctx.spawn(self._store(action.id, before, position, store))

    async def _store(
        self, action_id: int, outcome_before: FollowUpOutcome | None, position_before: int, store: StoreChange
    ) -> None:
        async with self.lock:
            receipt = await store()
            if self.progress.is_closed:
                return
            if receipt is None:
                self.progress.set_outcome(action_id, outcome_before)
                self.go_to(position_before)
            elif receipt.batch:
                self.progress.add_undoable(action_id, outcome_before)

    async def _move(self, action: Action) -> None:
        from tui_app.ui.follow_up.due_date_dialog import DueDateAnswer, DueDateDialog

        if not action.is_open:
            self._ctx.notify_error(DomainError("action_is_closed", text=action.text))
            return
        answer = await self._ctx.ask(DueDateDialog(action))
        if isinstance(answer, date) and self.progress.current_action is not None:
            self._change(self.progress.current_action, FollowUpOutcome.MOVED, MoveDue(answer))
        elif answer is DueDateAnswer.ANOTHER_DATE:
            await self._run_form(action, ActionVerb.MOVE, FollowUpOutcome.MOVED)

    async def _run_form(self, action: Action, verb: ActionVerb, outcome: FollowUpOutcome | None) -> None:
        """Open the form of a verb; once it is submitted, go to the next action, or stay if there is no outcome."""
        progress = self.progress
        before = progress.outcomes.get(action.id)
        is_done = await self._ctx.perform(ChangeActions(verb, (action,)))
        current = progress.current_action
        if not is_done or current is None or current.id != action.id or progress.position is None:
            return
        progress.add_undoable(action.id, before)
        if outcome is not None:
            progress.set_outcome(action.id, outcome)
            self.go_to(progress.position + 1)
        else:
            if action.id not in progress.outcomes:
                progress.set_outcome(action.id, FollowUpOutcome.COMMENTED)
            self.go_to(progress.position)

    def undo(self) -> None:
        """Undo the last change; if it was one of this session, go back to its action."""
        self._ctx.spawn(self._undo())

    async def _undo(self) -> None:
        async with self.lock:
            undone = self.progress.pop_undoable()
        self._ctx.open(UndoLastChange())
        if undone is None or self.progress.is_closed:
            return
        action_id, outcome_before = undone
        self.progress.set_outcome(action_id, outcome_before)
        position = self.progress.position_of(action_id)
        if position is not None:
            self.go_to(position)


async def _change_action(ctx: AppContext, action: Action, change: ActionChange) -> Receipt | None:
    """Change an action without a message. None if it was left as it is now, or cannot be changed."""
    async with ctx.change_lock:
        try:
            receipt = await change_actions(ctx, [action], change)
        except ConflictError:
            return None
        except DomainError as error:
            ctx.notify_error(error)
            ctx.refresh()
            return None
        ctx.commit(receipt)
        return receipt


async def _mark_on_track(ctx: AppContext, action: Action) -> Receipt | None:
    receipt = await ctx.change(actions.mark_on_track, action.id)
    if receipt is not None:
        ctx.commit(receipt)
    return receipt

"""What is done about the action of a walk that stands in front: one key each, the next one follows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial

from tui_app.domain.actions.changes import ActionChange, MoveDue, SetStatus, toggle_done
from tui_app.domain.errors import DomainError
from tui_app.domain.follow_up.session import FollowUpOutcome, TeamFollowUpProgress
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.services.change_stamp import Receipt
from tui_app.services.follow_up import follow_up_session
from tui_app.services.follow_up.follow_up_session import FollowUpSession
from tui_app.ui.app_messages import UndoLastChange
from tui_app.ui.follow_up.flows import FollowUpFlows
from tui_app.ui.messages import ActionVerb, ChangeActions, NewAction
from tui_app.ui.widgets.data_screen import DataScreen

CURRENT_ACTION_KEYS = frozenset(
    {"tick", "start", "on_track", "move", "skip", "comment", "hand_over_action", "drop", "look"}
)
"""What is done about the action that is shown."""
SESSION_KEYS = frozenset({"end", "finish", "step", "to_actions", "new_action", "undo_here", "next_person"})
"""The other keys of the walk."""


class SessionActions(DataScreen[FollowUpSession]):
    """The part of the walk before its end."""

    def __init__(self, person_id: int, queue: TeamFollowUpProgress | None) -> None:
        super().__init__()
        self._queue = queue
        self._acting = asyncio.Lock()
        self._is_over = False
        self._meet(person_id)

    def _meet(self, person_id: int) -> None:
        """Somebody new, of whom nothing is read yet."""
        self._person_id = person_id
        self._place: int | None = None
        self._outcomes: dict[int, FollowUpOutcome] = {}
        self._undoable: list[tuple[int, FollowUpOutcome | None]] = []
        self.shown = None

    def draw(self) -> None:
        """Show the action, or the end."""

    @property
    def _at_end(self) -> bool:
        return self.shown is not None and self._place is not None and self._place >= len(self.shown.actions)

    @property
    def _action(self) -> Action | None:
        if self.shown is None or self._place is None or self._at_end:
            return None
        return self.shown.actions[self._place]

    @property
    def _is_writing(self) -> bool:
        """Whether keys are letters of the note or of the next date."""
        return self.focused is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about an action rest at the end, those of the end before it, and letters while one writes."""
        if action == "back":
            return True
        if self.shown is None or self._place is None or self._is_over:
            return False if action in CURRENT_ACTION_KEYS | SESSION_KEYS else super().check_action(action, parameters)
        if action in ("finish", "to_actions"):
            return self._at_end
        if action == "end":
            return not self._is_writing
        if action in CURRENT_ACTION_KEYS:
            return not self._at_end
        if action == "next_person":
            return self._queue is not None and not self._is_writing
        if action in SESSION_KEYS:
            return not self._is_writing
        return super().check_action(action, parameters)

    def _act(self, outcome: FollowUpOutcome | None, doing: Callable[[], Awaitable[Receipt | None]]) -> None:
        """Show the outcome and the next action at once, store it behind them; what is refused comes back."""
        action = self._action
        if action is None or self._place is None:
            return
        before, place = self._outcomes.get(action.id), self._place
        self._note_outcome(action.id, outcome)
        self._go(place + 1)
        self.ctx.spawn(self._store(action.id, before, place, doing))

    async def _store(
        self, action_id: int, before: FollowUpOutcome | None, place: int, doing: Callable[[], Awaitable[Receipt | None]]
    ) -> None:
        person_id = self._person_id
        async with self._acting:
            receipt = await doing()
            if person_id != self._person_id:
                return
            if receipt is None:
                self._note_outcome(action_id, before)
                self._go(place)
            elif receipt.batch:
                self._undoable.append((action_id, before))

    def _note_outcome(self, action_id: int, outcome: FollowUpOutcome | None) -> None:
        if outcome is None:
            self._outcomes.pop(action_id, None)
        else:
            self._outcomes[action_id] = outcome

    def _go(self, place: int) -> None:
        """Go to an action, or to the end, and keep that."""
        if self.shown is None:
            return
        self._place = min(max(0, place), len(self.shown.actions))
        self.draw()
        self.ctx.spawn(self._keep())

    async def _keep(self) -> None:
        async with self._acting:
            data, place = self.shown, self._place
            if data is None or place is None or self._is_over:
                return
            ids = [action.id for action in data.actions]
            try:
                await self.ctx.call(follow_up_session.save_progress, data.person.id, ids, dict(self._outcomes), place)
            except DomainError as refusal:
                self.refused(refusal)

    def _change(self, outcome: FollowUpOutcome | None, wanted: ActionChange) -> None:
        if action := self._action:
            self._act(outcome, partial(FollowUpFlows(self.ctx).change, action, wanted))

    def action_tick(self) -> None:
        """Done, or reopened."""
        if action := self._action:
            wanted = toggle_done(action)
            self._change(FollowUpOutcome.DONE if wanted.status is ActionStatus.DONE else None, wanted)

    def action_start(self) -> None:
        """In progress."""
        self._change(FollowUpOutcome.STARTED, SetStatus(ActionStatus.STARTED))

    def action_on_track(self) -> None:
        """It goes as agreed: that is written down."""
        if action := self._action:
            self._act(FollowUpOutcome.ON_TRACK, partial(FollowUpFlows(self.ctx).on_track, action))

    def action_skip(self) -> None:
        """Leave it as it is."""
        if (action := self._action) and self._place is not None:
            self._outcomes.setdefault(action.id, FollowUpOutcome.SKIPPED)
            self._go(self._place + 1)

    def action_step(self, by: int) -> None:
        """Back and forth, changing nothing."""
        if self._place is not None:
            self._go(self._place + by)

    def action_to_actions(self) -> None:
        """From the end back to the last action."""
        self.action_step(-1)

    def action_move(self) -> None:
        """Another date, with one key."""
        if action := self._action:
            self.ctx.spawn(self._move(action))

    async def _move(self, action: Action) -> None:
        from tui_app.ui.follow_up.due_date_dialog import DueDateDialog

        if not action.is_open:
            self.ctx.notify_error(DomainError("action_is_closed", text=action.text))
            return
        answer = await self.app.push_screen_wait(DueDateDialog(action))
        if isinstance(answer, date):
            self._change(FollowUpOutcome.MOVED, MoveDue(answer))
        elif answer is not None:
            await self._by_form(action, FollowUpOutcome.MOVED, self._perform(ActionVerb.MOVE, action))

    def action_comment(self) -> None:
        """Write a comment; the action stays in front."""
        if action := self._action:
            self.ctx.spawn(self._by_form(action, None, self._perform(ActionVerb.COMMENT, action)))

    def action_hand_over_action(self) -> None:
        """Let somebody else do it."""
        if action := self._action:
            flow = self._by_form(action, FollowUpOutcome.HANDED_OVER, self._perform(ActionVerb.REASSIGN, action))
            self.ctx.spawn(flow)

    def action_drop(self) -> None:
        """Give up, with a reason."""
        if action := self._action:
            self.ctx.spawn(self._by_form(action, FollowUpOutcome.DROPPED, self._perform(ActionVerb.DROP, action)))

    def _perform(self, verb: ActionVerb, action: Action) -> Awaitable[bool]:
        return self.ctx.perform(ChangeActions(verb, (action,)))

    async def _by_form(self, action: Action, outcome: FollowUpOutcome | None, form: Awaitable[bool]) -> None:
        """Something that is typed; the next action follows, but not after a comment."""
        before = self._outcomes.get(action.id)
        if not await form or self._action is None or self._action.id != action.id or self._place is None:
            return
        self._undoable.append((action.id, before))
        if outcome is not None:
            self._outcomes[action.id] = outcome
            self._go(self._place + 1)
        else:
            self._outcomes.setdefault(action.id, FollowUpOutcome.COMMENTED)
            self._go(self._place)

    def action_new_action(self) -> None:
        """Agree something new."""
        if self.shown is not None:
            self.ctx.open(NewAction(self.shown.person))

    def action_undo_here(self) -> None:
        """Take back the last change of this walk, and go back to its action."""
        self.ctx.spawn(self._undo())

    async def _undo(self) -> None:
        async with self._acting:
            undone = self._undoable.pop() if self._undoable else None
        self.ctx.open(UndoLastChange())
        if undone is None or self.shown is None:
            return
        action_id, before = undone
        self._note_outcome(action_id, before)
        place = next((n for n, one in enumerate(self.shown.actions) if one.id == action_id), None)
        if place is not None:
            self._go(place)

"""The keys that work on actions, the same on every screen that lists them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.actions.nudges import may_be_nudged
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.person import Viewer
from tui_app.ui.context import HasContext
from tui_app.ui.messages import ActionVerb, ChangeActions

if TYPE_CHECKING:
    from datetime import date


ACKNOWLEDGEMENT_KEYS = ("acknowledge", "thank", "nudge")
"""What can be done about somebody else's actions, where it fits."""
AGREEMENT_KEYS = ("move", "edit", "drop")
"""What changes what two have agreed: theirs alone, not of somebody else who is to do it; so is going on
with what they dropped."""
ACTION_ACTIONS = ("tick", "start", "move", "edit", "comment", "drop", *ACKNOWLEDGEMENT_KEYS)


class ActionKeysMixin(HasContext):
    """For a screen that names the actions its keys are about. Those marked, or else the one under the cursor."""

    def targets(self) -> tuple[Action, ...]:
        """The actions that a key is about."""
        return ()

    def can_do(self, action: str) -> bool:
        """Whether a key about actions does something about these."""
        targets = self.targets()
        if action in ACKNOWLEDGEMENT_KEYS:
            return is_applicable(action, targets, self.ctx.me, self.ctx.today)
        if action in AGREEMENT_KEYS or (
            action != "comment" and any(one.status is ActionStatus.DROPPED for one in targets)
        ):
            return bool(targets) and all(access.may_edit_action(self.ctx.me, one) for one in targets)
        return bool(targets)

    def doable(self) -> tuple[bool, ...]:
        """What can be done about these, for asking anew which keys work only where that has changed."""
        return tuple(self.can_do(action) for action in ("tick", "move", *ACKNOWLEDGEMENT_KEYS))

    def handled(self, targets: Sequence[Action]) -> None:
        """A key has done its work on these: their marks can go."""

    def _perform(self, verb: ActionVerb) -> None:
        if targets := self.targets():
            self.ctx.spawn(self._perform_and_note(verb, targets))

    async def _perform_and_note(self, verb: ActionVerb, targets: tuple[Action, ...]) -> None:
        if await self.ctx.perform(ChangeActions(verb, targets)):
            self.handled(targets)

    def action_tick(self) -> None:
        """Done, or reopened."""
        self._perform(ActionVerb.TICK)

    def action_start(self) -> None:
        """In progress, or not."""
        self._perform(ActionVerb.START)

    def action_move(self) -> None:
        """Another date."""
        self._perform(ActionVerb.MOVE)

    def action_drop(self) -> None:
        """Give up, with a reason."""
        self._perform(ActionVerb.DROP)

    def action_edit(self) -> None:
        """Change text, responsible, date or goal."""
        self._perform(ActionVerb.EDIT)

    def action_comment(self) -> None:
        """Write a comment."""
        self._perform(ActionVerb.COMMENT)

    def action_acknowledge(self) -> None:
        """Acknowledge what somebody has done."""
        self._perform(ActionVerb.ACKNOWLEDGE)

    def action_thank(self) -> None:
        """Send a word of thanks."""
        self._perform(ActionVerb.THANK)

    def action_nudge(self) -> None:
        """Remind of what is overdue."""
        self._perform(ActionVerb.NUDGE)


def is_applicable(key: str, chosen: Sequence[Action], viewer: Viewer, today: date) -> bool:
    """Whether a key of `ACKNOWLEDGEMENT_KEYS` does something about these actions."""
    if key == "nudge":
        return len(chosen) == 1 and may_be_nudged(chosen[0], viewer.id, today)
    done = [one for one in chosen if one.status is ActionStatus.DONE and one.responsible_id != viewer.id]
    if not done or len(done) < len(chosen):
        return False
    return key == "thank" or any(one.acknowledged_on is None for one in done)

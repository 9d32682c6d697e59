"""The keys for actions, the same on every screen that lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.actions.nudges import may_be_nudged
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.person import Viewer
from tui_app.text.i18n import _
from tui_app.ui.context import HasContext
from tui_app.ui.messages import ActionVerb, ChangeActions

if TYPE_CHECKING:
    from datetime import date


ACKNOWLEDGEMENT_KEYS = ("acknowledge", "thank", "nudge")
"""What a person can do about the actions of somebody else."""
AGREEMENT_KEYS = ("move", "edit", "drop")
"""What changes an agreement. Only the two who agreed may do it, not another person who is responsible; the same
goes for continuing a dropped action."""
ACTION_ACTIONS = ("tick", "start", "move", "edit", "comment", "drop", *ACKNOWLEDGEMENT_KEYS)


class ActionKeysMixin(HasContext):
    """For screens with actions: adds the keys that change them.

    Attributes:
        other_labels: what the screen's other keys do now, for the footer.
    """

    other_labels: Mapping[str, str] = {}

    def targets(self) -> tuple[Action, ...]:
        """Return the actions that the keys change: the selected ones, or the one under the cursor."""
        return ()

    def is_enabled(self, action: str) -> bool:
        """True if a key can do something with these actions."""
        targets = self.targets()
        if action in ACKNOWLEDGEMENT_KEYS:
            return is_applicable(action, targets, self.ctx.me, self.ctx.today)
        if action == "move" and not any(one.is_open for one in targets):
            return False
        if action in AGREEMENT_KEYS or (
            action != "comment" and any(one.status is ActionStatus.DROPPED for one in targets)
        ):
            return bool(targets) and all(access.may_edit_action(self.ctx.me, one) for one in targets)
        return bool(targets)

    def why_not(self, action: str) -> str:
        """Why a key can do nothing with these actions, in a few words; empty if there is nothing to tell."""
        targets = self.targets()
        if action not in ACTION_ACTIONS:
            return ""
        if not targets:
            return _("no action is selected")
        if action in ACKNOWLEDGEMENT_KEYS:
            return _("nothing to do with this action")
        if action == "move" and not any(one.is_open for one in targets):
            return _("reopen the action first")
        return "" if self.is_enabled(action) else _("only the two who agreed on it can")

    def enabled_actions(self) -> tuple[object, ...]:
        """Which keys can do something with these actions, and what; see `DataScreen.refresh_bindings_for`."""
        enabled = (self.is_enabled(action) for action in ("tick", "move", *ACKNOWLEDGEMENT_KEYS))
        return (*enabled, *self.key_labels.values())

    @property
    def key_labels(self) -> dict[str, str]:
        """What the keys do now, for the footer: those that turn something on and off with these actions, and others."""
        targets, labels = self.targets(), dict(self.other_labels)
        if targets and not any(one.is_open for one in targets):
            labels["tick"] = _("Reopen")
        if targets and targets[0].status is ActionStatus.STARTED:
            labels["start"] = _("Stop")
        return labels

    def after_change(self, targets: Sequence[Action]) -> None:
        """Called after a key has changed actions."""

    def _perform(self, verb: ActionVerb) -> None:
        if targets := self.targets():
            self.ctx.spawn(self._perform_request(verb, targets))

    async def _perform_request(self, verb: ActionVerb, targets: tuple[Action, ...]) -> None:
        if await self.ctx.perform(ChangeActions(verb, targets)):
            self.after_change(targets)

    def action_tick(self) -> None:
        """Mark the actions as done, or reopen them."""
        self._perform(ActionVerb.TICK)

    def action_start(self) -> None:
        """Set the actions in progress, or back to not started."""
        self._perform(ActionVerb.START)

    def action_move(self) -> None:
        """Move the due date."""
        self._perform(ActionVerb.MOVE)

    def action_drop(self) -> None:
        """Drop the actions, with a reason."""
        self._perform(ActionVerb.DROP)

    def action_edit(self) -> None:
        """Edit the action."""
        self._perform(ActionVerb.EDIT)

    def action_comment(self) -> None:
        """Write a comment."""
        self._perform(ActionVerb.COMMENT)

    def action_acknowledge(self) -> None:
        """Acknowledge what others have done."""
        self._perform(ActionVerb.ACKNOWLEDGE)

    def action_thank(self) -> None:
        """Thank for what others have done."""
        self._perform(ActionVerb.THANK)

    def action_nudge(self) -> None:
        """Remind the responsible person of an overdue action."""
        self._perform(ActionVerb.NUDGE)


def is_applicable(key: str, chosen: Sequence[Action], viewer: Viewer, today: date) -> bool:
    """True if a key of `ACKNOWLEDGEMENT_KEYS` can do something with these actions."""
    if key == "nudge":
        return len(chosen) == 1 and may_be_nudged(chosen[0], viewer.id, today)
    done = [one for one in chosen if one.status is ActionStatus.DONE and one.responsible_id != viewer.id]
    if not done or len(done) < len(chosen):
        return False
    return key == "thank" or any(one.acknowledged_on is None for one in done)

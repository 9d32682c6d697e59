"""What changed about the agreements of submitted minutes since they were submitted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from tui_app.domain.minutes.signed_minutes import AgreedAction, AgreedGoal, MinutesDocument
from tui_app.domain.records.action import Action, ActionStatus
from tui_app.domain.records.goal import Goal, GoalStatus

Agreed = AgreedGoal | AgreedAction


class LaterChanges(Struct, frozen=True):
    """What the submitted minutes say that no longer holds, and what holds now instead."""

    no_longer: tuple[Agreed, ...] = ()
    now: tuple[Agreed, ...] = ()


def agreed_goals(goals: Iterable[Goal]) -> tuple[AgreedGoal, ...]:
    """Goals as minutes name them, without those that were dropped."""
    return tuple(AgreedGoal(one.text, one.kind, one.target) for one in goals if one.status is not GoalStatus.DROPPED)


def agreed_actions(actions: Iterable[Action]) -> tuple[AgreedAction, ...]:
    """Actions as minutes name them, without those that were dropped."""
    return tuple(_as_agreed(one) for one in actions if one.status is not ActionStatus.DROPPED)


def _as_agreed(action: Action) -> AgreedAction:
    return AgreedAction(action.text, action.responsible_name, action.due, action.goal_text)


def later_changes(
    submitted: MinutesDocument, goals: Iterable[Goal], actions: Iterable[Action], changed: Collection[int]
) -> LaterChanges:
    """Compare what is agreed now with what the minutes say.

    A name that is spelled differently now is no change, nor is a goal that the reader may not see any more.

    Args:
        goals, actions: what is agreed now.
        changed: ids of the actions that somebody has changed since, or whose goal they have.
    """
    old_goals, new_goals = _unlike(submitted.goals, agreed_goals(goals))
    old: list[AgreedAction] = list(submitted.actions)
    new: list[AgreedAction] = []
    for action in actions:
        if action.status is ActionStatus.DROPPED:
            continue
        now = _as_agreed(action)
        same = next((one for one in old if one == now), None)
        if same is None and action.id not in changed:
            same = next((one for one in old if (one.text, one.due) == (now.text, now.due)), None)
        if same is None:
            new.append(now)
        else:
            old.remove(same)
    return LaterChanges((*old_goals, *old), (*new_goals, *new))


def _unlike(before: Sequence[AgreedGoal], after: Sequence[AgreedGoal]) -> tuple[list[AgreedGoal], list[AgreedGoal]]:
    """What is only in one of the two, counting equal ones."""
    old, new = list(before), []
    for one in after:
        if one in old:
            old.remove(one)
        else:
            new.append(one)
    return old, new

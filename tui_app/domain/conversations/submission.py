"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.records.action import Action
from tui_app.domain.records.goal import Goal, GoalStatus


@dataclass(frozen=True, slots=True)
class SubmittedVersions:
    """What somebody has before them when they submit: versions of texts by section, of goals and actions by id."""

    texts: Mapping[str, int]
    goals: Mapping[int, int]
    actions: Mapping[int, int]


def submitted_versions(
    texts: Mapping[str, Versioned], goals: Iterable[Goal], actions: Iterable[Action]
) -> SubmittedVersions:
    """The versions of what makes up minutes that are being written."""
    return SubmittedVersions(
        {section: one.version for section, one in texts.items()},
        {goal.id: goal.version for goal in goals},
        {action.id: action.version for action in actions},
    )


class MinutesGap(StrEnum):
    """What is pointed out before minutes are submitted; they may be submitted all the same."""

    NO_ACTION = "no_action"
    GOAL_WITHOUT_ACTION = "goal_without_action"
    EMPTY = "empty"


def find_gaps(
    texts: Iterable[str], goals: Sequence[Goal], actions: Sequence[Action]
) -> tuple[tuple[MinutesGap, str], ...]:
    """What minutes lack, with the goal's text where it is about one.

    Args:
        texts: the sections' texts.
        goals: agreed in this conversation.
        actions: agreed in this conversation, or serving one of its goals.
    """
    found: list[tuple[MinutesGap, str]] = []
    if not any(text.strip() for text in texts):
        found.append((MinutesGap.EMPTY, ""))
    if not actions:
        found.append((MinutesGap.NO_ACTION, ""))
    served = {action.goal_id for action in actions}
    found += [
        (MinutesGap.GOAL_WITHOUT_ACTION, goal.text)
        for goal in goals
        if goal.status is GoalStatus.OPEN and goal.id not in served and not goal.actions
    ]
    return tuple(found)

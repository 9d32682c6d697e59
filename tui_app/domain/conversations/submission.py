"""Submission of minutes: the versions that are submitted, and gaps to point out first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.records.action import Action
from tui_app.domain.records.goal import Goal, GoalStatus


class SubmittedVersions(Struct, frozen=True):
    """The versions that a person sees when they submit: of texts by section, and of goals and actions by id."""

    texts: Mapping[str, int]
    goals: Mapping[int, int]
    actions: Mapping[int, int]


def submitted_versions(
    texts: Mapping[str, Versioned], goals: Iterable[Goal], actions: Iterable[Action]
) -> SubmittedVersions:
    """The versions of everything that is part of the minutes being written."""
    return SubmittedVersions(
        {section: text.version for section, text in texts.items()},
        {goal.id: goal.version for goal in goals},
        {action.id: action.version for action in actions},
    )


class MinutesGap(StrEnum):
    """What is pointed out before submission. Minutes with gaps may be submitted."""

    NO_ACTION = "no_action"
    GOAL_WITHOUT_ACTION = "goal_without_action"
    EMPTY = "empty"
    UNCHANGED = "unchanged"


def find_gaps(
    texts: Iterable[str], goals: Sequence[Goal], actions: Sequence[Action]
) -> tuple[tuple[MinutesGap, str], ...]:
    """What is missing in the minutes, with the goal's text for a gap about a goal.

    Args:
        texts: the texts of the sections.
        goals: goals agreed in this conversation.
        actions: actions agreed in this conversation, or serving one of its goals.
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

"""Drafts of actions, goals and thanks."""

from __future__ import annotations

from datetime import date

from tui_app.domain.drafts.base import Draft, RequiredDate, RequiredId, RequiredLine
from tui_app.domain.records.goal import GoalKind, GoalStatus


class ActionDraft(Draft):
    """Who does what by when. All three are required."""

    text: RequiredLine
    responsible_id: RequiredId
    due: RequiredDate
    goal_id: int | None = None
    conversation_id: int | None = None


class GoalDraft(Draft):
    """A goal of one person."""

    text: RequiredLine
    kind: GoalKind
    status: GoalStatus = GoalStatus.OPEN
    target: date | None = None
    conversation_id: int | None = None


class ThanksDraft(Draft):
    """A word of thanks for something done."""

    word: RequiredLine

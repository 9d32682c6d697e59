"""Walking through one person's open actions, one at a time: the order, what came of each, and where one stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK, add_months
from tui_app.domain.records.action import Action
from tui_app.domain.team import TeamFacts, TeamRow

RESUMABLE_FOR = timedelta(days=7)
"""How long a walk that was interrupted goes on where it stopped; an older one begins anew, with its note."""


class FollowUpOutcome(StrEnum):
    """What came of one action in a walk, in the order in which it is summed up."""

    DONE = "done"
    STARTED = "started"
    ON_TRACK = "on_track"
    MOVED = "moved"
    COMMENTED = "commented"
    HANDED_OVER = "handed_over"
    DROPPED = "dropped"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class FollowUpProgress:
    """How far somebody has come with one person.

    Attributes:
        action_ids: in the order of the walk.
        outcomes: of those that were looked at.
        position: which of them is next; their number once all are behind.
        note: written so far, and `note_version` the saving that it is.
        at: when it was gone on with last.
    """

    action_ids: tuple[int, ...] = ()
    outcomes: Mapping[int, FollowUpOutcome] = field(default_factory=dict)
    position: int = 0
    note: str = ""
    note_version: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TeamFollowUpProgress:
    """How far a leader has come with the team: who, in which order, and which of them is next."""

    person_ids: tuple[int, ...]
    position: int
    at: datetime

    @property
    def is_over(self) -> bool:
        """Whether everybody was walked with."""
        return self.position >= len(self.person_ids)


def action_order(actions: Sequence[Action]) -> tuple[int, ...]:
    """The open ones in the order in which they are walked through: the longest overdue first."""
    return tuple(one.id for one in sorted(actions, key=lambda one: (one.due, one.id)) if one.is_open)


def is_resumable(at: datetime | None, now: datetime) -> bool:
    """Whether a walk that was gone on with last at this moment goes on where it stopped."""
    return at is not None and now - at < RESUMABLE_FOR


def resume_progress(progress: FollowUpProgress, actions: Sequence[Action]) -> FollowUpProgress:
    """The walk as it goes on now: what is gone is left out, what has become open since is added at the end."""
    there = {action.id for action in actions}
    kept = [action_id for action_id in progress.action_ids if action_id in there]
    place = sum(action_id in there for action_id in progress.action_ids[: progress.position])
    added = [action_id for action_id in action_order(actions) if action_id not in kept]
    outcomes = {action_id: one for action_id, one in progress.outcomes.items() if action_id in there}
    return FollowUpProgress((*kept, *added), outcomes, place, progress.note, progress.note_version, progress.at)


def person_order(rows: Sequence[TeamRow], today: date) -> tuple[int, ...]:
    """Whom a walk through the team meets, in the order of need.

    Not those who were followed up today, or are away, unless they ask for a follow-up.
    """
    return tuple(row.person.id for row in rows if _is_included(row.facts, today))


def _is_included(facts: TeamFacts, today: date) -> bool:
    return facts.asked_on is not None or (facts.last_follow_up != today and facts.away_until is None)


def postponed_by_week(action: Action, today: date) -> date:
    """A week later than now agreed; of an overdue one, a week from today."""
    return max(action.due, today) + timedelta(days=DAYS_IN_WEEK)


def postponed_by_month(action: Action, today: date) -> date:
    """A month later than now agreed; of an overdue one, a month from today."""
    return add_months(max(action.due, today), 1)

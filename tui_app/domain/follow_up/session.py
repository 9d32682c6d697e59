"""Follow-up sessions: go through a person's open actions one by one, in a fixed order, and resume later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from msgspec import Struct, field
from msgspec.structs import replace

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK, add_months
from tui_app.domain.dates.clock import is_within
from tui_app.domain.records.action import Action
from tui_app.domain.records.follow_up import FollowUp
from tui_app.domain.team import TeamFacts, TeamRow

RESUMABLE_FOR = timedelta(days=7)
"""How long an interrupted session can be resumed. After that a new one starts, with the old note."""


class FollowUpOutcome(StrEnum):
    """What became of an action in a session, in the order of the summary."""

    DONE = "done"
    STARTED = "started"
    ON_TRACK = "on_track"
    MOVED = "moved"
    COMMENTED = "commented"
    HANDED_OVER = "handed_over"
    DROPPED = "dropped"
    SKIPPED = "skipped"


class FollowUpProgress(Struct, frozen=True):
    """The progress of a session with one person.

    Attributes:
        action_ids: the actions in the order of the session.
        outcomes: action id -> outcome of the actions that are done with.
        position: index of the next action; the number of actions at the end.
        note: the note so far.
        note_version: the version of the saved note.
        at: when the session was last continued.
        session: names this session, among all that there were with the person.
    """

    action_ids: tuple[int, ...] = ()
    outcomes: Mapping[int, FollowUpOutcome] = field(default_factory=dict)
    position: int = 0
    note: str = ""
    note_version: int = 0
    at: datetime | None = None
    session: str = ""


class TeamFollowUpProgress(Struct, frozen=True):
    """The progress of a leader's sessions with the team: the people in order, and the index of the next one."""

    person_ids: tuple[int, ...]
    position: int
    at: datetime

    @property
    def is_over(self) -> bool:
        """True if there was a session with everybody."""
        return self.position >= len(self.person_ids)


def action_order(actions: Sequence[Action]) -> tuple[int, ...]:
    """The ids of the open actions in the order of the session, the longest overdue first."""
    return tuple(action.id for action in sorted(actions, key=lambda action: (action.due, action.id)) if action.is_open)


def is_resumable(at: datetime | None, now: datetime) -> bool:
    """True if a session that was last continued at this time can be resumed."""
    return is_within(at, RESUMABLE_FOR, now)


def resume_progress(progress: FollowUpProgress, actions: Sequence[Action]) -> FollowUpProgress:
    """The progress of a resumed session, without actions that are gone and with open ones that were added since."""
    current_ids = {action.id for action in actions}
    remaining = [action_id for action_id in progress.action_ids if action_id in current_ids]
    position = sum(action_id in current_ids for action_id in progress.action_ids[: progress.position])
    added = [action_id for action_id in action_order(actions) if action_id not in remaining]
    outcomes = {action_id: outcome for action_id, outcome in progress.outcomes.items() if action_id in current_ids}
    return replace(progress, action_ids=(*remaining, *added), outcomes=outcomes, position=position)


def merge_progress(
    progress: FollowUpProgress,
    action_ids: Iterable[int],
    changed: Mapping[int, FollowUpOutcome | None],
    position: int,
) -> FollowUpProgress:
    """Add what was done at one terminal to the progress of the session; what was done at another one stays.

    Args:
        action_ids: the actions as they are known there.
        changed: action id -> its outcome, or None for none any more; only what changed there.
        position: where that terminal is.
    """
    outcomes = {**progress.outcomes, **changed}
    return replace(
        progress,
        action_ids=tuple(dict.fromkeys((*progress.action_ids, *action_ids))),
        outcomes={action_id: outcome for action_id, outcome in outcomes.items() if outcome is not None},
        position=position,
    )


def person_order(rows: Sequence[TeamRow], today: date) -> tuple[int, ...]:
    """The people whom team sessions include, those who need attention first.

    People who were followed up today or are away are left out, unless they ask for a follow-up.
    """
    return tuple(row.person.id for row in rows if _is_included(row.facts, today))


def _is_included(facts: TeamFacts, today: date) -> bool:
    return facts.asked_on is not None or (facts.last_follow_up != today and facts.away_until is None)


def postponed_by_week(action: Action, today: date) -> date:
    """A week after the due date; for an overdue action, a week from today."""
    return max(action.due, today) + timedelta(days=DAYS_IN_WEEK)


def postponed_by_month(action: Action, today: date) -> date:
    """A month after the due date; for an overdue action, a month from today."""
    return add_months(max(action.due, today), 1)


OTHERS_SHOWN_FOR = timedelta(days=14)
"""How long somebody sees that another leader of the same person has followed them up."""


def followed_up_by_others(log: Iterable[FollowUp], viewer_id: int, today: date) -> tuple[FollowUp, ...]:
    """What other leaders of a person, such as a stand-in, did since the viewer's own last follow-up, newest first.

    Args:
        log: the person's follow-ups, the newest first.
        viewer_id: the viewer.
        today: the current day.
    """
    trusted = (entry for entry in log if entry.on <= today)  # a later one was dated by a wrong clock
    since_mine = takewhile(lambda entry: entry.by_id != viewer_id, trusted)
    return tuple(
        entry for entry in since_mine if entry.by_id != entry.person_id and today - entry.on <= OTHERS_SHOWN_FOR
    )

"""The facts that figures are calculated from, and their JSON form for erased data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, field

from tui_app.domain.records.action import ActionStatus

ON_SCHEDULE_WITHIN = timedelta(days=7)
"""A follow-up held at most this long after it was due is on schedule."""


class DueActions(Struct, frozen=True):
    """Actions that are equal in everything that the figures count.

    Attributes:
        month: first day of the month in which they are due.
        is_past: they were due before today.
        done_month: first day of the month in which they were done.
        days_late: days from the due date to the day done; 0 if in time or not done.
        moved: how often their due dates were moved, in total.
    """

    month: date
    is_past: bool
    status: ActionStatus
    done_month: date | None = None
    days_late: int = 0
    count: int = 1
    moved: int = 0

    def is_overdue_after(self, day: date) -> bool:
        """True if they were due by `day`, the last of a month, and not done by then. Dropped ones are not overdue."""
        if self.month > day or self.status is ActionStatus.DROPPED:
            return False
        if self.status is ActionStatus.DONE:
            return self.done_month is not None and self.done_month > day
        return self.is_past


class FigureFacts(Struct, frozen=True):
    """What figures are calculated from. Months are given by their first day.

    Attributes:
        agreed: month -> number of actions agreed.
        conversations: month -> conversations held, and how many of them have signed minutes.
        follow_ups: month -> follow-ups held that were due on some day, and how many of them were on schedule.
    """

    due: Sequence[DueActions] = ()
    agreed: Mapping[date, int] = field(default_factory=dict)
    conversations: Mapping[date, tuple[int, int]] = field(default_factory=dict)
    follow_ups: Mapping[date, tuple[int, int]] = field(default_factory=dict)


def merge_facts(parts: Iterable[FigureFacts]) -> FigureFacts:
    """Combine facts about different things."""
    due: list[DueActions] = []
    agreed: Counter[date] = Counter()
    pairs: tuple[dict[date, tuple[int, int]], dict[date, tuple[int, int]]] = ({}, {})
    for part in parts:
        due += part.due
        agreed.update(part.agreed)
        for sums, by_month in zip(pairs, (part.conversations, part.follow_ups), strict=True):
            for month, (one, other) in by_month.items():
                before = sums.get(month, (0, 0))
                sums[month] = (before[0] + one, before[1] + other)
    return FigureFacts(due, agreed, *pairs)


def facts_to_json(facts: FigureFacts, since: date) -> dict[str, object]:
    """The facts about erased data, as they are stored. Only closed actions are included, as nobody will do the others.

    Args:
        facts: what is erased.
        since: facts before this month are left out.
    """
    counts: Counter[tuple[str, str, str | None, int]] = Counter()
    moved: Counter[tuple[str, str, str | None, int]] = Counter()
    for actions in facts.due:
        if (
            actions.status in (ActionStatus.DONE, ActionStatus.DROPPED)
            and (actions.done_month or actions.month) >= since
        ):
            done = actions.done_month.isoformat() if actions.done_month else None
            key = (actions.month.isoformat(), actions.status.value, done, actions.days_late)
            counts[key] += actions.count
            moved[key] += actions.moved
    return {
        "due": [[*key, count, moved[key]] for key, count in counts.items()],
        "agreed": {month.isoformat(): number for month, number in facts.agreed.items() if month >= since},
        "talks": {month.isoformat(): pair for month, pair in facts.conversations.items() if month >= since},
        "follow_ups": {month.isoformat(): pair for month, pair in facts.follow_ups.items() if month >= since},
    }


def facts_from_json(stored: Mapping[str, Any] | None) -> FigureFacts:
    """The facts that `facts_to_json` wrote; none if nothing is stored."""
    if stored is None:
        return FigureFacts()
    day = date.fromisoformat

    def pairs(name: str) -> dict[date, tuple[int, int]]:
        return {day(month): (one, other) for month, (one, other) in stored[name].items()}

    due = [
        DueActions(day(month), True, ActionStatus(status), day(done) if done else None, late, count, moved)
        for month, status, done, late, count, moved in stored["due"]
    ]
    agreed = {day(month): number for month, number in stored["agreed"].items()}
    return FigureFacts(due, agreed, pairs("talks"), pairs("follow_ups"))

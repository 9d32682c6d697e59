"""TODO-DOC."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tui_app.domain.records.action import ActionStatus

ON_SCHEDULE_WITHIN = timedelta(days=7)
"""A follow-up held no later than this after it was due is on rhythm."""


@dataclass(frozen=True, slots=True)
class DueActions:
    """Actions that are alike in all that the figures count.

    Attributes:
        month: the first day of the month in which they are due; `done_month` of that in which they were done.
        is_past: whether they were due before today.
        days_late: between the due day and the day done; 0 for in time and for what is not done.
        moved: how often their due dates were moved, all together.
    """

    month: date
    is_past: bool
    status: ActionStatus
    done_month: date | None = None
    days_late: int = 0
    count: int = 1
    moved: int = 0

    def is_overdue_after(self, day: date) -> bool:
        """Whether they were due by `day`, the last of a month, and not done by then; dropped ones are not."""
        if self.month > day or self.status is ActionStatus.DROPPED:
            return False
        if self.status is ActionStatus.DONE:
            return self.done_month is not None and self.done_month > day
        return self.is_past


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """What figures are made of; the days are the first ones of months.

    Attributes:
        agreed: month -> actions agreed.
        conversations: month -> conversations held, and how many of these have signed minutes.
        follow_ups: month -> follow-ups held that were due on some day, and how many of these on rhythm.
    """

    due: Sequence[DueActions] = ()
    agreed: Mapping[date, int] = field(default_factory=dict)
    conversations: Mapping[date, tuple[int, int]] = field(default_factory=dict)
    follow_ups: Mapping[date, tuple[int, int]] = field(default_factory=dict)


def merge_facts(parts: Iterable[FigureFacts]) -> FigureFacts:
    """Facts about different things, as one."""
    due: list[DueActions] = []
    agreed: Counter[date] = Counter()
    pairs: tuple[dict[date, tuple[int, int]], dict[date, tuple[int, int]]] = ({}, {})
    for part in parts:
        due += part.due
        agreed.update(part.agreed)
        for kept, more in zip(pairs, (part.conversations, part.follow_ups), strict=True):
            for month, (one, other) in more.items():
                before = kept.get(month, (0, 0))
                kept[month] = (before[0] + one, before[1] + other)
    return FigureFacts(due, agreed, *pairs)


def facts_to_json(facts: FigureFacts, since: date) -> dict[str, object]:
    """What is left of erased things, as JSON keeps it: of actions only those that were closed, for nobody does others.

    Args:
        since: what lies before this month is left out.
    """
    alike: Counter[tuple[str, str, str | None, int]] = Counter()
    moved: Counter[tuple[str, str, str | None, int]] = Counter()
    for one in facts.due:
        if one.status in (ActionStatus.DONE, ActionStatus.DROPPED) and (one.done_month or one.month) >= since:
            done = one.done_month.isoformat() if one.done_month else None
            key = (one.month.isoformat(), one.status.value, done, one.days_late)
            alike[key] += one.count
            moved[key] += one.moved
    return {
        "due": [[*key, count, moved[key]] for key, count in alike.items()],
        "agreed": {month.isoformat(): number for month, number in facts.agreed.items() if month >= since},
        "talks": {month.isoformat(): pair for month, pair in facts.conversations.items() if month >= since},
        "follow_ups": {month.isoformat(): pair for month, pair in facts.follow_ups.items() if month >= since},
    }


def facts_from_json(stored: Mapping[str, Any] | None) -> FigureFacts:
    """What `facts_to_json` made; nothing where nothing is kept."""
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

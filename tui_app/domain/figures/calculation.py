"""Calculate the figures of a period: they show whether follow-up works.

An action counts for the person whose page it is on, and a person for their team; after leaving, for their last team.
People who change teams take their actions with them. For erased data, the organisation keeps numbers by month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tui_app.domain.figures.facts import DueActions, FigureFacts
from tui_app.domain.figures.periods import FigurePeriod
from tui_app.domain.figures.records import Figure, FigureValue, PeriodFigures
from tui_app.domain.records.action import ActionStatus


def figures_of_period(
    period: FigurePeriod, facts: FigureFacts, others: Mapping[Figure, FigureValue] | None = None
) -> PeriodFigures:
    """The figures of one period, with others that are not counted from the facts."""
    due = [group for group in facts.due if period.covers(group.month)]
    done = [group for group in due if group.status is ActionStatus.DONE]
    judged = [group for group in due if group.is_past and group.status is not ActionStatus.DROPPED]
    in_time = [group for group in done if not group.days_late]
    held, signed = _sum_pairs(facts.conversations, period)
    follow_ups, on_schedule = _sum_pairs(facts.follow_ups, period)
    return PeriodFigures(
        period,
        {
            Figure.HELD: held,
            Figure.SIGNED: signed,
            Figure.AGREED: sum(number for month, number in facts.agreed.items() if period.covers(month)),
            Figure.IN_TIME: _count(in_time),
            Figure.LATE: _count(group for group in done if group.days_late),
            Figure.DROPPED: _count(group for group in due if group.status is ActionStatus.DROPPED),
            Figure.OVERDUE: _count(group for group in facts.due if group.is_overdue_after(period.last)),
            Figure.IN_TIME_SHARE: _share(_count(group for group in in_time if group.is_past), _count(judged)),
            Figure.DAYS_LATE: _median(group for group in done if group.days_late),
            Figure.MOVED: sum(group.moved for group in due),
            Figure.ON_SCHEDULE: _share(on_schedule, follow_ups),
            **(others or {}),
        },
    )


def _sum_pairs(by_month: Mapping[date, tuple[int, int]], period: FigurePeriod) -> tuple[int, int]:
    pairs = [pair for month, pair in by_month.items() if period.covers(month)]
    return sum(one for one, _ in pairs), sum(other for _, other in pairs)


def _count(actions: Iterable[DueActions]) -> int:
    return sum(one.count for one in actions)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _median(late: Iterable[DueActions]) -> FigureValue:
    """The median of the days late, counting each action."""
    groups = sorted(late, key=lambda group: group.days_late)
    total = _count(groups)
    if not total:
        return None
    low, high = (_days_late_at(groups, place) for place in ((total - 1) // 2, total // 2))
    return (low + high) / 2


def _days_late_at(groups: Iterable[DueActions], place: int) -> int:
    for one in groups:
        if place < one.count:
            return one.days_late
        place -= one.count
    raise IndexError(place)

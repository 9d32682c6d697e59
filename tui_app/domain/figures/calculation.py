"""Figures that show whether follow-up works: what each one counts, by quarter and for the year.

An action belongs to the person whose page it stands on, and a person to the team in which they are now, or were when
they left: whoever moves takes what was agreed along. Of what is erased, numbers by month stay for the organisation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tui_app.domain.figures.facts import DueActions, FigureFacts
from tui_app.domain.figures.periods import FigurePeriod
from tui_app.domain.figures.records import Figure, FigureValue, PeriodFigures
from tui_app.domain.records.action import ActionStatus


def figures_of_period(period: FigurePeriod, facts: FigureFacts) -> PeriodFigures:
    """The figures of one period."""
    due = [one for one in facts.due if period.covers(one.month)]
    done = [one for one in due if one.status is ActionStatus.DONE]
    counted = [one for one in due if one.is_past and one.status is not ActionStatus.DROPPED]
    in_time = [one for one in done if not one.days_late]
    held, signed = _sum_pairs(facts.conversations, period)
    checked, on_rhythm = _sum_pairs(facts.follow_ups, period)
    return PeriodFigures(
        period,
        {
            Figure.HELD: held,
            Figure.SIGNED: signed,
            Figure.AGREED: sum(number for month, number in facts.agreed.items() if period.covers(month)),
            Figure.IN_TIME: _count(in_time),
            Figure.LATE: _count(one for one in done if one.days_late),
            Figure.DROPPED: _count(one for one in due if one.status is ActionStatus.DROPPED),
            Figure.OVERDUE: _count(one for one in facts.due if one.is_overdue_after(period.last)),
            Figure.IN_TIME_SHARE: _share(_count(one for one in in_time if one.is_past), _count(counted)),
            Figure.DAYS_LATE: _median(one for one in done if one.days_late),
            Figure.MOVED: sum(one.moved for one in due),
            Figure.ON_SCHEDULE: _share(on_rhythm, checked),
        },
    )


def _sum_pairs(by_month: Mapping[date, tuple[int, int]], period: FigurePeriod) -> tuple[int, int]:
    found = [pair for month, pair in by_month.items() if period.covers(month)]
    return sum(one for one, _ in found), sum(other for _, other in found)


def _count(actions: Iterable[DueActions]) -> int:
    return sum(one.count for one in actions)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _median(late: Iterable[DueActions]) -> FigureValue:
    """The middle of the days late, each action counted; between the two middle ones where their number is even."""
    groups = sorted(late, key=lambda one: one.days_late)
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

"""Figures that show whether follow-up works: what each one counts, by quarter and for the year.

An action belongs to the person whose page it stands on, and a person to the team in which they are now, or were when
they left: whoever moves takes what was agreed along. Of what is erased, numbers by month stay for the organisation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from tui_app.domain.calendar import add_months, end_of_month
from tui_app.domain.records import ActionStatus

QUARTERS = 8
"""Quarters that are shown, the running one among them."""
FEWEST = 5
"""Fewer people than this are never shown as figures of their own."""
ON_RHYTHM_WITHIN = timedelta(days=7)
"""A follow-up held no later than this after it was due is on rhythm."""


class Scope(StrEnum):
    """Whose figures: of one's own team, of everybody in and below it, of the whole organisation."""

    TEAM = "team"
    LINE = "line"
    ORGANISATION = "organisation"


class Figure(StrEnum):
    """The figures, in the order in which they are shown."""

    HELD = "held"
    SIGNED = "signed"
    AGREED = "agreed"
    IN_TIME = "in_time"
    LATE = "late"
    DROPPED = "dropped"
    OVERDUE = "overdue"
    IN_TIME_SHARE = "in_time_share"
    DAYS_LATE = "days_late"
    MOVED = "moved"
    ON_RHYTHM = "on_rhythm"


SHARES = frozenset({Figure.IN_TIME_SHARE, Figure.ON_RHYTHM})
"""Figures between 0 and 1."""

Value = int | float | None
"""A number, a share between 0 and 1, or None where there is nothing to count."""


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter or a year, both days included."""

    first: date
    last: date

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return self.last.month - self.first.month > 2

    @property
    def quarter(self) -> int:
        """The number of the quarter in which it begins, 1 to 4."""
        return (self.first.month + 2) // 3

    def covers(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.first <= day <= self.last


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
class Facts:
    """What figures are made of; the days are the first ones of months.

    Attributes:
        agreed: month -> actions agreed.
        talks: month -> conversations held, and how many of these have signed minutes.
        follow_ups: month -> follow-ups held that were due on some day, and how many of these on rhythm.
    """

    due: Sequence[DueActions] = ()
    agreed: Mapping[date, int] = field(default_factory=dict)
    talks: Mapping[date, tuple[int, int]] = field(default_factory=dict)
    follow_ups: Mapping[date, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """The figures of one period.

    Attributes:
        values: empty where there are none to show.
        is_hidden: those who were there then are too few to be told of.
    """

    period: Period
    values: Mapping[Figure, Value] = field(default_factory=dict)
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What the Figures screen shows.

    Attributes:
        scopes: what else the viewer may look at.
        people: of whom it tells.
        quarters: the oldest first, the running one last.
        is_hidden: they are too few to be shown on their own; there are no numbers then.
    """

    scope: Scope
    scopes: tuple[Scope, ...]
    people: int
    quarters: tuple[Column, ...]
    year: Column
    is_hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet that could be counted."""
        return not any(value for column in self._columns for value in column.values.values())

    @property
    def leaves_out(self) -> bool:
        """Whether the figures of some period are not shown."""
        return any(column.is_hidden for column in self._columns)

    @property
    def _columns(self) -> tuple[Column, ...]:
        return (*self.quarters, self.year)


def together(parts: Iterable[Facts]) -> Facts:
    """Facts about different things, as one."""
    due: list[DueActions] = []
    agreed: Counter[date] = Counter()
    pairs: tuple[dict[date, tuple[int, int]], dict[date, tuple[int, int]]] = ({}, {})
    for part in parts:
        due += part.due
        agreed.update(part.agreed)
        for kept, more in zip(pairs, (part.talks, part.follow_ups), strict=True):
            for month, (one, other) in more.items():
                before = kept.get(month, (0, 0))
                kept[month] = (before[0] + one, before[1] + other)
    return Facts(due, agreed, *pairs)


def stored(facts: Facts, since: date) -> dict[str, object]:
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
        "talks": {month.isoformat(): pair for month, pair in facts.talks.items() if month >= since},
        "follow_ups": {month.isoformat(): pair for month, pair in facts.follow_ups.items() if month >= since},
    }


def read_stored(kept: Mapping[str, Any] | None) -> Facts:
    """What `stored` made; nothing where nothing is kept."""
    if kept is None:
        return Facts()
    day = date.fromisoformat

    def pairs(name: str) -> dict[date, tuple[int, int]]:
        return {day(month): (one, other) for month, (one, other) in kept[name].items()}

    due = [
        DueActions(day(month), True, ActionStatus(status), day(done) if done else None, late, count, moved)
        for month, status, done, late, count, moved in kept["due"]
    ]
    agreed = {day(month): number for month, number in kept["agreed"].items()}
    return Facts(due, agreed, pairs("talks"), pairs("follow_ups"))


def first_counted(today: date) -> date:
    """The first day that any period reaches back to."""
    quarters, year = periods(today)
    return min(quarters[0].first, year.first)


def periods(today: date) -> tuple[tuple[Period, ...], Period]:
    """The quarters that are shown, the running one last, and the running year."""
    running = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    firsts = [add_months(running, -3 * back) for back in reversed(range(QUARTERS))]
    quarters = tuple(Period(first, end_of_month(add_months(first, 2))) for first in firsts)
    return quarters, Period(date(today.year, 1, 1), date(today.year, 12, 31))


def is_hidden(people: int) -> bool:
    """Whether so few are not to be shown: neither alone, nor as the difference between what is shown already."""
    return 0 < people < FEWEST


def without_too_few(columns: Sequence[Column], beside: Sequence[Collection[int]]) -> tuple[Column, ...]:
    """The quarters and then their year, without those that would tell of too few.

    Nor is the year shown then: less its other quarters it would tell of the one that is left out.

    Args:
        beside: for each column, how many were there then beside each group whose figures the reader sees.
    """
    few = [any(map(is_hidden, numbers)) for numbers in beside]
    year = columns[-1].period
    few[-1] |= any(is_few for column, is_few in zip(columns, few, strict=True) if year.covers(column.period.first))
    return tuple(
        Column(column.period, is_hidden=True) if is_few else column for column, is_few in zip(columns, few, strict=True)
    )


def column(period: Period, facts: Facts) -> Column:
    """The figures of one period."""
    due = [one for one in facts.due if period.covers(one.month)]
    done = [one for one in due if one.status is ActionStatus.DONE]
    counted = [one for one in due if one.is_past and one.status is not ActionStatus.DROPPED]
    in_time = [one for one in done if not one.days_late]
    held, signed = _sums(facts.talks, period)
    checked, on_rhythm = _sums(facts.follow_ups, period)
    return Column(
        period,
        {
            Figure.HELD: held,
            Figure.SIGNED: signed,
            Figure.AGREED: sum(number for month, number in facts.agreed.items() if period.covers(month)),
            Figure.IN_TIME: _number(in_time),
            Figure.LATE: _number(one for one in done if one.days_late),
            Figure.DROPPED: _number(one for one in due if one.status is ActionStatus.DROPPED),
            Figure.OVERDUE: _number(one for one in facts.due if one.is_overdue_after(period.last)),
            Figure.IN_TIME_SHARE: _share(_number(one for one in in_time if one.is_past), _number(counted)),
            Figure.DAYS_LATE: _median(one for one in done if one.days_late),
            Figure.MOVED: sum(one.moved for one in due),
            Figure.ON_RHYTHM: _share(on_rhythm, checked),
        },
    )


def _sums(by_month: Mapping[date, tuple[int, int]], period: Period) -> tuple[int, int]:
    found = [pair for month, pair in by_month.items() if period.covers(month)]
    return sum(one for one, _ in found), sum(other for _, other in found)


def _number(actions: Iterable[DueActions]) -> int:
    return sum(one.count for one in actions)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _median(late: Iterable[DueActions]) -> Value:
    """The middle of the days late, each action counted; between the two middle ones where their number is even."""
    groups = sorted(late, key=lambda one: one.days_late)
    total = _number(groups)
    if not total:
        return None
    low, high = (_at(groups, place) for place in ((total - 1) // 2, total // 2))
    return (low + high) / 2


def _at(groups: Iterable[DueActions], place: int) -> int:
    for one in groups:
        if place < one.count:
            return one.days_late
        place -= one.count
    raise IndexError(place)

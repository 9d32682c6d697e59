"""The rhythm of follow-ups and conversations: how often, when not, and on which day the next one is.

A team's rhythm holds for everybody in it; a person's own takes its place. Pauses move a follow-up, never cancel it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK, add_months, end_of_month

DEFAULT_WEEKS = 4
"""Weeks between follow-ups where a team has not chosen."""
MAX_WEEKS = 26
"""A longer silence is no rhythm."""
DEFAULT_CONVERSATION_MONTHS = 12
"""Months between conversations where a team has not chosen: at least one a year."""

MAX_PAUSE_DAYS = 5 * 366
"""Days; who is away longer than five years is not in the team."""

_SATURDAY = 5
_LONGEST_FEBRUARY = 29

IsPublicHoliday = Callable[[date], bool]
"""Whether a day is a public holiday; weekends are known here."""


class PauseKind(StrEnum):
    """Why somebody is away, as far as it is anybody's business."""

    HOLIDAY = "holiday"
    LEAVE = "leave"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class FollowUpSchedule:
    """How often one follows up: a team's, or one person's own.

    Attributes:
        person_id: the leader whose team it holds for, or the person whose own it is.
        is_team: which of the two.
        weeks: between two follow-ups; 0 where days are fixed, or where a person follows their team again.
        days: fixed days of the year as stored, "03-15 09-01"; empty where weeks count.
        months: between two conversations, for a team.
    """

    id: int
    person_id: int
    is_team: bool
    weeks: int = DEFAULT_WEEKS
    days: str = ""
    months: int = DEFAULT_CONVERSATION_MONTHS
    version: int = 0

    @property
    def is_set(self) -> bool:
        """Whether it names weeks or days at all."""
        return bool(self.weeks or self.days)

    @property
    def fixed_days(self) -> tuple[tuple[int, int], ...]:
        """Month and day of each fixed day, in the order of the year."""
        return parse_fixed_days(self.days)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nobody follows up, both included: a person's, or a whole team's while its leader is away."""

    id: int
    person_id: int
    is_team: bool
    first: date
    last: date
    kind: PauseKind = PauseKind.AWAY
    is_withdrawn: bool = False
    version: int = 1

    def covers(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.first <= day <= self.last


def default_schedule(person_id: int, *, is_team: bool) -> FollowUpSchedule:
    """The rhythm of a team that has not chosen, or of a person without one of their own."""
    return FollowUpSchedule(0, person_id, is_team, DEFAULT_WEEKS if is_team else 0)


def parse_fixed_days(stored: str) -> tuple[tuple[int, int], ...]:
    """Month and day of each fixed day, in the order of the year.

    Args:
        stored: "03-15 09-01".

    Raises:
        ValueError: it names no such days; 29 February is one.
    """
    pairs = sorted({(int(one[:2]), int(one[3:])) for one in stored.split()})
    for month, day in pairs:
        date(2000, month, day)  # a leap year
    return tuple(pairs)


def format_fixed_days(days: Iterable[tuple[int, int]]) -> str:
    """Fixed days as they are stored."""
    return " ".join(f"{month:02}-{day:02}" for month, day in sorted(set(days)))


def next_on_schedule(day: date, schedule: FollowUpSchedule) -> date:
    """The day on which the rhythm comes round after `day`; 29 February is the 28th in other years.

    Raises:
        OverflowError: past the year 9999.
    """
    if not schedule.days:
        return day + timedelta(days=DAYS_IN_WEEK * (schedule.weeks or DEFAULT_WEEKS))
    for year in (day.year, day.year + 1):
        for fixed in sorted(_fixed_day_in_year(month, of_month, year) for month, of_month in schedule.fixed_days):
            if fixed > day:
                return fixed
    raise AssertionError("a fixed day comes every year")


def _fixed_day_in_year(month: int, day: int, year: int) -> date:
    if year > date.max.year:
        raise OverflowError("past the last year there is")
    if (month, day) == (2, _LONGEST_FEBRUARY):
        return end_of_month(date(year, 2, 1))
    return date(year, month, day)


def after_pauses(day: date, pauses: Iterable[Pause]) -> date:
    """`day`, or the first day after it that no pause covers."""
    for pause in sorted(pauses, key=lambda pause: pause.first):
        if pause.covers(day) and not pause.is_withdrawn:
            if pause.last == date.max:
                break
            day = pause.last + timedelta(days=1)
    return day


def next_workday(day: date, pauses: Iterable[Pause], is_public_holiday: IsPublicHoliday) -> date:
    """`day`, or the next one that is neither in a pause nor at a weekend nor a public holiday."""
    pauses = tuple(pauses)
    while True:
        moved = after_pauses(day, pauses)
        if moved == day and not (day.weekday() >= _SATURDAY or is_public_holiday(day)):
            return day
        if moved == day and day == date.max:
            return day
        day = moved if moved != day else day + timedelta(days=1)


def next_follow_up_date(
    last: date | None,
    manual_date: date | None,
    agreed_since: date | None,
    schedule: FollowUpSchedule,
    pauses: Iterable[Pause],
    is_public_holiday: IsPublicHoliday,
) -> date | None:
    """When the next follow-up is due. One rule:

    1. a date that people typed at the last follow-up holds, and moves only out of pauses;
    2. else the rhythm counts from the last follow-up, and the day moves to a working day outside of pauses;
    3. before the first follow-up it counts from when the oldest open action was agreed: nothing agreed, nothing due.

    Args:
        last: the day of the last follow-up by somebody who leads.
        manual_date: the date set for the next one then.
        agreed_since: when the oldest action that is still open was agreed.
        schedule: of the person, or of their team.
        pauses: of the person and of their team.
        is_public_holiday: knows the public holidays.

    Raises:
        OverflowError: past the year 9999.
    """
    pauses = tuple(pauses)
    if manual_date is not None:
        return after_pauses(manual_date, pauses)
    since = last or agreed_since
    return next_workday(next_on_schedule(since, schedule), pauses, is_public_holiday) if since else None


def is_conversation_due(last: date | None, months: int, today: date) -> bool:
    """Whether the last conversation is further back than the team's months allow, or there was none."""
    return last is None or add_months(last, months) < today

"""The schedule of follow-ups and conversations: how often they take place, pauses, and the next date.

A team's schedule applies to everybody in it unless a person has their own. A pause moves a follow-up and never cancels
it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK, add_months, end_of_month, is_weekend

DEFAULT_WEEKS = 4
"""Weeks between follow-ups if a team has not chosen."""
MAX_WEEKS = 26
"""The longest time between two follow-ups, in weeks."""
DEFAULT_CONVERSATION_MONTHS = 12
"""Months between conversations if a team has not chosen: at least one a year."""
MAX_CONVERSATION_MONTHS = 60
"""The longest time between two conversations, in months."""

MAX_PAUSE_DAYS = 5 * 366
"""The longest pause, in days. A person who is away longer than five years is not in the team."""

_LONGEST_FEBRUARY = 29

IsPublicHoliday = Callable[[date], bool]
"""Returns True if a day is a public holiday. Weekends are handled here."""


class PauseKind(StrEnum):
    """Why a person is away, as far as others need to know."""

    HOLIDAY = "holiday"
    LEAVE = "leave"
    AWAY = "away"


class FollowUpSchedule(Struct, frozen=True):
    """How often follow-ups take place: a team's schedule, or one person's own.

    Attributes:
        person_id: the leader of the team, or the person whose own schedule it is.
        is_team: True for a team's schedule.
        weeks: weeks between two follow-ups; 0 for fixed days, or for a person who follows the team's schedule again.
        days: fixed days of the year as stored, "03-15 09-01"; empty for weeks.
        months: months between two conversations, for a team.
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
        """True if it sets weeks or days."""
        return bool(self.weeks or self.days)

    @property
    def fixed_days(self) -> tuple[tuple[int, int], ...]:
        """Month and day of each fixed day, in the order of the year."""
        return parse_fixed_days(self.days)


class Pause(Struct, frozen=True):
    """Days without follow-ups, first and last included: a person's pause, or a team's while its leader is away."""

    id: int
    person_id: int
    is_team: bool
    first: date
    last: date
    kind: PauseKind = PauseKind.AWAY
    is_withdrawn: bool = False
    version: int = 1

    def covers(self, day: date) -> bool:
        """True if `day` is in the pause."""
        return self.first <= day <= self.last


def default_schedule(person_id: int, *, is_team: bool) -> FollowUpSchedule:
    """The schedule of a team that has not chosen, or of a person without their own."""
    return FollowUpSchedule(0, person_id, is_team, DEFAULT_WEEKS if is_team else 0)


def parse_fixed_days(stored: str) -> tuple[tuple[int, int], ...]:
    """Month and day of each fixed day, in the order of the year.

    Args:
        stored: the fixed days as stored, "03-15 09-01".

    Raises:
        ValueError: these are not days; 29 February is one.
    """
    pairs = sorted({(int(one[:2]), int(one[3:])) for one in stored.split()})
    for month, day in pairs:
        date(2000, month, day)  # a leap year
    return tuple(pairs)


def format_fixed_days(days: Iterable[tuple[int, int]]) -> str:
    """The fixed days as they are stored."""
    return " ".join(f"{month:02}-{day:02}" for month, day in sorted(set(days)))


def next_on_schedule(day: date, schedule: FollowUpSchedule) -> date:
    """The next day of the schedule after `day`. A fixed 29 February is 28 February in other years.

    Raises:
        OverflowError: it would be after the year 9999.
    """
    if not schedule.days:
        return day + timedelta(days=DAYS_IN_WEEK * (schedule.weeks or DEFAULT_WEEKS))
    for year in (day.year, day.year + 1):
        for fixed in sorted(_fixed_day_in_year(month, of_month, year) for month, of_month in schedule.fixed_days):
            if fixed > day:
                return fixed
    raise AssertionError("every fixed day occurs every year")


def _fixed_day_in_year(month: int, day: int, year: int) -> date:
    if year > date.max.year:
        raise OverflowError("after the last possible year")
    if (month, day) == (2, _LONGEST_FEBRUARY):
        return end_of_month(date(year, 2, 1))
    return date(year, month, day)


def after_pauses(day: date, pauses: Iterable[Pause]) -> date:
    """`day`, or the first day after it that is not in a pause."""
    for pause in sorted(pauses, key=lambda pause: pause.first):
        if pause.covers(day) and not pause.is_withdrawn:
            if pause.last == date.max:
                break
            day = pause.last + timedelta(days=1)
    return day


def next_workday(day: date, pauses: Iterable[Pause], is_public_holiday: IsPublicHoliday) -> date:
    """`day`, or the next day that is not in a pause, at a weekend or a public holiday."""
    pauses = tuple(pauses)
    while True:
        moved = after_pauses(day, pauses)
        if moved == day and not (is_weekend(day) or is_public_holiday(day)):
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
    """The date of the next follow-up; None if none is due:

    1. A date set at the last follow-up applies. Only pauses move it.
    2. Otherwise the schedule counts from the last follow-up, and the date moves to a working day outside of pauses.
    3. Before the first follow-up, it counts from the day the oldest open action was agreed. If nothing is agreed,
       nothing is due.

    Args:
        last: the day of the last follow-up by a leader.
        manual_date: the date set at that follow-up.
        agreed_since: the day the oldest open action was agreed.
        schedule: the schedule of the person, or of their team.
        pauses: pauses of the person and of their team.
        is_public_holiday: knows the public holidays.

    Raises:
        OverflowError: it would be after the year 9999.
    """
    pauses = tuple(pauses)
    if manual_date is not None:
        return after_pauses(manual_date, pauses)
    since = last or agreed_since
    return next_workday(next_on_schedule(since, schedule), pauses, is_public_holiday) if since else None


def is_conversation_due(last: date | None, months: int, today: date) -> bool:
    """True if the last conversation is longer ago than the team's months, or if there was none.

    One that was held in the future was dated by a wrong clock.
    """
    return last is None or last > today or add_months(last, months) < today

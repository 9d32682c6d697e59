"""Days, weeks and months, and the groups in which due dates are shown.

Weeks are ISO weeks: Monday to Sunday.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAYS_IN_WEEK = 7


def is_rest_of_week(day: date, today: date) -> bool:
    """Whether `day` lies in what remains of the week: today to Sunday, both counted."""
    return today <= day <= end_of_week(today)


def days_between(first: date, last: date) -> int:
    """Days from `first` to `last`; negative when `last` is the earlier one."""
    return (last - first).days


def week_number(day: date) -> int:
    """ISO week number, 1 to 53; the first days of January may stand in the last week of the year before."""
    return day.isocalendar().week


def start_of_week(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def end_of_week(day: date) -> date:
    """The Sunday of the week of `day`."""
    return start_of_week(day) + timedelta(days=DAYS_IN_WEEK - 1)


def end_of_month(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later (earlier when negative).

    A month without such a day gives its last one: 31 January and a month is 28 or 29 February.

    Raises:
        ValueError: the result is outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))

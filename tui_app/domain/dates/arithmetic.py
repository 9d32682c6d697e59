"""Arithmetic with days, weeks and months. Weeks are ISO weeks, Monday to Sunday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAYS_IN_WEEK = 7
_SATURDAY = 5


def is_rest_of_week(day: date, today: date) -> bool:
    """True if `day` is in the rest of the current week: from today to Sunday."""
    return today <= day <= end_of_week(today)


def is_weekend(day: date) -> bool:
    """True on Saturdays and Sundays."""
    return day.weekday() >= _SATURDAY


def days_between(first: date, last: date) -> int:
    """Days from `first` to `last`; negative if `last` is earlier."""
    return (last - first).days


def week_number(day: date) -> int:
    """ISO week number, 1 to 53. The first days of January may belong to the last week of the previous year."""
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
    """The same day of the month, `months` later, or earlier if negative.

    If that month has no such day, it is the last day of the month: 31 January plus one month is 28 or 29 February.

    Raises:
        ValueError: the result is outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))

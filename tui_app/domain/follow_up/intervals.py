"""How often people are followed up and have conversations, as people type it."""

from __future__ import annotations

import re
from typing import NamedTuple

from tui_app.domain.dates.intervals import IntervalUnit, parse_interval
from tui_app.domain.dates.vocabulary import MONTHS, simplify
from tui_app.domain.errors import DomainError
from tui_app.domain.follow_up.schedule import MAX_WEEKS, format_fixed_days, parse_fixed_days
from tui_app.domain.text_normalization import clean_line

MAX_FIXED_DAYS_LENGTH = 100
"""Longest list of fixed days, as it is stored."""


class ScheduleInterval(NamedTuple):
    """How often, as a schedule stores it: weeks, or fixed days as "03-15 09-01". With neither, the team's applies."""

    weeks: int = 0
    days: str = ""


def parse_schedule_interval(text: str) -> ScheduleInterval:
    """Parse how often: "4", "hver 14. dag", "quarterly", or days of the year: "15.3, 1.9", "15 March and 1 September".

    Months become weeks: a quarter is 13.

    Raises:
        DomainError: `interval_not_understood`, `interval_not_in_weeks`, `interval_too_long`, `date_does_not_exist`.
    """
    line = clean_line(text)
    if not line:
        return ScheduleInterval()
    if (days := _parse_fixed_days(line)) is not None:
        return days
    weeks = parse_interval(line, IntervalUnit.WEEKS).in_weeks
    if weeks is None:
        raise DomainError("interval_not_in_weeks")
    if weeks > MAX_WEEKS:
        raise DomainError("interval_too_long")
    return ScheduleInterval(weeks=weeks)


def parse_months(text: str) -> int:
    """Parse a number of months: "6", "18 months", "et halvt år", "every other year".

    Raises:
        DomainError: `interval_not_understood`, `interval_not_in_months`.
    """
    months = parse_interval(text, IntervalUnit.MONTHS).in_months
    if months is None:
        raise DomainError("interval_not_in_months")
    return months


def parse_optional_months(text: str) -> int:
    """Parse a number of months; 0 for none.

    Raises:
        DomainError: see `parse_months`.
    """
    return 0 if clean_line(text) in ("", "0") else parse_months(text)


_SEPARATORS = re.compile(r"[,;&+]| og | and ")
_FIXED_DAY = re.compile(
    r"(?:den |the )?(?P<day>[0-9]{1,2})"
    r"(?: ?[./] ?(?P<number>[0-9]{1,2})[.]?|(?:[.]|st|nd|rd|th)? ?(?:of )?(?P<name>[a-z]+)[.]?)"
)
_EVERY_YEAR = re.compile(r"(?:every year|each year|hvert ar|kvart ar)(?: on| den)? ")


def _parse_fixed_days(line: str) -> ScheduleInterval | None:
    """Days of the year; None if one of the parts is none."""
    found = []
    for part in _SEPARATORS.split(_EVERY_YEAR.sub("", simplify(line), count=1)):
        match = _FIXED_DAY.fullmatch(part.strip())
        month = match and (int(match["number"]) if match["number"] else MONTHS.get(match["name"]))
        if match is None or month is None:
            return None
        found.append((month, int(match["day"])))
    days = format_fixed_days(found)
    try:
        parse_fixed_days(days)
    except ValueError:
        raise DomainError("date_does_not_exist") from None
    if len(days) > MAX_FIXED_DAYS_LENGTH:
        raise DomainError("too_long")
    return ScheduleInterval(days=days)

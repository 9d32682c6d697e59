"""Days given by number and month, in figures or words: 15.3, 15/3-27, 20270315, 15 March, the first of March."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tui_app.domain.dates.periods import JUST_PASSED
from tui_app.domain.dates.vocabulary import MONTHS, ORDINAL_WORDS
from tui_app.domain.errors import DomainError

YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_ORDINAL = r"(?:[.]|st|nd|rd|th)?"
_YEARS_UNTIL_REPEAT = 9
"""Every day and every week number occurs again within this many years (29 February skips 2100)."""
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY} ?[./,-] ?(?P<month>[0-9]{{1,2}})(?: ?[./, -] ?{YEAR})?",
        # This and the next never match both: no year in our range starts like a month.
        r"(?P<year>(?:19|20|21)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-9]{2})",
        rf"(?P<day>[0-9]{{2}})(?P<month>[0-9]{{2}}){YEAR}",
        r"(?P<year>[0-9]{4}) ?([./-]) ?(?P<month>[0-9]{1,2}) ?\2 ?(?P<day>[0-9]{1,2})",
        rf"{_DAY}{_ORDINAL} ?(?:of )?(?P<month>[a-z]+)[.]?(?:,? ?{YEAR})?",
        rf"(?P<month>[a-z]+)[.]? ?{_DAY}{_ORDINAL}(?:,? {YEAR})?",
        rf"(?P<day>[a-z]+) (?:of )?(?P<month>[a-z]+)[.]?(?:,? {YEAR})?",
    )
)


def parse_day_and_month(text: str, today: date) -> date | None:
    """The day that has this number in this month; without a year the next one, or one that has just passed.

    Raises:
        ValueError: there is no such day.
        DomainError: `date_month_first`.
    """
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            named, day = match["month"], _number(match["day"])
            month = int(named) if named.isdigit() else MONTHS.get(named)
            if month is not None and day is not None:
                _refuse_month_first(match, month)
                return _date_of(day, month, match["year"], today)
    return None


def _number(day: str) -> int | None:
    return int(day) if day.isdigit() else ORDINAL_WORDS.get(day)


def _refuse_month_first(match: re.Match[str], month: int) -> None:
    sign = match.string[len(match["day"]) :].lstrip()[:1]
    if sign in ("/", "-") and month > 12 >= int(match["day"]) > 0 and month <= 31 and match.start("day") == 0:
        year = sign + match["year"] if match["year"] else ""
        raise DomainError("date_month_first", day=f"{month}{sign}{match['day']}{year}")


def _date_of(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(full_year(year), month, day)
    return first_not_before(lambda each: date(each, month, day), today - JUST_PASSED, today.year)


def full_year(digits: str) -> int:
    """A year of two digits is 20xx."""
    return 2000 + int(digits) if len(digits) == 2 else int(digits)


def first_not_before(in_year: Callable[[int], date], earliest: date, near_year: int) -> date:
    """The first day not before `earliest` among those that `in_year` gives for each year.

    Raises:
        ValueError: no year near `near_year` has such a day.
    """
    for year in range(near_year - 1, near_year + _YEARS_UNTIL_REPEAT):
        try:
            day = in_year(year)
        except ValueError:
            continue
        if day >= earliest:
            return day
    raise ValueError("no year has such a day")

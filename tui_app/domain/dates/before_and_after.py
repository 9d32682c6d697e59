"""Days before, after or within something, and words beside a day: `før 1. mars`, `during May`, `i morgen tidlig`.

If today is Monday 23 November 2026:

- `før 1. mars`: 28 February. `etter fredag`, `after Friday`: Saturday. `før uke 12`: the Friday of week 11.
- `før mai`, `before May`: 30 April. `etter mai`: 1 June.
- `i løpet av januar`, `during January`: 31 January. `i løpet av neste uke`: its Friday. `within two weeks`: 7 December.
- `i morgen tidlig`, `mandag formiddag`, `tomorrow morning`: the day.
- A time of day is refused with the day alone (`date_with_time`): nobody would see that it was lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK, add_months, end_of_month
from tui_app.domain.dates.periods import JUST_PASSED
from tui_app.domain.dates.vocabulary import DURING, MONTHS
from tui_app.domain.dates.weeks import week_start
from tui_app.domain.errors import DomainError

DayParser = Callable[[str, date], date | None]
SpanParser = Callable[[str], tuple[int, int] | None]

_SIDE = re.compile(r"(?:(?P<before>for|before)|etter|after) (?P<day>.+)")
_ENGLISH = re.compile(
    r"\b(?:the|[a-z]+day|mon|tues?|wed|thur?s?|sat|sun|january|february|march|may|june|july|october|december|week)\b"
)
"""After `for`, which is also før on a keyboard without ø: "for Friday" is no day before."""
_PART_OF_DAY = re.compile(
    r"(?P<day>.+?),? (?:tidlig|tidleg|morgen|morgon|formiddag|ettermiddag|kveld|pa morgenen|pa morgonen|pa kvelden|"
    r"(?:in the )?(?:morning|afternoon|evening))"
)
_WITH_TIME = re.compile(
    r"(?P<day>.+?),? (?:(?:kl|klokka|klokken|at)[.]? ?[0-9]{1,2}(?:[:. ]?[0-9]{2})?|[0-9]{1,2}:[0-9]{2}|"
    r"[0-9]{1,2}(?::[0-9]{2})? ?[ap][.]?m[.]?)"
)
_MONTH_AFTER_FOR = frozenset({"januar", "februar", "mars", "mai", "juni", "juli", "oktober", "desember"})
"""After `for`, which in English names a time: "for April" is no day before."""
_ABBREVIATED = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "oct", "nov", "des", "dec"}
)
"""Among them `jul`, which after `etter` is Christmas."""
_FRIDAY_BEFORE = timedelta(days=3)


def parse_before_and_after(text: str, today: date, parse_day: DayParser, span_of: SpanParser) -> date | None:
    """The day that a text means with the words around a day or a time; None if it is no such text.

    Args:
        text: in small letters without accents.
        today: the day it is typed.
        parse_day: reads what stands between those words.
        span_of: reads a length of time: "for 3 days" is no day.

    Raises:
        DomainError: `date_with_time`.
        ValueError, OverflowError: there is no such day.
    """
    if (within := next((text.removeprefix(word) for word in DURING if text.startswith(word)), "")) != "":
        return _last_day_of_month(within, today) or parse_day(within, today)
    if match := _PART_OF_DAY.fullmatch(text):
        return parse_day(match["day"], today)
    if (match := _WITH_TIME.fullmatch(text)) and parse_day(match["day"], today) is not None:
        raise DomainError("date_with_time", day=match["day"])
    return _beside(text, today, parse_day, span_of)


def _last_day_of_month(text: str, today: date) -> date | None:
    month = MONTHS.get(text)
    if month is None:
        return None
    years = range(today.year - 1, today.year + 2)
    ends = (end_of_month(date(year, month, 1)) for year in years)
    return next(end for end in ends if end >= today - JUST_PASSED)


def _beside(text: str, today: date, parse_day: DayParser, span_of: SpanParser) -> date | None:
    match = _SIDE.fullmatch(text)
    if match is None or (text.startswith("for ") and _ENGLISH.search(match["day"])):
        return None
    named = match["day"]
    if span_of(named) is not None or named.startswith(("om ", "in ", "+", "-")):
        return None
    if (monday := week_start(named, today)) is not None:
        return monday - _FRIDAY_BEFORE if match["before"] else monday + timedelta(days=DAYS_IN_WEEK)
    day = parse_day(named, today)
    if day is None:
        return _beside_month(named, today, is_before=bool(match["before"]), is_sure=not text.startswith("for "))
    return day - timedelta(days=1) if match["before"] else day + timedelta(days=1)


def _beside_month(named: str, today: date, *, is_before: bool, is_sure: bool) -> date | None:
    """The last day before a month, or the first one after it."""
    if named not in MONTHS or named in _ABBREVIATED or not (is_sure or named in _MONTH_AFTER_FOR):
        return None
    first = date(today.year, MONTHS[named], 1)
    in_year = [
        first.replace(year=year) - timedelta(days=1) if is_before else add_months(first.replace(year=year), 1)
        for year in (today.year, today.year + 1)
    ]
    return next((day for day in in_year if day >= today), None)

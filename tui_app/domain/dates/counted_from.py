"""Weeks, weekdays and days counted from another time: `uka før jul`, `fredag før påske`, `two weeks before 1 March`.

What they are counted from is a time when everybody is away (see `periods`), a week or a day. If today is Monday 23
November 2026:

- **The week** before is the last full one, the week after the first one that begins by Tuesday, and a week is its
  Friday: `uka før jul`: 18 December; `uka etter påske`: 2 April; `the week before 1 March`: 26 February.
- **A weekday**: `siste fredag før jul`: 18 December; `mandagen etter påske`: 5 April; `Friday before 1 March`: 26
  February.
- **A length of time** is counted from the last day before, or from the first day after, where everybody is away:
  `to uker før jul`: 9 December; `dagen før julaften`: 23 December; `a week after 1 March`: 8 March.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK, add_months, start_of_week
from tui_app.domain.dates.periods import time_away
from tui_app.domain.dates.vocabulary import weekday_of
from tui_app.domain.dates.weeks import week_start

DayParser = Callable[[str, date], date | None]
SpanParser = Callable[[str], tuple[int, int] | None]

_BESIDE = re.compile(r"(?P<what>.+?) (?P<side>for|etter|before|after) (?P<when>.+)")
_ENGLISH_WHAT = re.compile(r"\b(?:the|week|day|weeks|days|month|months|a|an|[a-z]+day)\b")
"""Before `for`, which is also før on a keyboard without ø: "a week for Easter" is no week before."""
_WEEK = re.compile(r"(?:i |in )?(?:the |siste |last |den siste )?(?:uke|uka|uken|veke|veka|week)")
_DAY = re.compile(r"(?:the )?(?:dagen|day)")
_WEEKDAY = re.compile(r"(?:pa |on )?(?:den |the )?(?:siste |last |forste |fyrste |first )?(?P<weekday>[a-z]+)")
_FRIDAY, _TUESDAY = timedelta(days=4), 1


def parse_counted_from(text: str, today: date, parse_day: DayParser, span_of: SpanParser) -> date | None:
    """The day that a text counts from another time; None if it is no such text.

    Args:
        text: in small letters without accents.
        today: the day it is typed.
        parse_day: reads the day it is counted from.
        span_of: reads a length of time, as days and months.

    Raises:
        ValueError, OverflowError: there is no such day.
        DomainError: of `parse_day`.
    """
    match = _BESIDE.fullmatch(text)
    if match is None or (match["side"] == "for" and _ENGLISH_WHAT.search(match["what"])):
        return None
    what, when, is_before = match["what"], match["when"], match["side"] in ("for", "before")
    weekday, span = _weekday_of(what), (1, 0) if _DAY.fullmatch(what) else span_of(what)
    is_week = bool(_WEEK.fullmatch(what))
    if not is_week and weekday is None and span is None:
        return None
    edge = _edge(when, today, parse_day, is_before=is_before)
    if edge is None:
        return None
    nearest, is_away = edge
    if is_week:
        return _week_beside(when, nearest, today, is_away=is_away, is_before=is_before)
    if weekday is not None:
        return _nearest(weekday, nearest, is_before=is_before)
    days, months = span or (0, 0)
    if not is_away or _DAY.fullmatch(what):
        days -= 1  # the nearest day is one day away already
    sign = -1 if is_before else 1
    return add_months(nearest, sign * months) + timedelta(days=sign * days)


def _weekday_of(what: str) -> int | None:
    match = _WEEKDAY.fullmatch(what)
    return weekday_of(match["weekday"]) if match else None


def _edge(when: str, today: date, parse_day: DayParser, *, is_before: bool) -> tuple[date, bool] | None:
    """The nearest day outside a time, and whether it is a time when everybody is away."""
    away = time_away(re.sub(r"^(?:the|i) (?!new|summer)", "", when), today, is_before=is_before)
    if away is not None:
        return away, True
    if (monday := week_start(when, today)) is not None:
        return monday - timedelta(days=1) if is_before else monday + timedelta(days=DAYS_IN_WEEK), False
    day = parse_day(when, today)
    return None if day is None else (day + timedelta(days=-1 if is_before else 1), False)


def _week_beside(when: str, nearest: date, today: date, *, is_away: bool, is_before: bool) -> date:
    """The Friday of the week before or after."""
    if not is_away:
        named = nearest + timedelta(days=1 if is_before else -1)
        monday = week_start(when, today) or start_of_week(named)
        return monday + timedelta(days=-DAYS_IN_WEEK if is_before else DAYS_IN_WEEK) + _FRIDAY
    if is_before:
        return _nearest(_FRIDAY.days, nearest, is_before=True)
    is_whole = nearest.weekday() <= _TUESDAY
    return start_of_week(nearest) + timedelta(days=0 if is_whole else DAYS_IN_WEEK) + _FRIDAY


def _nearest(weekday: int, day: date, *, is_before: bool) -> date:
    """The last such weekday until a day, or the first one from it."""
    if is_before:
        return day - timedelta(days=(day.weekday() - weekday) % DAYS_IN_WEEK)
    return day + timedelta(days=(weekday - day.weekday()) % DAYS_IN_WEEK)

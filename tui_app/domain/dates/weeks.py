"""Days given by their week or weekday: `uke 12`, `tirsdag i uke 12`, `neste fredag`, `starten av neste uke`, `helga`.

If today is Monday 23 November 2026:

- **A weekday** is the next one to come, never today: on a Friday, `fredag` is in seven days. `neste fredag` is the
  Friday of the next ISO week, so on a Monday `fredag` and `neste fredag` are a week apart. `Friday week` is one too.
- **A week** is its Friday: `uke 12` (this week, or the next one with that number), `uke 12 2027`, `neste uke`. After
  this week's Friday, this week is today. With a weekday, as in `tirsdag uke 12`, it is that day.
- `starten av neste uke` and `tidlig neste uke`: its Monday. `midt i neste uke`: its Wednesday.
- **A weekend** is its Sunday: `helga`, `neste helg`. `før helga`: Friday; `etter helga`: Monday.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK, start_of_week
from tui_app.domain.dates.day_and_month import YEAR, first_not_before, full_year, parse_day_and_month
from tui_app.domain.dates.vocabulary import (
    COMING_WORDS,
    NEXT_WORDS,
    WEEK_WORDS,
    WEEKDAYS,
    WEEKENDS_FROM_THIS,
    WEEKS_FROM_THIS,
    strip_fillers,
    strip_first_word,
)

_WEDNESDAY, _FRIDAY, _SUNDAY = 2, 4, 6
_NUMBERED_WEEK = re.compile(rf"(?P<word>[a-z]+)[.]? ?(?P<week>[0-9]{{1,2}})(?:(?: |, ?|/|-){YEAR})?")
_IN = re.compile(r"^(?:i|in|of|den|the|pa) ")


def week_start(text: str, today: date) -> date | None:
    """The Monday of the week that `text` names.

    Raises:
        ValueError: the year has no such week.
    """
    if text not in WEEKS_FROM_THIS:
        text = _IN.sub("", text)
    this_monday = start_of_week(today)
    if text in WEEKS_FROM_THIS:
        return this_monday + timedelta(weeks=WEEKS_FROM_THIS[text])
    match = _NUMBERED_WEEK.fullmatch(text)
    if match is None or match["word"] not in WEEK_WORDS:
        return None
    week = int(match["week"])
    if match["year"]:
        return date.fromisocalendar(full_year(match["year"]), week, 1)
    return first_not_before(lambda year: date.fromisocalendar(year, week, 1), this_monday, today.year)


def parse_week(text: str, today: date) -> date | None:
    """The Friday of the week that is named; today if it has passed."""
    monday = week_start(text, today)
    if monday is None:
        return None
    friday = monday + timedelta(days=_FRIDAY)
    return max(friday, today) if monday == start_of_week(today) else friday


_PART_OF_WEEK = re.compile(
    r"(?:i )?(?:(?P<start>tidlig|tidleg|early|starten av|byrjinga av|begynnelsen av|start of|beginning of)|"
    r"midt i|midten av|mid|middle of)(?: i| in| the)?[ -](?P<week>.+)"
)


def parse_part_of_week(text: str, today: date) -> date | None:
    """The Monday or the Wednesday of a week."""
    match = _PART_OF_WEEK.fullmatch(text)
    monday = week_start(match["week"], today) if match else None
    if match is None or monday is None:
        return None
    return max(today, monday if match["start"] else monday + timedelta(days=_WEDNESDAY))


_LEADING_WEEKDAY = re.compile(r"([a-z]+)(?:[., ] ?(.+))?")
_TRAILING_WEEKDAY = re.compile(r"(.+?)[, ] ?([a-z]+)")


def parse_weekday(text: str, today: date) -> date | None:
    """The weekday that is named, also with its week or date.

    Raises:
        ValueError: the date is on another weekday.
    """
    named = strip_first_word(COMING_WORDS | NEXT_WORDS, text)
    match = _LEADING_WEEKDAY.fullmatch(named)
    if match is None or match[1] not in WEEKDAYS:
        return _weekday_last(text, today)
    weekday, rest = WEEKDAYS[match[1]], match[2]
    if strip_first_word(NEXT_WORDS, text) != text:
        return None if rest else start_of_week(today) + timedelta(days=DAYS_IN_WEEK + weekday)
    if not rest:
        return _coming(weekday, today)
    if rest == "week":
        return _coming(weekday, today) + timedelta(days=DAYS_IN_WEEK)
    if (monday := week_start(rest, today)) is not None:
        return monday + timedelta(days=weekday)
    day = parse_day_and_month(strip_fillers(rest), today)
    if day is not None and day.weekday() != weekday:
        raise ValueError("the date is on another weekday")
    return day


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % DAYS_IN_WEEK + 1)


def _weekday_last(text: str, today: date) -> date | None:
    """`uke 12, tirsdag`, `next week Tuesday`, `a week on Friday`."""
    match = _TRAILING_WEEKDAY.fullmatch(text)
    weekday = WEEKDAYS.get(match[2]) if match else None
    if match is None or weekday is None:
        return None
    if match[1] in ("a week on", "a week"):
        return _coming(weekday, today) + timedelta(days=DAYS_IN_WEEK)
    monday = week_start(match[1], today)
    return None if monday is None else monday + timedelta(days=weekday)


_WEEKEND = re.compile(
    r"(?P<side>(?:for|innen|innan|before|by|etter|after|over) )?(?:(?:i|in|til|the|at) )*(?P<which>.+)"
)
_FIRST_WORKDAY_AFTER = 7


def parse_weekend(text: str, today: date) -> date | None:
    """The Sunday of a weekend, the Friday before it, or the Monday after it."""
    match = _WEEKEND.fullmatch(text)
    later = WEEKENDS_FROM_THIS.get(match["which"]) if match else None
    if match is None or later is None:
        return None
    monday = start_of_week(today) + timedelta(weeks=later)
    side = (match["side"] or "").strip()
    if side in ("etter", "after", "over"):
        return None if side == "over" and "week" in text else monday + timedelta(days=_FIRST_WORKDAY_AFTER)
    day = monday + timedelta(days=_FRIDAY if side else _SUNDAY)
    return day if day >= today else day + timedelta(days=DAYS_IN_WEEK)

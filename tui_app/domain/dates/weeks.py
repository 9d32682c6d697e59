"""Days given by their week or weekday: `uke 12`, `tirsdag i uke 12`, `neste fredag`, `starten av neste uke`, `helga`.

If today is Monday 23 November 2026:

- **A weekday** is the next one to come, never today: on a Friday, `fredag` is in seven days. `neste fredag` is the
  Friday of the next ISO week, so on a Monday `fredag` and `neste fredag` are a week apart. `Friday week` is one too,
  `two weeks on Friday` two weeks after it.
- **A week** is its Friday: `uke 12`, `uke tolv` (this week, or the next one so numbered), `uke 12 2027`, `neste uke`.
  After this week's Friday, this week is today. With a weekday, as in `tirsdag uke 12`, it is that day.
- **A week of a month** is its Friday too: the first one begins in the month, the last one ends in it. `første uka i
  januar`: 8 January; `last week of January`: 29 January. `the week of 7 December`: 11 December.
- `neste ukes mandag`, `next week's Monday`: as `mandag i neste uke`. `uke 50-51` is two weeks, so no day.
- `starten av neste uke` and `tidlig neste uke`: its Monday. `midt i neste uke`: its Wednesday.
- **A weekend** is its Sunday: `helga`, `neste helg`. `før helga`: Friday; `etter helga`: Monday.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK, add_months, end_of_month, start_of_week
from tui_app.domain.dates.day_and_month import YEAR, first_not_before, full_year, parse_day_and_month
from tui_app.domain.dates.vocabulary import (
    COMING_WORDS,
    MONTHS,
    MONTHS_FROM_THIS,
    NEXT_WORDS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    WEEK_WORDS,
    WEEKENDS_FROM_THIS,
    WEEKS_FROM_THIS,
    strip_fillers,
    strip_first_word,
    weekday_of,
)

_WEDNESDAY, _FRIDAY, _SUNDAY = 2, 4, 6
_NUMBERED_WEEK = re.compile(rf"(?P<word>[a-z]+)[.]? ?(?P<week>[0-9]{{1,2}})(?:(?: |, ?|/|-){YEAR})?")
_WEEK_IN_WORDS = re.compile(r"(?P<word>[a-z]{3,}) (?P<number>[a-z]+)")
_WEEK_OF_DAY = re.compile(
    r"(?:(?:week|uke|uka|uken|veke|veka) (?:of|commencing|beginning|starting|som starter|som startar|som begynner|fra|"
    r"med)|w/c) (?P<day>.+)"
)
_NEXT_WEEKS = "|".join(rf"{week} ?[-/] ?0?(?:{week + 1}|{week + 2})" for week in range(1, 52))
_SEVERAL_WEEKS = re.compile(rf"[a-z]+[.]? ?(?:{_NEXT_WEEKS})")
"""Weeks 50 to 51, not week 50 of 2051; of week 26/27 nobody knows."""
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
    if with_day := _WEEK_OF_DAY.fullmatch(text):
        day = parse_day_and_month(with_day["day"], today)
        return None if day is None else start_of_week(day)
    if (in_words := _WEEK_IN_WORDS.fullmatch(text)) and in_words["number"] in NUMBER_WORDS:
        text = f"{in_words['word']} {NUMBER_WORDS[in_words['number']]}"
    match = _NUMBERED_WEEK.fullmatch(text)
    if match is None or match["word"] not in WEEK_WORDS or _SEVERAL_WEEKS.fullmatch(text):
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


_OF_NEXT_WEEK = re.compile(r"^(?P<week>neste (?:uke|veke)|next week)(?:s|'s) ")
_LEADING_WEEKDAY = re.compile(r"([a-z]+)(?:[., ] ?(.+))?")
_TRAILING_WEEKDAY = re.compile(r"(.+?)[, ] ?([a-z]+)")


def parse_weekday(text: str, today: date) -> date | None:
    """The weekday that is named, also with its week or date.

    Raises:
        ValueError: the date is on another weekday.
    """
    text = _OF_NEXT_WEEK.sub(r"\g<week> ", text)
    named = strip_first_word(NEXT_WORDS, text)
    while (fewer := strip_first_word(COMING_WORDS, named)) != named:
        named = fewer
    match = _LEADING_WEEKDAY.fullmatch(named)
    weekday = weekday_of(match[1]) if match else None
    if match is None or weekday is None:
        return _weekday_last(text, today)
    rest = match[2]
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
    """`uke 12, tirsdag`, `next week Tuesday`, `a week on Friday`, `two weeks on Friday`."""
    match = _TRAILING_WEEKDAY.fullmatch(text)
    weekday = weekday_of(match[2]) if match else None
    if match is None or weekday is None:
        return None
    if (weeks := _weeks_on(match[1])) is not None:
        return _coming(weekday, today) + timedelta(weeks=weeks)
    monday = week_start(match[1], today)
    return None if monday is None else monday + timedelta(days=weekday)


_WEEKS_ON = re.compile(r"(?P<count>[a-z]+|[0-9]{1,2}) weeks? on")


def _weeks_on(text: str) -> int | None:
    if text == "a week":
        return 1
    count = match["count"] if (match := _WEEKS_ON.fullmatch(text)) else ""
    return int(count) if count.isdigit() else NUMBER_WORDS.get(count)


_WEEK_OF_MONTH = re.compile(
    r"(?:den |the )?(?P<place>[1-5][.]?|[a-z]+) (?:uke|uka|uken|veke|veka|week) (?:i|in|of) "
    rf"(?P<month>[a-z]+(?: [a-z]+)?)(?:,? {YEAR})?"
)


def parse_week_of_month(text: str, today: date) -> date | None:
    """The Friday of a week that is counted in a month: of the first one that begins in it, of the last that ends in it.

    Raises:
        ValueError: the month has fewer weeks.
    """
    match = _WEEK_OF_MONTH.fullmatch(_IN.sub("", text))
    if match is None:
        return None
    place = 0 if match["place"] in ("siste", "last") else _ordinal(match["place"])
    later, month = MONTHS_FROM_THIS.get(match["month"]), MONTHS.get(match["month"])
    if place is None or (month is None and later is None):
        return None
    if later is not None:
        return _friday_in(add_months(today.replace(day=1), later), place)
    if match["year"]:
        return _friday_in(date(full_year(match["year"]), month or 1, 1), place)
    return first_not_before(lambda year: _friday_in(date(year, month or 1, 1), place), today, today.year)


def _ordinal(text: str) -> int | None:
    bare = text.rstrip(".")
    return int(bare) if bare.isdigit() else ORDINAL_WORDS.get(bare)


def _friday_in(first: date, place: int) -> date:
    """The Friday of a week of the month that begins on `first`; place 0 is the last one."""
    if place == 0:
        last = end_of_month(first)
        return last - timedelta(days=(last.weekday() - _FRIDAY) % DAYS_IN_WEEK)
    monday = first + timedelta(days=-first.weekday() % DAYS_IN_WEEK + (place - 1) * DAYS_IN_WEEK)
    if monday.month != first.month:
        raise ValueError("the month has fewer weeks")
    return monday + timedelta(days=_FRIDAY)


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

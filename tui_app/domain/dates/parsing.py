"""Parse dates as people type them, in bokmål, nynorsk and English at once.

The forms that are understood, if today is Monday 23 November 2026:

- Numbers: `15.3` `15/3` `15,3` (the comma of the keypad) `15/3-27` `15.03.2027` `150327` `15032027` `2027-03-15`
  `20270315`. The day comes before the month, unless the year comes first. A year of two digits is 20xx.
- Month names: `15. mars`, `15 mar 2027`, `march 15`. If a weekday precedes them, it must match the date.
- **Without a year**, a date is the next one to come, today included. If it passed at most 14 days ago (`JUST_PASSED`),
  it is that past date: `20.11` is last Friday, `1.11` is next year.
- `i dag`, `i morgen`, `i overmorgen`, `i går`; `om 2 uker`, `in a month`, `for 3 dager siden`; `+14` (days), `+2u`,
  `14d`, `-3`. Months and years keep the day of the month, or use the last day of a shorter month.
- **A weekday** is the next one to come, never today: on a Friday, `fredag` is in seven days. `neste fredag` is the
  Friday of the next ISO week, so on a Monday `fredag` and `neste fredag` are a week apart.
- **A week** is its Friday: `uke 12` (this week, or the next one with that number), `uke 12 2027`, `neste uke`. After
  this week's Friday, this week is today. With a weekday, as in `tirsdag uke 12`, it is that day.
- `neste måned`, `slutten av måneden`, `slutten av mars`, `slutten av året`: the last day.
- Quarters, the middle of a month, before Christmas, the 15th: see `periods`.

A lone number and times of day are not understood, since they would be guesses; a lone month, season or holiday is
answered with the question which day (`date_vague`), and a month in the first place with the right order. `dateparser`
was tried and rejected: in its lenient form it reads `to`, `an`, `²` and `12.30` as days of this month, in its strict
form it adds little but `now`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK, add_months, end_of_month, start_of_week
from tui_app.domain.dates.periods import JUST_PASSED, VAGUE, parse_period
from tui_app.domain.dates.vocabulary import (
    COMING_WORDS,
    DAYS_FROM_TODAY,
    END_OF,
    END_OF_YEAR,
    FILLER_WORDS,
    MONTHS,
    MONTHS_FROM_THIS,
    NEXT_WORDS,
    NUMBER_WORDS,
    UNIT_LETTERS_IN_DAYS,
    UNIT_LETTERS_IN_MONTHS,
    UNITS_IN_DAYS,
    UNITS_IN_MONTHS,
    WEEK_WORDS,
    WEEKDAYS,
    WEEKS_FROM_THIS,
    simplify,
)
from tui_app.domain.errors import DomainError
from tui_app.domain.text_normalization import clean_line

FIRST_YEAR, LAST_YEAR = 1900, 2199
MAX_DATE_LENGTH = 80
"""Longest text that is parsed, in characters. The longest form that is understood has about 50."""

_YEARS_UNTIL_REPEAT = 9
"""Every day and every week number occurs again within this many years (29 February skips 2100)."""
_FRIDAY = 4


def parse_date(text: str, today: date) -> date:
    """Parse a date that a person types on `today`, by the rules at the top of this module.

    Raises:
        DomainError: `date_empty`; `date_not_understood`; `date_vague` for a time that is no day; `date_month_first` for
            12/25, with the `day` in the right order; or `date_does_not_exist` for a day or week that no calendar
            has (31.2, uke 54, a weekday that does not match) and for years outside 1900 to 2199. The last two carry
            `text`, cleaned and shortened for showing.
    """
    stripped = text.strip()
    shown = clean_line(stripped[:MAX_DATE_LENGTH])
    if len(stripped) > MAX_DATE_LENGTH:
        raise DomainError("date_not_understood", text=f"{shown}…")
    if not shown:
        raise DomainError("date_empty")
    try:
        plain = _plain(shown)
        found = _try_parsers(_strip_fillers(plain.rstrip(" .,")), today) or parse_period(plain, today, _parse_span)
    except (ValueError, OverflowError):  # from date and timedelta: the form is known, but there is no such day
        raise DomainError("date_does_not_exist", text=shown) from None
    if found is None:
        vague = plain.rstrip(" .,") in VAGUE or _strip_fillers(plain.rstrip(" .,")) in VAGUE
        raise DomainError("date_vague" if vague else "date_not_understood", text=shown)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DomainError("date_does_not_exist", text=shown)
    return found


_ABOUT = re.compile(r"\b(?:ca[.]?|cirka|omtrent|omkring|rundt|about|around|roughly) ")
_SPELL = re.compile(r"([a-z])s tid$")


def _plain(shown: str) -> str:
    """The text in small letters without accents, and without what makes a length of time vague ("en måneds tid")."""
    return _SPELL.sub(r"\1", _ABOUT.sub("", simplify(shown)))


def _try_parsers(text: str, today: date) -> date | None:
    # A parser returns None for a form it does not know. For a form that it knows but a day that does not exist, it
    # raises ValueError or OverflowError.
    for parser in (
        _parse_fixed_phrase,
        _parse_day_and_month,
        _parse_relative,
        _parse_week,
        _parse_weekday,
        _parse_end_of_month,
    ):
        if (found := parser(text, today)) is not None:
            return found
    return None


def _strip_fillers(text: str) -> str:
    while text not in DAYS_FROM_TODAY and (rest := _strip_first_word(FILLER_WORDS, text)) != text:
        text = rest
    return text


def _strip_first_word(words: frozenset[str], text: str) -> str:
    """`text` without its first word, if that is one of `words` and more follows."""
    first, _, rest = text.partition(" ")
    return rest if rest and first in words else text


def _parse_fixed_phrase(text: str, today: date) -> date | None:
    if text in DAYS_FROM_TODAY:
        return today + timedelta(days=DAYS_FROM_TODAY[text])
    if text in MONTHS_FROM_THIS:
        return end_of_month(add_months(today, MONTHS_FROM_THIS[text]))
    return today.replace(month=12, day=31) if text in END_OF_YEAR else None


_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_ORDINAL = r"(?:[.]|st|nd|rd|th)?"
_DAY_AND_MONTH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY} ?[./,-] ?(?P<month>[0-9]{{1,2}})(?: ?[./, -] ?{_YEAR})?",
        # This and the next never match both: no year in our range starts like a month.
        r"(?P<year>(?:19|20|21)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-9]{2})",
        rf"(?P<day>[0-9]{{2}})(?P<month>[0-9]{{2}}){_YEAR}",
        r"(?P<year>[0-9]{4}) ?([./-]) ?(?P<month>[0-9]{1,2}) ?\2 ?(?P<day>[0-9]{1,2})",
        rf"{_DAY}{_ORDINAL} ?(?:of )?(?P<month>[a-z]+)[.]?(?:,? ?{_YEAR})?",
        rf"(?P<month>[a-z]+)[.]? ?{_DAY}{_ORDINAL}(?:,? {_YEAR})?",
    )
)


def _parse_day_and_month(text: str, today: date) -> date | None:
    for pattern in _DAY_AND_MONTH:
        if match := pattern.fullmatch(text):
            named = match["month"]
            month = int(named) if named.isdigit() else MONTHS.get(named)
            if month is not None:
                _refuse_month_first(match, month)
                return _date_of(int(match["day"]), month, match["year"], today)
    return None


def _refuse_month_first(match: re.Match[str], month: int) -> None:
    sign = match.string[len(match["day"]) :].lstrip()[:1]
    if sign in ("/", "-") and month > 12 >= int(match["day"]) > 0 and month <= 31 and match.start("day") == 0:
        year = sign + match["year"] if match["year"] else ""
        raise DomainError("date_month_first", day=f"{month}{sign}{match['day']}{year}")


def _date_of(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(_full_year(year), month, day)
    return _first_not_before(lambda each: date(each, month, day), today - JUST_PASSED, today.year)


def _full_year(digits: str) -> int:
    return 2000 + int(digits) if len(digits) == 2 else int(digits)


def _first_not_before(in_year: Callable[[int], date], earliest: date, near_year: int) -> date:
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


_SIGNED_NUMBER = re.compile(r"([+-]) ?([0-9]{1,5})")
_SPAN_PATTERNS = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"(?:(?:om|in) |[+] ?)(.+)", 1),
        (r"- ?(.+)", -1),
        (r"(?:for )?(.+) (?:siden|sidan|ago)", -1),
        (r"(.+)", 1),
    )
)
_LETTER_SPAN = re.compile(r"([0-9]{1,5}) ?([a-z])")
_WORD_SPAN = re.compile(r"([0-9]{1,5}) ?([a-z ]{2,})")


def _parse_relative(text: str, today: date) -> date | None:
    if lone := _SIGNED_NUMBER.fullmatch(text):
        return today + timedelta(days=int(lone[1] + lone[2]))
    for frame, sign in _SPAN_PATTERNS:
        if (match := frame.fullmatch(text)) and (span := _parse_span(match[1])):
            days, months = span
            return add_months(today, sign * months) + timedelta(days=sign * days)
    return None


def _parse_span(text: str) -> tuple[int, int] | None:
    """The length of time that `text` names, in days and months."""
    if match := _LETTER_SPAN.fullmatch(text):
        count, unit = int(match[1]), match[2]
        in_days, in_months = UNIT_LETTERS_IN_DAYS, UNIT_LETTERS_IN_MONTHS
    else:
        match = _WORD_SPAN.fullmatch(text)
        count, unit = (int(match[1]), match[2]) if match else _parse_number_word(text)
        in_days, in_months = UNITS_IN_DAYS, UNITS_IN_MONTHS
    if unit not in in_days and unit not in in_months:
        return None
    return count * in_days.get(unit, 0), count * in_months.get(unit, 0)


def _parse_number_word(text: str) -> tuple[int, str]:
    """The number word at the start of `text`, and the rest; the longest word counts ("et par", not "et")."""
    word = max((candidate for candidate in NUMBER_WORDS if text.startswith(f"{candidate} ")), key=len, default="")
    return NUMBER_WORDS.get(word, 0), text[len(word) + 1 :]


_NUMBERED_WEEK = re.compile(rf"(?:i |in )?(?P<word>[a-z]+) ?(?P<week>[0-9]{{1,2}})(?:(?: |, ?|/|-){_YEAR})?")


def _week_start(text: str, today: date) -> date | None:
    """The Monday of the week that `text` names."""
    this_monday = start_of_week(today)
    if text in WEEKS_FROM_THIS:
        return this_monday + timedelta(weeks=WEEKS_FROM_THIS[text])
    match = _NUMBERED_WEEK.fullmatch(text)
    if match is None or match["word"] not in WEEK_WORDS:
        return None
    week = int(match["week"])
    if match["year"]:
        return date.fromisocalendar(_full_year(match["year"]), week, 1)
    return _first_not_before(lambda year: date.fromisocalendar(year, week, 1), this_monday, today.year)


def _parse_week(text: str, today: date) -> date | None:
    monday = _week_start(text, today)
    if monday is None:
        return None
    friday = monday + timedelta(days=_FRIDAY)
    return max(friday, today) if monday == start_of_week(today) else friday


_LEADING_WEEKDAY = re.compile(r"([a-z]+)(?:[., ] ?(.+))?")


def _parse_weekday(text: str, today: date) -> date | None:
    named = _strip_first_word(COMING_WORDS | NEXT_WORDS, text)
    match = _LEADING_WEEKDAY.fullmatch(named)
    if match is None or match[1] not in WEEKDAYS:
        return None
    weekday, rest = WEEKDAYS[match[1]], match[2]
    if _strip_first_word(NEXT_WORDS, text) != text:
        return None if rest else start_of_week(today) + timedelta(days=DAYS_IN_WEEK + weekday)
    if not rest:
        return today + timedelta(days=(weekday - today.weekday() - 1) % DAYS_IN_WEEK + 1)
    if (monday := _week_start(rest, today)) is not None:
        return monday + timedelta(days=weekday)
    day = _parse_day_and_month(_strip_fillers(rest), today)
    if day is not None and day.weekday() != weekday:
        raise ValueError("the date is on another weekday")
    return day


_END_OF_MONTH = re.compile(rf"(?P<end_of>.+) (?P<month>[a-z]+)[.]?(?: {_YEAR})?")


def _parse_end_of_month(text: str, today: date) -> date | None:
    match = _END_OF_MONTH.fullmatch(text)
    if match is None or match["end_of"] not in END_OF or match["month"] not in MONTHS:
        return None
    month = MONTHS[match["month"]]
    if match["year"]:
        return end_of_month(date(_full_year(match["year"]), month, 1))
    return _first_not_before(lambda year: end_of_month(date(year, month, 1)), today - JUST_PASSED, today.year)

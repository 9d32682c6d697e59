"""Parse dates as people type them, in bokmål, nynorsk and English at once.

The forms that are understood, if today is Monday 23 November 2026:

- Numbers: `15.3` `15/3` `15,3` (the comma of the keypad) `15/3-27` `15.03.2027` `150327` `15032027` `2027-03-15`
  `20270315`. The day comes before the month, unless the year comes first. A year of two digits is 20xx.
- Month names: `15. mars`, `15 mar 2027`, `march 15`. If a weekday precedes them, it must match the date.
- **Without a year**, a date is the next one to come, today included. If it passed at most 14 days ago (`JUST_PASSED`),
  it is that past date: `20.11` is last Friday, `1.11` is next year.
- `i dag`, `i morgen`, `i overmorgen`, `i går`; `om 2 uker`, `in a month`, `for 3 dager siden`; `+14` (days), `+2u`,
  `14d`, `-3`. Months and years keep the day of the month, or use the last day of a shorter month.
- Weekdays, weeks and weekends: see `weeks`. Days with a name, and days counted in a month: see `named_days`.
- `neste måned`, `slutten av måneden`, `slutten av mars`, `slutten av året`: the last day.
- Quarters, the middle of a month, before Christmas, the 15th: see `periods`.
- Before, after and within something: see `before_and_after`.
- The week, a weekday or a length of time before or after another time: see `counted_from`.
- `15. mars neste år`, `uke 2 neste år`: of that year.

A lone number and times of day are not understood, since they would be guesses; what names no day is answered with the
question which (see `vague`), a month in the first place with the right order, and a day with a time with the day
alone. `dateparser` was tried and rejected: in its lenient form it reads `to`, `an`, `²` and `12.30` as days of this
month, in its strict form it adds little but `now`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tui_app.domain.dates.arithmetic import add_months, end_of_month
from tui_app.domain.dates.before_and_after import parse_before_and_after
from tui_app.domain.dates.counted_from import parse_counted_from
from tui_app.domain.dates.day_and_month import YEAR, first_not_before, full_year, parse_day_and_month
from tui_app.domain.dates.named_days import parse_named_day
from tui_app.domain.dates.periods import JUST_PASSED, parse_period
from tui_app.domain.dates.vague import is_repeated, is_vague
from tui_app.domain.dates.vocabulary import (
    DAYS_FROM_TODAY,
    END_OF,
    END_OF_YEAR,
    MONTHS,
    MONTHS_FROM_THIS,
    NUMBER_WORDS,
    UNIT_LETTERS_IN_DAYS,
    UNIT_LETTERS_IN_MONTHS,
    UNITS_IN_DAYS,
    UNITS_IN_MONTHS,
    WHOLE_SPANS_IN_MONTHS,
    simplify,
    strip_fillers,
)
from tui_app.domain.dates.weeks import parse_part_of_week, parse_week, parse_week_of_month, parse_weekday, parse_weekend
from tui_app.domain.errors import DomainError
from tui_app.domain.text_normalization import clean_line

FIRST_YEAR, LAST_YEAR = 1900, 2199
MAX_DATE_LENGTH = 80
"""Longest text that is parsed, in characters. The longest form that is understood has about 50."""


def parse_date(text: str, today: date) -> date:
    """Parse a date that a person types on `today`, by the rules at the top of this module.

    Raises:
        DomainError: `date_empty`; `date_not_understood`; `date_vague` for a time that is no day; `date_repeated` for
            many days ("every Friday"); `date_month_first` for 12/25, with the `day` in the right order;
            `date_with_time` for a day with a time, with the `day` alone; or `date_does_not_exist` for a day or week
            that no calendar has (31.2, uke 54, a weekday that does not match) and for years outside 1900 to 2199. What
            carries `text` has it cleaned and shortened for showing.
    """
    stripped = text.strip()
    shown = clean_line(stripped[:MAX_DATE_LENGTH])
    if len(stripped) > MAX_DATE_LENGTH:
        raise DomainError("date_not_understood", text=f"{shown}…")
    if not shown:
        raise DomainError("date_empty")
    try:
        plain = _plain(shown)
        with_year = _NEXT_YEAR.sub(f" {today.year + 1}", plain)
        found = _parse_text(plain, today) or _parse_text(with_year, today)
    except (ValueError, OverflowError):  # from date and timedelta: the form is known, but there is no such day
        raise DomainError("date_does_not_exist", text=shown) from None
    if found is None:
        raise DomainError(_reason(plain.rstrip(" .,"), with_year), text=shown)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DomainError("date_does_not_exist", text=shown)
    return found


def _reason(*texts: str) -> str:
    """Why none of the ways to read a text gives a day, as the code of an error."""
    if any(map(is_repeated, texts)):
        return "date_repeated"
    return "date_vague" if any(map(is_vague, texts)) else "date_not_understood"


_NEXT_YEAR = re.compile(r"(?<=\S),? (?:i |in )?(?:neste ar|next year)[ .,]*$")
_ABOUT = re.compile(r"\b(?:ca[.]?|cirka|omtrent|omkring|rundt|about|around|roughly) ")
_SPELL = re.compile(r"([a-z])s tid$")


def _plain(shown: str) -> str:
    """The text in small letters without accents, and without what makes a length of time vague ("en måneds tid")."""
    return _SPELL.sub(r"\1", _ABOUT.sub("", simplify(shown)))


def _parse_text(plain: str, today: date) -> date | None:
    bare = strip_fillers(plain.rstrip(" .,"))
    return (
        _parse_day(plain, today)
        or parse_counted_from(bare, today, _parse_day, _parse_span)
        or parse_before_and_after(bare, today, _parse_day, _parse_span)
    )


def _parse_day(plain: str, today: date) -> date | None:
    # A parser returns None for a form it does not know. For a form that it knows but a day that does not exist, it
    # raises ValueError or OverflowError.
    text = strip_fillers(plain.rstrip(" .,"))
    for parser in (
        _parse_fixed_phrase,
        parse_day_and_month,
        _parse_relative,
        parse_week,
        parse_week_of_month,
        parse_weekday,
        _parse_end_of_month,
        parse_named_day,
        parse_part_of_week,
    ):
        if (found := parser(text, today)) is not None:
            return found
    return parse_weekend(plain.rstrip(" .,"), today) or parse_period(plain, today, _parse_span)


def _parse_fixed_phrase(text: str, today: date) -> date | None:
    if text in DAYS_FROM_TODAY:
        return today + timedelta(days=DAYS_FROM_TODAY[text])
    if text in MONTHS_FROM_THIS:
        return end_of_month(add_months(today, MONTHS_FROM_THIS[text]))
    return today.replace(month=12, day=31) if text in END_OF_YEAR else None


_SIGNED_NUMBER = re.compile(r"([+-]) ?([0-9]{1,5})")
_SPAN_PATTERNS = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"(?:(?:om|in) |[+] ?)(.+)", 1),
        (r"- ?(.+)", -1),
        (r"(?:for )?(.+) (?:siden|sidan|ago)", -1),
        (r"(?:om |in )?(.+) (?:fra na|fra no|fra i dag|from now|from today)", 1),
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
    if text in WHOLE_SPANS_IN_MONTHS:
        return 0, WHOLE_SPANS_IN_MONTHS[text]
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


_END_OF_MONTH = re.compile(rf"(?P<end_of>.+) (?P<month>[a-z]+)[.]?(?: {YEAR})?")


def _parse_end_of_month(text: str, today: date) -> date | None:
    match = _END_OF_MONTH.fullmatch(text)
    if match is None or match["end_of"] not in END_OF or match["month"] not in MONTHS:
        return None
    month = MONTHS[match["month"]]
    if match["year"]:
        return end_of_month(date(full_year(match["year"]), month, 1))
    return first_not_before(lambda year: end_of_month(date(year, month, 1)), today - JUST_PASSED, today.year)

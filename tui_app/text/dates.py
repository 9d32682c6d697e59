"""Dates and times as people read them, in the language in use: "fre", "12. des", "−12 d".

The names of days and months are Babel's. They are read at the first date shown and kept per language, since a table
shows hundreds of dates.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path

from msgspec import Struct

from tui_app.domain.dates.arithmetic import days_between, week_number
from tui_app.domain.languages import SOURCE_LANGUAGE, DateWords, find_language
from tui_app.text.i18n import _, current_language, format_message

_NAMES_FILE = Path(__file__).resolve().parent.parent / "locale" / "names.json"
_MINUS = "\u2212"
_YEAR_OMITTED_WITHIN = 270
"""Days ahead within which day and month alone say which year is meant."""


class _Calendar(Struct, frozen=True):
    """How a language writes dates; weekdays start with Monday, months with January."""

    words: DateWords
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]


@cache
def _calendar_of(code: str) -> _Calendar:
    language = find_language(code)
    if language is None or language.dates is None:
        return _calendar_of(SOURCE_LANGUAGE)
    names = json.loads(_NAMES_FILE.read_text(encoding="utf-8"))[code]
    return _Calendar(language.dates, **{name: tuple(values) for name, values in names.items()})


def _calendar() -> _Calendar:
    return _calendar_of(current_language())


def _day_of_month(day: date) -> str:
    return f"{day.day}{_calendar().words.day_suffix}"


def _day_and_month(day: date) -> str:
    return f"{_day_of_month(day)} {_calendar().short_months[day.month - 1]}"


def _short_year(day: date) -> str:
    """Two digits in this century, as people type them, else all four."""
    return f"{day.year % 100:02}" if day.year // 100 == 20 else f"{day.year:04}"


def _date_with_year(day: date, today: date, *, ahead: bool = False) -> str:
    shown = _day_and_month(day)
    if day.year == today.year or (ahead and 0 < days_between(today, day) <= _YEAR_OMITTED_WITHIN):
        return shown
    return f"{shown} {_short_year(day)}"


def short_date(day: date, today: date, *, ahead: bool = False) -> str:
    """A date in a table: "i går", "i dag", "i morgen", "fre" within six days, "12. des", "12. des 27".

    Args:
        ahead: all dates of the column are in the future, so that the year can be left out for nine months.
    """
    days = days_between(today, day)
    if -1 <= days <= 1:
        return _calendar().words.relative_days[days + 1]
    if 0 < days <= 6:
        return _calendar().short_weekdays[day.weekday()]
    return _date_with_year(day, today, ahead=ahead)


def short_date_or(day: date | None, today: date, otherwise: str = "–") -> str:
    """A date in a table, or another text if there is none."""
    return short_date(day, today) if day else otherwise


def days_overdue(day: date, today: date) -> str:
    """How long ago `day` was, "−12 d"; "3 d" without a sign if it is still ahead."""
    late = days_between(day, today)
    return f"{_MINUS if late > 0 else ''}{abs(late)} d"


def month_and_year(day: date) -> str:
    """A month as a heading: "November 2026"."""
    name = _calendar().months[day.month - 1]
    return f"{name[:1].upper()}{name[1:]} {day.year}"


def weekday_names() -> tuple[str, ...]:
    """The names of the weekdays, Monday first."""
    return _calendar().weekdays


def full_date(day: date, language: str = "") -> str:
    """A date in full: "mandag 23. november 2026", "Monday 23 November 2026".

    Args:
        language: the code of a language of the program; empty for the one in use.
    """
    names = _calendar_of(language) if language else _calendar()
    weekday, month = names.weekdays[day.weekday()], names.months[day.month - 1]
    return f"{weekday} {day.day}{names.words.day_suffix} {month} {day.year:04}"


def full_date_or_dash(day: date | None) -> str:
    """A date in full, or a dash if there is none."""
    return full_date(day) if day else "–"


def weekday_and_date(day: date) -> str:
    """A date with its weekday: "tir 8. des", "Tue 8 Dec"."""
    return f"{_calendar().short_weekdays[day.weekday()]} {_day_and_month(day)}"


def header_date(day: date) -> str:
    """Today in the header: "man 23. nov · uke 48", "Mon 23 Nov · week 48"."""
    return f"{weekday_and_date(day)} · {_calendar().words.week} {week_number(day)}"


def timestamp(at: datetime, now: datetime) -> str:
    """When something happened: "14:03" on the same day, else "12. des 14:03" or "12. des 25 14:03".

    Args:
        at: when it happened; must know its zone.
        now: must know its zone, which is the one shown.
    """
    local = at.astimezone(now.tzinfo)
    clock = f"{local:%H:%M}"
    if local.date() == now.date():
        return clock
    return f"{_date_with_year(local.date(), now.date())} {clock}"


def full_timestamp(at: datetime, now: datetime) -> str:
    """Date and time in full, in the zone of `now`."""
    local = at.astimezone(now.tzinfo)
    return f"{full_date(local.date())} {local:%H:%M}"


def echo_time(typed: str) -> str:
    """A typed time of day as it was understood, "09:30"; empty if nothing was typed.

    Raises:
        DomainError: it was not understood.
    """
    from tui_app.domain.dates.times import parse_time

    at = parse_time(typed)
    return f"{at:%H:%M}" if at else ""


def date_range(first: date, last: date) -> str:
    """The first and the last of several days in full; one day alone if they are the same."""
    if first == last:
        return full_date(first)
    return format_message(_("$first to $last"), first=full_date(first), last=full_date(last))


def input_date(day: date) -> str:
    """A date in an input field, "15.03.2027", in every language; `domain.dates.parsing.parse_date` reads it back."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"

"""Dates and times as people read them: "fre", "12. des", "−12 d".

Languages are `nb`, `nn` and `en`; any other reads English. Names of days and months are Babel's, which is
loaded at the first date shown and asked once per language, since a table shows hundreds of dates.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from tui_app.domain.dates.arithmetic import days_between, week_number
from tui_app.text.i18n import _, current_language, format_message

_NAMES_FILE = Path(__file__).resolve().parent.parent / "locale" / "names.json"
_MINUS = "\u2212"
_DEFAULT_LANGUAGE = "en"
_YEAR_OMITTED_WITHIN = 270
"""Days ahead up to which day and month alone say which year is meant."""


@dataclass(frozen=True, slots=True)
class _DateWords:
    """What a language says beside the names.

    Attributes:
        near: days from today -> the word for it.
        after_day: what follows the day of the month.
    """

    near: dict[int, str]
    week: str
    after_day: str


_DATE_WORDS = {
    "nb": _DateWords({-1: "i går", 0: "i dag", 1: "i morgen"}, "uke", "."),
    "nn": _DateWords({-1: "i går", 0: "i dag", 1: "i morgon"}, "veke", "."),
    "en": _DateWords({-1: "yesterday", 0: "today", 1: "tomorrow"}, "week", ""),
}


@dataclass(frozen=True, slots=True)
class _CalendarNames:
    """Names of the weekdays, Monday first, and of the months, January first."""

    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]


@cache
def _calendar_names(language: str) -> _CalendarNames:
    kept = json.loads(_NAMES_FILE.read_text(encoding="utf-8"))[
        language if language in _DATE_WORDS else _DEFAULT_LANGUAGE
    ]
    return _CalendarNames(**{what: tuple(names) for what, names in kept.items()})


def _date_words(language: str) -> _DateWords:
    return _DATE_WORDS.get(language, _DATE_WORDS[_DEFAULT_LANGUAGE])


def _day_of_month(day: date, language: str) -> str:
    return f"{day.day}{_date_words(language).after_day}"


def _day_and_month(day: date, language: str) -> str:
    return f"{_day_of_month(day, language)} {_calendar_names(language).short_months[day.month - 1]}"


def _short_year(day: date) -> str:
    """Two digits in this century, as people type them, else all four."""
    return f"{day.year % 100:02}" if day.year // 100 == 20 else f"{day.year:04}"


def _date_with_year(day: date, today: date, language: str, *, soon: bool = False) -> str:
    shown = _day_and_month(day, language)
    return (
        shown
        if day.year == today.year or (soon and 0 < days_between(today, day) <= _YEAR_OMITTED_WITHIN)
        else f"{shown} {_short_year(day)}"
    )


def short_date(day: date, today: date, language: str, *, ahead: bool = False) -> str:
    """A date in a table: "i går", "i dag", "i morgen", "fre" within six days, "12. des", "12. des 27".

    Args:
        day: the one shown.
        today: what it is near to.
        language: of the words.
        ahead: the place holds only days to come: a year that is told by that is left out.
    """
    away = days_between(today, day)
    near = _date_words(language).near.get(away)
    if near is not None:
        return near
    if 0 < away <= 6:
        return _calendar_names(language).short_weekdays[day.weekday()]
    return _date_with_year(day, today, language, soon=ahead)


def days_overdue(day: date, today: date) -> str:
    """How far `day` is past, "−12 d"; without a sign, "3 d", how far it is ahead."""
    late = days_between(day, today)
    return f"{_MINUS if late > 0 else ''}{abs(late)} d"


def month_and_year(day: date, language: str) -> str:
    """A month as a heading: "November 2026"."""
    name = _calendar_names(language).months[day.month - 1]
    return f"{name[:1].upper()}{name[1:]} {day.year}"


def weekday_names(language: str) -> tuple[str, ...]:
    """Names of the weekdays, Monday first."""
    return _calendar_names(language).weekdays


def full_date(day: date, language: str) -> str:
    """A date in full: "mandag 23. november 2026", "Monday 23 November 2026"."""
    names = _calendar_names(language)
    weekday, month = names.weekdays[day.weekday()], names.months[day.month - 1]
    return f"{weekday} {_day_of_month(day, language)} {month} {day.year:04}"


def header_date(day: date, language: str) -> str:
    """Today in the header: "man 23. nov · uke 48", "Mon 23 Nov · week 48"."""
    weekday = _calendar_names(language).short_weekdays[day.weekday()]
    return f"{weekday} {_day_and_month(day, language)} · {_date_words(language).week} {week_number(day)}"


def timestamp(at: datetime, now: datetime, language: str) -> str:
    """When something happened: "14:03" on the same day, else "12. des 14:03" or "12. des 25 14:03".

    Args:
        at: when it happened; must know its zone.
        now: must know its zone, which is the one shown.
        language: of the month's name.
    """
    here = at.astimezone(now.tzinfo)
    clock = f"{here:%H:%M}"
    if here.date() == now.date():
        return clock
    return f"{_date_with_year(here.date(), now.date(), language)} {clock}"


def input_date(day: date, language: str) -> str:
    """A date as it stands in an input field, "15.03.2027"; `domain.typed_dates.parse_date` reads it back."""
    del language  # the same in all three, and understood in all three
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def day_or_dash(day: date | None) -> str:
    """A day in full, or a dash for none."""
    return full_date(day, current_language()) if day else "–"


def table_date(when: date, today: date, *, ahead: bool = False) -> str:
    """A date in a table, in the language in use; `ahead` where only days to come stand there."""
    return short_date(when, today, current_language(), ahead=ahead)


def table_date_or(when: date | None, today: date, otherwise: str = "–") -> str:
    """A date in a table, or what stands where there is none."""
    return table_date(when, today) if when else otherwise


def full_timestamp(at: datetime, now: datetime) -> str:
    """A moment in full, in the zone of `now`."""
    here = at.astimezone(now.tzinfo)
    return f"{full_date(here.date(), current_language())} {here:%H:%M}"


def date_range(first: date, last: date) -> str:
    """One day, or the first and the last of several."""
    begins = full_date(first, current_language())
    return (
        begins
        if first == last
        else format_message(_("$first to $last"), first=begins, last=full_date(last, current_language()))
    )


def weekday_and_date(day: date) -> str:
    """A date with its weekday: "Tue 8 Dec"."""
    return header_date(day, current_language()).partition(" · ")[0]

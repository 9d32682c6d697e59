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

from tui_app.domain.calendar import days_between, week_number

_KEPT_NAMES = Path(__file__).resolve().parent.parent / "locale" / "names.json"
_MINUS = "\u2212"
_OTHERWISE = "en"
_SOON = 270
"""Days ahead up to which day and month alone say which year is meant."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What a language says beside the names.

    Attributes:
        near: days from today -> the word for it.
        after_day: what follows the day of the month.
    """

    near: dict[int, str]
    week: str
    after_day: str


_WORDS = {
    "nb": _Words({-1: "i går", 0: "i dag", 1: "i morgen"}, "uke", "."),
    "nn": _Words({-1: "i går", 0: "i dag", 1: "i morgon"}, "veke", "."),
    "en": _Words({-1: "yesterday", 0: "today", 1: "tomorrow"}, "week", ""),
}


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of the weekdays, Monday first, and of the months, January first."""

    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]


@cache
def _names(language: str) -> _Names:
    kept = json.loads(_KEPT_NAMES.read_text(encoding="utf-8"))[language if language in _WORDS else _OTHERWISE]
    return _Names(**{what: tuple(names) for what, names in kept.items()})


def _words(language: str) -> _Words:
    return _WORDS.get(language, _WORDS[_OTHERWISE])


def _day_of_month(day: date, language: str) -> str:
    return f"{day.day}{_words(language).after_day}"


def _day_and_month(day: date, language: str) -> str:
    return f"{_day_of_month(day, language)} {_names(language).short_months[day.month - 1]}"


def _short_year(day: date) -> str:
    """Two digits in this century, as people type them, else all four."""
    return f"{day.year % 100:02}" if day.year // 100 == 20 else f"{day.year:04}"


def _dated(day: date, today: date, language: str, *, soon: bool = False) -> str:
    shown = _day_and_month(day, language)
    return (
        shown
        if day.year == today.year or (soon and 0 < days_between(today, day) <= _SOON)
        else f"{shown} {_short_year(day)}"
    )


def short_day(day: date, today: date, language: str, *, ahead: bool = False) -> str:
    """A date in a table: "i går", "i dag", "i morgen", "fre" within six days, "12. des", "12. des 27".

    Args:
        day: the one shown.
        today: what it is near to.
        language: of the words.
        ahead: the place holds only days to come: a year that is told by that is left out.
    """
    away = days_between(today, day)
    near = _words(language).near.get(away)
    if near is not None:
        return near
    if 0 < away <= 6:
        return _names(language).short_weekdays[day.weekday()]
    return _dated(day, today, language, soon=ahead)


def overdue_days(day: date, today: date) -> str:
    """How far `day` is past, "−12 d"; without a sign, "3 d", how far it is ahead."""
    late = days_between(day, today)
    return f"{_MINUS if late > 0 else ''}{abs(late)} d"


def month_and_year(day: date, language: str) -> str:
    """A month as a heading: "November 2026"."""
    name = _names(language).months[day.month - 1]
    return f"{name[:1].upper()}{name[1:]} {day.year}"


def weekdays(language: str) -> tuple[str, ...]:
    """Names of the weekdays, Monday first."""
    return _names(language).weekdays


def full_day(day: date, language: str) -> str:
    """A date in full: "mandag 23. november 2026", "Monday 23 November 2026"."""
    names = _names(language)
    weekday, month = names.weekdays[day.weekday()], names.months[day.month - 1]
    return f"{weekday} {_day_of_month(day, language)} {month} {day.year:04}"


def header_day(day: date, language: str) -> str:
    """Today in the header: "man 23. nov · uke 48", "Mon 23 Nov · week 48"."""
    weekday = _names(language).short_weekdays[day.weekday()]
    return f"{weekday} {_day_and_month(day, language)} · {_words(language).week} {week_number(day)}"


def moment(at: datetime, now: datetime, language: str) -> str:
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
    return f"{_dated(here.date(), now.date(), language)} {clock}"


def typed_form(day: date, language: str) -> str:
    """A date as it stands in an input field, "15.03.2027"; `domain.typed_dates.understand` reads it back."""
    del language  # the same in all three, and understood in all three
    return f"{day.day:02}.{day.month:02}.{day.year:04}"

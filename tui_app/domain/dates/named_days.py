"""Days with a name, and days counted in a month: `2. juledag`, `Good Friday`, `første mandag i mars`.

If today is Monday 23 November 2026:

- `julaften`, `2. juledag`, `nyttårsaften`, `langfredag`, `Boxing Day 2027`: the next one to come, today included.
- `første mandag i mars`, `the last Friday in March`, `siste fredag i neste måned`. Without a year, it is the next one.
- `den første i måneden`, `the 15th of next month`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK, add_months, end_of_month
from tui_app.domain.dates.day_and_month import YEAR, first_not_before, full_year
from tui_app.domain.dates.public_holidays import easter
from tui_app.domain.dates.vocabulary import MONTHS, ORDINAL_WORDS, simplify, weekday_of


def _on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def from_easter(days: int) -> Callable[[int], date]:
    """The day that is so many days after Easter Sunday, by year."""
    return lambda year: easter(year) + timedelta(days=days)


def _first_in_advent(year: int) -> date:
    return date(year, 12, 3) - timedelta(days=date(year, 12, 3).isoweekday() % DAYS_IN_WEEK)


_NAMES: dict[str, Callable[[int], date]] = {
    "nyttårsdag|nyttårsdagen|1. nyttårsdag|første nyttårsdag|fyrste nyttårsdag|new years day": _on(1, 1),
    "palmesøndag|palmesundag|palm sunday": from_easter(-7),
    "skjærtorsdag|skjertorsdag|maundy thursday": from_easter(-3),
    "langfredag|langfredagen|good friday": from_easter(-2),
    "påskeaften|påskeaftan|easter saturday|holy saturday": from_easter(-1),
    "1. påskedag|første påskedag|fyrste påskedag|påskedagen|easter sunday|easter day": from_easter(0),
    "2. påskedag|andre påskedag|annen påskedag|easter monday": from_easter(1),
    "kristi himmelfart|kristi himmelfartsdag|ascension day": from_easter(39),
    "pinseaften|pinseaftan": from_easter(48),
    "1. pinsedag|første pinsedag|fyrste pinsedag|whit sunday": from_easter(49),
    "2. pinsedag|andre pinsedag|annen pinsedag|whit monday": from_easter(50),
    "grunnlovsdagen|nasjonaldagen|constitution day": _on(5, 17),
    "sankthansaften|st. hansaften|st. hans aften|jonsokaftan|jonsokaften|midsummers eve|midsummer eve": _on(6, 23),
    "1. advent|første advent|fyrste advent|første søndag i advent|fyrste søndag i advent": _first_in_advent,
    "lille julaften|lille julaftan|veslejulaftan|veslejulaften": _on(12, 23),
    "julaften|julaftan|julekvelden|christmas eve": _on(12, 24),
    "1. juledag|1. juledagen|første juledag|fyrste juledag|christmas day": _on(12, 25),
    "2. juledag|2. juledagen|andre juledag|annen juledag|boxing day": _on(12, 26),
    "nyttårsaften|nyttårsaftan|nyttårskvelden|årsskiftet|årsskifte|ved årsskiftet|turn of the year|new years eve": _on(
        12, 31
    ),
}
_DAYS = {simplify(word): day for words, day in _NAMES.items() for word in words.split("|")}
_NAMED = re.compile(r"(?:pa |on )?(?P<name>.+?)(?: (?P<year>[0-9]{4}))?")
_MONTHS_FROM_THIS = {simplify(word): 0 for word in ("måneden", "månaden", "denne måneden", "month", "this month")} | {
    simplify(word): 1 for word in ("neste måned", "neste månad", "next month")
}
_PLACE = r"(?P<place>[1-9][0-9]?(?:[.]|st|nd|rd|th)?|[a-z]+)"
_IN_MONTH = re.compile(
    rf"(?:den |the |pa |on )*{_PLACE}(?: (?P<weekday>(?!(?:i|in|of) )[a-z]+))? "
    r"(?:(?:i|in|of) (?:the )?|(?=neste |next ))"
    rf"(?P<month>[a-z ]+?)[.]?(?:,? {YEAR})?"
)
_LAST_WORDS = frozenset({"siste", "last"})
_LAST = -1


def parse_named_day(text: str, today: date) -> date | None:
    """The day that a name means, from text in small letters without accents; None if it names none.

    Raises:
        ValueError: there is no such day.
    """
    match = _NAMED.fullmatch(text.replace("'", ""))
    in_year = _DAYS.get(match["name"]) if match else None
    if match is None or in_year is None:
        return _counted_in_month(text, today)
    return in_year(int(match["year"])) if match["year"] else first_not_before(in_year, today, today.year)


def _counted_in_month(text: str, today: date) -> date | None:
    match = _IN_MONTH.fullmatch(text)
    place = _place_of(match["place"]) if match else None
    weekday = weekday_of(match["weekday"]) if match and match["weekday"] else None
    if match is None or place is None or (match["weekday"] and weekday is None):
        return None

    def day_in(first: date) -> date:
        return first.replace(day=place) if weekday is None else _nth(weekday, place, first)

    if weekday is None and place == _LAST:
        return None
    if match["month"] in _MONTHS_FROM_THIS:
        return _in_month_from(_MONTHS_FROM_THIS[match["month"]], day_in, today)
    month = MONTHS.get(match["month"])
    if month is None:
        return None
    if match["year"]:
        return day_in(date(full_year(match["year"]), month, 1))
    return first_not_before(lambda year: day_in(date(year, month, 1)), today, today.year)


def _in_month_from(later: int, day_in: Callable[[date], date], today: date) -> date:
    first = today.replace(day=1)
    found = day_in(add_months(first, later))
    return found if found >= today else day_in(add_months(first, later + 1))


def _place_of(text: str) -> int | None:
    if text in _LAST_WORDS:
        return _LAST
    digits = text.rstrip(".stndrh")
    return int(digits) if digits.isdigit() else ORDINAL_WORDS.get(text)


def _nth(weekday: int, place: int, first: date) -> date:
    """The weekday with this place in the month that begins on `first`.

    Raises:
        ValueError: the month has fewer of them.
    """
    if place == _LAST:
        last = end_of_month(first)
        return last - timedelta(days=(last.weekday() - weekday) % DAYS_IN_WEEK)
    return first.replace(day=1 + (weekday - first.weekday()) % DAYS_IN_WEEK + (place - 1) * DAYS_IN_WEEK)

"""Read a column of dates: its format is judged over all its cells, and never guessed cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.text_normalization import folded


class DateOrder(StrEnum):
    """The order of day, month and year in dates written with numbers."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "iso"


_LONGEST_EMPLOYMENT = 60
"""Years from today until a last day that is meant."""


class DateFormat(Struct, frozen=True):
    """How the dates of a column are read.

    Attributes:
        order: which of day and month stands first where both could; None if the column does not tell.
        is_found: the order was found out from the cells, and not from a full stop or from what was said.
        has_day_numbers: some cells are a spreadsheet's day numbers.
        example: a date that can be read both ways, or that showed the order.
    """

    order: DateOrder | None
    is_found: bool = False
    has_day_numbers: bool = False
    example: str = ""


_TIME = re.compile(
    r"(?:T|,?\s+)\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d+)?\s*(?:[AP]\.?M\.?)?\s*(?:Z|UTC|[+-]\d\d:?\d\d)?$",
    re.ASCII | re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:man|mån|tirs?|tys|ons|tors?|fre|lør|lau|laur|søn|sun)(?:dag)?)\.?,?\s+(?=\d)",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})(?P<s>[-/. ])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})|(?P<c>(?:19|20|99|29)\d{6})", re.ASCII
)
_NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<s>\.\s?|[/-]|\s)(?P<b>\d{1,2})(?:(?P=s)|-|\s)(?P<y>\d{4}|\d{2})\.?", re.ASCII)
_COMPACT = re.compile(r"(?P<a>\d\d)(?P<b>\d\d)(?P<y>(?:19|20)\d\d)", re.ASCII)
_DAY_NUMBER = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_FIRST_DAY_NUMBER, _LAST_DAY_NUMBER = 10_000, 73_050
"""Spreadsheets count the days since 1899-12-30; these are in 1927 and 2099."""
_DAY_ZERO = date(1899, 12, 30)
_CLEAR_MAJORITY = 10
"""How many times more cells must show one order than the other for the column to decide."""

_MONTHS = (
    ("januar", "january", "januari", "jan"),
    ("februar", "february", "februari", "feb"),
    ("mars", "march", "marts", "marz", "mar"),
    ("april", "apr"),
    ("mai", "may", "maj"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "augusti", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("desember", "december", "dezember", "des", "dec", "dez"),
)
_MONTH_BY_NAME = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_LETTERS = re.compile(r"[^\W\d_]{3}")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_SMALL_WORDS = frozenset({"den", "the", "of", "d", "st", "nd", "rd", "th"})
_WEEKDAY_NAMES = (
    "mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tysdag laurdag sundag monday tuesday wednesday thursday "
    "friday saturday sunday"
)
_WEEKDAYS = _WEEKDAY_NAMES.split()


def _safe_date(year: int, month: int, day: int) -> date | None:
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if made.year >= 1900 else None


def _full_year(text: str, today: date) -> int:
    """The year; of two digits, at most 20 years after today."""
    year = int(text)
    if len(text) == 2:
        year += today.year // 100 * 100
        year -= 100 if year > today.year + 20 else 0
    return year


def _without_time(text: str) -> str:
    """A cell without the time of day, and without a weekday before a number."""
    return _TIME.sub("", _WEEKDAY.sub("", text.strip(), count=1))


def _named_date(text: str, today: date) -> date | None:
    """A date with the name of its month: «1. januar 2026», «Jan 1st, 2026», «19-AUG-13»."""
    if not _LETTERS.search(text):
        return None
    words = [word for word in _WORDS.findall(folded(text)) if word not in _SMALL_WORDS]
    if words and len(words) == 4 and any(day.startswith(words[0]) for day in _WEEKDAYS) and len(words[0]) > 2:
        words = words[1:]
    months = [index for index, word in enumerate(words) if word in _MONTH_BY_NAME]
    if len(words) != 3 or len(months) != 1:
        return None
    month = _MONTH_BY_NAME[words.pop(months[0])]
    if not all(word.isascii() and word.isdigit() for word in words):
        return None
    day, year = words
    if len(day) == 4:
        day, year = year, day
    return _safe_date(_full_year(year, today), month, int(day)) if len(day) <= 2 and len(year) in (2, 4) else None


def _day_number(text: str) -> date | None:
    if not _DAY_NUMBER.fullmatch(text):
        return None
    number = int(re.split(r"[.,]", text)[0])
    return _DAY_ZERO + timedelta(days=number) if _FIRST_DAY_NUMBER <= number <= _LAST_DAY_NUMBER else None


def _plain_date(text: str, today: date) -> date | None:
    """A date that can be read in one way only, whatever the column: with the year first or the month's name."""
    if match := _YEAR_FIRST.fullmatch(text):
        packed = match["c"]
        parts = (packed[:4], packed[4:6], packed[6:]) if packed else (match["y"], match["m"], match["d"])
        if made := _safe_date(*map(int, parts)):
            return made
    return _named_date(text, today)


def _both_ways(text: str, today: date) -> tuple[date | None, date | None] | None:
    """The date with the day first and with the month first; None if it is not written with numbers."""
    match = _NUMBERS.fullmatch(text) or _COMPACT.fullmatch(text)
    if not match:
        return None
    first, second, year = int(match["a"]), int(match["b"]), _full_year(match["y"], today)
    return _safe_date(year, second, first), _safe_date(year, first, second)


def find_date_format(cells: Iterable[str], today: date, said: DateOrder | None = None) -> DateFormat:
    """How the dates of a column are to be read.

    Dates with full stops have the day first, unless the cells show that they have not.

    Args:
        cells: the filled cells of the column.
        said: the order that somebody has said; it counts where the cells do not tell.
    """
    evidence = _Evidence()
    for cell in dict.fromkeys(cells):
        evidence.add(cell, _without_time(cell), today)
    order, example = _judge(evidence.day_first, evidence.month_first)
    if order is not None:
        is_found = order is DateOrder.MONTH_FIRST or any("." not in cell for cell in evidence.day_first)
        return DateFormat(order, is_found, evidence.has_day_numbers, example)
    if evidence.is_unclear and said is None:
        return DateFormat(None, has_day_numbers=evidence.has_day_numbers, example=evidence.example)
    by_custom = DateOrder.DAY_FIRST if evidence.has_stops else DateOrder.YEAR_FIRST
    return DateFormat(said or by_custom, has_day_numbers=evidence.has_day_numbers)


class _Evidence:
    """What the cells of a column show about the order of day and month."""

    def __init__(self) -> None:
        self.day_first: list[str] = []
        self.month_first: list[str] = []
        self.both: list[str] = []
        self.has_day_numbers = False
        self.has_stops = False

    def add(self, cell: str, text: str, today: date) -> None:
        """Take one cell into account; `text` is the cell without the time of day."""
        if _plain_date(text, today):
            return
        self.has_day_numbers = self.has_day_numbers or _day_number(text) is not None
        ways = _both_ways(text, today)
        if not ways or not any(ways) or ways[0] == ways[1]:
            return
        self.has_stops = self.has_stops or "." in text
        if not all(ways):
            (self.day_first if ways[0] else self.month_first).append(cell)
        elif "." not in text:
            self.both.append(cell)

    @property
    def is_unclear(self) -> bool:
        """True if the order must be asked, once it is known that no order is clear."""
        return bool(self.both or (self.day_first and self.month_first))

    @property
    def example(self) -> str:
        """A date to show with the question."""
        return (self.both or self.day_first)[0]


def _judge(day_first: Sequence[str], month_first: Sequence[str]) -> tuple[DateOrder | None, str]:
    if day_first and len(day_first) >= _CLEAR_MAJORITY * len(month_first):
        return DateOrder.DAY_FIRST, day_first[0]
    if month_first and len(month_first) >= _CLEAR_MAJORITY * len(day_first):
        return DateOrder.MONTH_FIRST, month_first[0]
    return None, ""


def read_date(text: str, form: DateFormat, today: date) -> date | None:
    """The date in a cell of a column with this format; None if it cannot be read."""
    text = _without_time(text)
    if plain := _plain_date(text, today):
        return plain
    ways = _both_ways(text, today)
    if ways is None:
        return _day_number(text) if form.has_day_numbers else None
    if form.order is DateOrder.MONTH_FIRST:
        return ways[1]
    is_day_first = form.order is DateOrder.DAY_FIRST or ways[0] == ways[1] or "." in text
    return ways[0] if is_day_first else None


def both_readings(text: str, today: date) -> tuple[date, date] | None:
    """A date read with the day first and with the month first, if both can be and they differ."""
    ways = _both_ways(_without_time(text), today)
    return (ways[0], ways[1]) if ways and ways[0] and ways[1] and ways[0] != ways[1] else None


def is_open_ended(end: date, today: date) -> bool:
    """True for dates that payroll systems write if there is no end: 31.12.2099, 31.12.9999. Nobody works that long."""
    return end.year > today.year + _LONGEST_EMPLOYMENT

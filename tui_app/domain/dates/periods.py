"""Days that people name by a part of the year: quarters and half years, the middle of a month, before Christmas.

A period is its last day, as a deadline is meant. If today is Monday 23 November 2026:

- `Q1`, `1. kvartal`, `første kvartal 2027`, `first quarter`: 31 March. `neste kvartal`: 31 March; `dette kvartalet`,
  `slutten av kvartalet`: 31 December. `første halvår`, `H1`: 30 June.
- `midten av januar`, `medio januar`, `mid-January`: the 15th; `starten av januar`, `early January`: the 1st.
- **Before** a time when everybody is away, it is the last day before: `før jul`, `innen jul`, `by Christmas`:
  23 December; `før påske`: the Friday before Palm Sunday; `før sommeren`: 20 June. **After** it, it is the first day
  after: `etter jul`: 27 December; `etter påske`: the Tuesday; `etter sommeren`: 15 August; `etter nyttår`: 2 January.
- `15.`, `den 15.`, `the 15th`: the next 15th, today included. `fredag 4.`, `Monday the 7th`: that day, which must be on
  that weekday.
- `mandag om to uker`: the Monday of that week.
- `slutten av 2027`: 31 December. `start of Q2`: 1 April. `første halvdel av mai`: the 15th, the second one the 31st.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from tui_app.domain.dates.arithmetic import add_months, end_of_month, start_of_week
from tui_app.domain.dates.public_holidays import easter
from tui_app.domain.dates.vocabulary import MONTHS, ORDINAL_WORDS, WEEKDAYS, simplify, weekday_of

JUST_PASSED = timedelta(days=14)
"""A period that ended no longer ago than this is that one, not next year's."""
MIDDLE = 15
"""The middle of a month."""
_DAYS_IN_WEEK = 7


def _on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


_TIMES_AWAY: dict[str, tuple[Callable[[int], date], Callable[[int], date]]] = {
    # the words -> the last day before, the first day after
    "jul|jula|julen|juleferien|juleferie|juleferia|christmas|xmas": (_on(12, 23), _on(12, 27)),
    "nyttår|nyåret|årsskiftet|new year|new years|the new year": (_on(12, 31), _on(1, 2)),
    "påske|påska|påsken|påskeferien|påskeferie|påskeferia|easter": (_easter(-9), _easter(2)),
    "pinse|pinsa|pinsen|whitsun|pentecost": (_easter(47), _easter(51)),
    "sommer|sommeren|sommaren|sommar|sommerferien|sommarferien|sommarferia|summer|the summer": (_on(6, 20), _on(8, 15)),
    "17. mai|17 mai": (_on(5, 16), _on(5, 18)),
}
_AWAY = {simplify(word): days for words, days in _TIMES_AWAY.items() for word in words.split("|")}
_BEFORE = re.compile(r"(?:for|innen|innan|til|by|before) (?P<what>.+)")
_AFTER = re.compile(r"(?:etter|after|over(?! the | easter| christmas| xmas| new| summer| whit| pente)) (?P<what>.+)")
_YEAR = r"(?: (?:i |in |of )?(?P<year>[0-9]{4}))?"
_PART = re.compile(
    r"(?:i |in |the |i lopet av |during )*"
    r"(?:(?P<letter>[qh]) ?(?P<short>[1-4])|(?P<place>[1-4]|[a-z]+)[.]?(?:st|nd|rd|th)?"
    rf" (?P<kind>kvartal|quarter|halvar|half|half year))(?: (?:the )?year)?{_YEAR}"
)
_LENGTHS = {"q": 3, "kvartal": 3, "quarter": 3, "h": 6, "halvar": 6, "half": 6, "half year": 6}
_FROM_THIS = {
    simplify(words): meaning
    for meaning, row in {
        (3, 0): "dette kvartalet|dette kvartal|kvartalet|slutten av kvartalet|utgangen av kvartalet|this quarter|"
        "end of quarter|end of the quarter|end of this quarter|kvartalsslutt|quarter end",
        (
            3,
            1,
        ): "neste kvartal|i neste kvartal|next quarter|in next quarter|"
        "in the next quarter|slutten av neste kvartal|end of next quarter",
        (6, 0): "dette halvåret|slutten av halvåret|utgangen av halvåret|this half year",
        (6, 1): "neste halvår|next half year",
        (12, 0): "i år|dette året|this year|året",
        (12, 1): "neste år|next year|slutten av neste år|end of next year",
    }.items()
    for words in row.split("|")
}
_END_OF_NAMED_YEAR = re.compile(
    r"(?:i |ved |by |in |the )*(?:slutten av|utgangen av|i lopet av|end of|during) (?P<year>(?:20|21)[0-9]{2})"
)
_PART_OF_PART = re.compile(
    r"(?:i |in |by |innen |innan |the )*(?P<part>starten av|byrjinga av|begynnelsen av|start of|beginning of|"
    r"slutten av|utgangen av|end of) (?P<what>.+)"
)
_PART_OF_MONTH = re.compile(
    r"(?:i |in |the )*(?P<part>forste halvdel av|fyrste halvdel av|first half of|andre halvdel av|siste halvdel av|"
    r"second half of|last half of|midten av|midtveis i|midt i|medio|middle of|mid|starten av|byrjinga av|"
    r"begynnelsen av|primo|start of|beginning of|tidlig i|tidleg i|early in|early|sent i|seint i|late in|ultimo|late)"
    r"(?: the)?[ -](?P<month>[a-z ]+?)[.]?" + _YEAR
)
_STARTS = {
    *("starten av", "byrjinga av", "begynnelsen av", "primo", "start of", "beginning of"),
    *("tidlig i", "tidleg i", "early in", "early"),
}
_ENDS = {
    "andre halvdel av",
    "siste halvdel av",
    "second half of",
    "last half of",
    "ultimo",
    "sent i",
    "seint i",
    "late in",
    "late",
}
_MONTHS_FROM_THIS = {simplify(word): 0 for word in ("måneden", "månaden", "denne måneden", "month", "this month")} | {
    simplify(word): 1 for word in ("neste måned", "neste månad", "next month")
}
_BEFORE_PART = re.compile(r"(?:for|before) (?:the )?")
_END = re.compile(r"\b(?:slutten|utgangen|end)\b")
_DAY_OF_MONTH = re.compile(
    r"(?:den |the |innen |innan |by |pa |on )*(?:(?P<day>[0-9]{1,2})(?:[.]|st|nd|rd|th)|(?P<first>forste|fyrste|first))"
)
_WEEKDAY_AND_DAY = re.compile(r"(?:pa |on )?(?P<weekday>[a-z]+),? (?P<day>(?:den |the )?[0-9]{1,2}(?:[.]|st|nd|rd|th))")
_WEEKDAY_IN = re.compile(r"(?:pa |on )?(?P<weekday>[a-z]+) (?:om|in) (?P<span>.+)")


def parse_period(text: str, today: date, span_of: Callable[[str], tuple[int, int] | None]) -> date | None:
    """The day that a period means, from text in small letters without accents; None if it names none.

    Args:
        text: with the words before it (`before`, `by`), and a full stop after it.
        today: the day it is typed.
        span_of: reads a length of time, as days and months.

    Raises:
        ValueError: there is no such day.
    """
    bare = text.rstrip(" .,")
    for found in (
        _weekday_and_day(text, today),
        _away(bare, today),
        _end_of_named_year(bare),
        _part_of_year(bare, today) or _part_of_part(bare, today),
        _part_of_month(bare, today),
        _day_of_month(text.rstrip(" ,"), today),
        _weekday_in(bare, today, span_of),
    ):
        if found is not None:
            return found
    return None


def _away(text: str, today: date) -> date | None:
    for frame, is_before in ((_BEFORE, True), (_AFTER, False)):
        if (match := frame.fullmatch(text)) and (day := time_away(match["what"], today, is_before=is_before)):
            return day
    return None


def time_away(text: str, today: date, *, is_before: bool) -> date | None:
    """The last day before a time when everybody is away, or the first day after it; None for other text."""
    bare, _, year = text.rpartition(" ")
    named, given = (bare, int(year)) if bare and re.fullmatch("20[0-9]{2}", year) else (text, 0)
    if named not in _AWAY:
        return None
    in_year = _AWAY[named][0 if is_before else 1]
    return in_year(given) if given else _coming(in_year, today)


def _coming(in_year: Callable[[int], date], earliest: date) -> date:
    """The first of these days that is not before another; a year has one of them."""
    return next(day for year in range(earliest.year - 1, earliest.year + 3) if (day := in_year(year)) >= earliest)


def _part_of_year(text: str, today: date) -> date | None:
    if (match := _BEFORE_PART.match(text)) and not _END.search(text):
        return _before_part(text[match.end() :], today)
    stripped = re.sub(r"^(?:(?:innen|innan|by|i lopet av|during|for|before) )?(?:the )?", "", text)
    if (known := _FROM_THIS.get(stripped)) is not None:
        months, later = known
        first = date(today.year, (today.month - 1) // months * months + 1, 1)
        return end_of_month(add_months(first, months * (later + 1) - 1))
    match = _PART.fullmatch(stripped)
    if match is None:
        return None
    months = _LENGTHS[match["letter"] or match["kind"]]
    place = match["short"] or match["place"]
    number = int(place) if place.isdigit() else ORDINAL_WORDS.get(place, 0)
    if not 1 <= number <= 12 // months:
        return None

    def last_day(year: int) -> date:
        return end_of_month(date(year, number * months, 1))

    return last_day(int(match["year"])) if match["year"] else _coming(last_day, today - JUST_PASSED)


def _end_of_named_year(text: str) -> date | None:
    match = _END_OF_NAMED_YEAR.fullmatch(text)
    return date(int(match["year"]), 12, 31) if match else None


def _part_of_part(text: str, today: date) -> date | None:
    """The first or the last day of a quarter or half year."""
    match = _PART_OF_PART.fullmatch(text)
    named = _PART.fullmatch(match["what"]) if match else None
    last = _part_of_year(match["what"], today) if match and named else None
    if match is None or named is None or last is None:
        return None
    is_end = match["part"].startswith(("slutt", "utgang", "end"))
    months = _LENGTHS[named["letter"] or named["kind"]]
    return last if is_end else add_months(last.replace(day=1), 1 - months)


def _before_part(text: str, today: date) -> date | None:
    """The last day before a quarter or half year that has not begun."""
    known = _FROM_THIS.get(text)
    match = _PART.fullmatch(text)
    months = known[0] if known else _LENGTHS[match["letter"] or match["kind"]] if match else 0
    last = _part_of_year(text, today)
    if last is None:
        return None
    before = end_of_month(add_months(last.replace(day=1), -months))
    return before if before >= today or (match and match["year"]) else end_of_month(add_months(before, 12))


def _part_of_month(text: str, today: date) -> date | None:
    match = _PART_OF_MONTH.fullmatch(re.sub(r"^(?:innen|innan|by|for|before) ", "", text))
    if match is None:
        return None
    named, part = match["month"], match["part"]

    def day_in(first: date) -> date:
        return first if part in _STARTS else end_of_month(first) if part in _ENDS else first.replace(day=MIDDLE)

    if named in _MONTHS_FROM_THIS:
        return day_in(add_months(today.replace(day=1), _MONTHS_FROM_THIS[named]))
    month = MONTHS.get(named)
    if month is None:
        return None
    if match["year"]:
        return day_in(date(int(match["year"]), month, 1))
    return _coming(lambda year: day_in(date(year, month, 1)), today - JUST_PASSED)


def _day_of_month(text: str, today: date) -> date | None:
    match = _DAY_OF_MONTH.fullmatch(text)
    if match is None:
        return None
    day = int(match["day"] or 1)
    if not 1 <= day <= 31:
        raise ValueError("no month has such a day")
    first = today.replace(day=1)
    for later in range(3):  # no two months in a row are short
        month = add_months(first, later)
        if day <= end_of_month(month).day and month.replace(day=day) >= today:
            return month.replace(day=day)
    raise ValueError("no month near has such a day")


def _weekday_and_day(text: str, today: date) -> date | None:
    match = _WEEKDAY_AND_DAY.fullmatch(text.rstrip(" ,"))
    weekday = weekday_of(match["weekday"]) if match else None
    day = _day_of_month(match["day"], today) if match and weekday is not None else None
    if day is not None and day.weekday() != weekday:
        raise ValueError("the day is on another weekday")
    return day


def _weekday_in(text: str, today: date, span_of: Callable[[str], tuple[int, int] | None]) -> date | None:
    match = _WEEKDAY_IN.fullmatch(text)
    if match is None or match["weekday"] not in WEEKDAYS:
        return None
    span = span_of(match["span"])
    if span is None or span[1] or span[0] % _DAYS_IN_WEEK or not span[0]:
        return None
    return start_of_week(today + timedelta(days=span[0])) + timedelta(days=WEEKDAYS[match["weekday"]])

"""Dates as people type them, in bokmål, nynorsk and English at once.

What is understood, with Monday 23 November 2026 as today:

- Numbers: `15.3` `15/3` `15,3` (the keypad's comma) `15/3-27` `15.03.2027` `150327` `15032027`
  `2027-03-15` `20270315`. Day before month, except where the year comes first. Two digits of a year are 20xx.
- Month names: `15. mars`, `15 mar 2027`, `march 15`. With a weekday before it, both must agree.
- **Without a year** a date is the next one to come, today counted; but one that passed at most 14 days
  ago (`JUST_PASSED`) is that past one: `20.11` is last Friday, `1.11` is next year's.
- `i dag`, `i morgen`, `i overmorgen`, `i går`; `om 2 uker`, `in a month`, `for 3 dager siden`; `+14`
  (days), `+2u`, `14d`, `-3`. Months and years keep the day of the month, or take the month's last day
  where it has none.
- **A weekday** is the next one to come, never today: on a Friday, `fredag` is in seven days. `neste
  fredag` is the Friday of next ISO week; so on a Monday `fredag` and `neste fredag` are a week apart.
- **A week** is its Friday: `uke 12` (this week, or the next of that number to come), `uke 12 2027`,
  `neste uke`. Once this week's Friday has passed, this week is today. With a weekday, `tirsdag uke 12`,
  it is that day.
- `neste måned`, `slutten av måneden`, `slutten av mars`, `slutten av året`: the last day.

Not understood, since they would be guesses: a lone number or month, times of day, holidays. `dateparser`
was tried and left out: in its lenient form it reads `to`, `an`, `²` and `12.30` as days of this month, in
its strict form it adds little but `now`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from tui_app.domain.calendar import DAYS_IN_WEEK, add_months, end_of_month, start_of_week
from tui_app.domain.refusals import Refusal
from tui_app.domain.texts import clean_line, folded

JUST_PASSED = timedelta(days=14)
"""A date without a year that passed no longer ago than this is the past one, not next year's."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST = 80
"""Longest text that is looked at, in characters; the longest understood form has about 50."""

_UNTIL_SURE = 9
"""Years within which every day and every week number comes again (29 February skips 2100)."""
_FRIDAY = 4
_KEYBOARD = str.maketrans("åøöä\u2212\u2013\u2014", "aooa---")


def _plain(text: str) -> str:
    """`text` without case and accents, å and ø too (not all keyboards have them); every dash is a hyphen."""
    return folded(text).translate(_KEYBOARD)


def _meanings(rows: Mapping[int, str]) -> dict[str, int]:
    return {word: meaning for meaning, words in rows.items() for word in _words(words)}


def _words(words: str) -> frozenset[str]:
    return frozenset(map(_plain, words.split(", ")))


# The words. Each row: what it means, and every way to say it (bokmål, nynorsk, English).
_WEEKDAYS = _meanings(
    {
        0: "mandag, man, måndag, mån, monday, mon",
        1: "tirsdag, tirs, tir, tysdag, tys, tuesday, tues, tue",
        2: "onsdag, ons, wednesday, wed",
        3: "torsdag, tors, tor, thursday, thurs, thur, thu",
        4: "fredag, fre, friday, fri",
        5: "lørdag, lør, laurdag, lau, saturday, sat",
        6: "søndag, søn, sundag, sunday, sun",
    }
)
_MONTHS = _meanings(
    {
        1: "januar, january, jan",
        2: "februar, february, feb",
        3: "mars, march, mar",
        4: "april, apr",
        5: "mai, may",
        6: "juni, june, jun",
        7: "juli, july, jul",
        8: "august, aug",
        9: "september, sept, sep",
        10: "oktober, october, okt, oct",
        11: "november, nov",
        12: "desember, december, des, dec",
    }
)
_DAYS_FROM_TODAY = _meanings(
    {
        -2: "i forgårs, i førgår",
        -1: "i går, igår, yesterday",
        0: "i dag, idag, today",
        1: "i morgen, imorgen, i morgon, imorgon, i morra, imorra, tomorrow",
        2: "i overmorgen, overmorgen, i overmorgon, overmorgon, the day after tomorrow, day after tomorrow",
    }
)
_NUMBERS = _meanings(
    {
        1: "en, ei, et, ett, ein, eit, eitt, a, an, one",
        2: "to, et par, eit par, two, a couple of",
        3: "tre, three",
        4: "fire, four",
        5: "fem, five",
        6: "seks, six",
        7: "sju, syv, seven",
        8: "åtte, eight",
        9: "ni, nine",
        10: "ti, ten",
        12: "tolv, twelve",
        14: "fjorten, fourteen",
    }
)
_UNITS_IN_DAYS = _meanings({1: "dag, dager, dagar, day, days", 7: "uke, uker, veke, veker, week, weeks"})
_UNITS_IN_MONTHS = _meanings(
    {
        1: "måned, måneder, månad, månader, mnd, month, months",
        6: "halvår, halvt år",
        12: "år, year, years",
    }
)
_LETTERS_IN_DAYS = _meanings({1: "d", 7: "u, v, w"})
_LETTERS_IN_MONTHS = _meanings({1: "m", 12: "å, y"})
_WEEKS_FROM_THIS = _meanings(
    {
        0: "denne uken, denne uka, denne veka, slutten av uken, slutten av uka, slutten av veka, "
        "this week, end of week, end of the week",
        1: "neste uke, neste veke, next week",
    }
)
_MONTHS_FROM_THIS = _meanings(
    {
        0: "denne måneden, denne månaden, slutten av måneden, slutten av månaden, utgangen av måneden, "
        "this month, end of month, end of the month",
        1: "neste måned, neste månad, slutten av neste måned, slutten av neste månad, next month, end of next month",
    }
)
_END_OF_YEAR = _words("slutten av året, utgangen av året, end of year, end of the year")
_END_OF = _words("slutten av, utgangen av, end of")
_WEEK = _words("uke, uka, u, veke, veka, v, week, w")
_NEXT = _words("neste, next")
_COMING = _words("på, on, denne, this, kommende, førstkommende, komande, førstkomande")
_FILLERS = _words("den, innen, innan, senest, seinast, the, by")


def understand(text: str, today: date) -> date:
    """The date that `text` means to a person who types it on `today`, by the rules at the top of this module.

    Raises:
        Refusal: `date_empty`; `date_not_understood`; or `date_does_not_exist`, for a day or week that no
            calendar has (31.2, uke 54, a weekday that does not agree) and for years outside 1900 to 2199. The
            last two carry `text`, cleaned and shortened for showing.
    """
    stripped = text.strip()
    shown = clean_line(stripped[:LONGEST])
    if len(stripped) > LONGEST:
        raise Refusal("date_not_understood", text=f"{shown}…")
    if not shown:
        raise Refusal("date_empty")
    try:
        found = _first_reading(_without_filler(_plain(shown).rstrip(" .,")), today)
    except (ValueError, OverflowError):  # from date and timedelta: a known form, but no such day
        raise Refusal("date_does_not_exist", text=shown) from None
    if found is None:
        raise Refusal("date_not_understood", text=shown)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Refusal("date_does_not_exist", text=shown)
    return found


def _first_reading(text: str, today: date) -> date | None:
    # A reader gives None for a form that is not its own. For a form that is, of a day that is not, it raises
    # ValueError or OverflowError.
    for reader in (_fixed_phrase, _day_and_month, _relative, _week_friday, _weekday, _end_of_named_month):
        if (found := reader(text, today)) is not None:
            return found
    return None


def _without_filler(text: str) -> str:
    while text not in _DAYS_FROM_TODAY and (rest := _after_one_of(_FILLERS, text)) != text:
        text = rest
    return text


def _after_one_of(words: frozenset[str], text: str) -> str:
    """`text` without its first word, when it is one of `words` and more follows."""
    first, _, rest = text.partition(" ")
    return rest if rest and first in words else text


def _fixed_phrase(text: str, today: date) -> date | None:
    if text in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[text])
    if text in _MONTHS_FROM_THIS:
        return end_of_month(add_months(today, _MONTHS_FROM_THIS[text]))
    return today.replace(month=12, day=31) if text in _END_OF_YEAR else None


_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_ORDINAL = r"(?:[.]|st|nd|rd|th)?"
_DAY_AND_MONTH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY} ?[./,-] ?(?P<month>[0-9]{{1,2}})(?: ?[./, -] ?{_YEAR})?",
        # Never both this and the next: a year that begins as a month does is not one of ours.
        r"(?P<year>(?:19|20|21)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-9]{2})",
        rf"(?P<day>[0-9]{{2}})(?P<month>[0-9]{{2}}){_YEAR}",
        r"(?P<year>[0-9]{4}) ?([./-]) ?(?P<month>[0-9]{1,2}) ?\2 ?(?P<day>[0-9]{1,2})",
        rf"{_DAY}{_ORDINAL} ?(?:of )?(?P<month>[a-z]+)[.]?(?:,? ?{_YEAR})?",
        rf"(?P<month>[a-z]+)[.]? ?{_DAY}{_ORDINAL}(?:,? {_YEAR})?",
    )
)


def _day_and_month(text: str, today: date) -> date | None:
    for pattern in _DAY_AND_MONTH:
        if match := pattern.fullmatch(text):
            named = match["month"]
            month = int(named) if named.isdigit() else _MONTHS.get(named)
            if month is not None:
                return _dated(int(match["day"]), month, match["year"], today)
    return None


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(_full_year(year), month, day)
    return _nearest(lambda each: date(each, month, day), today - JUST_PASSED, today.year)


def _full_year(digits: str) -> int:
    return 2000 + int(digits) if len(digits) == 2 else int(digits)


def _nearest(in_year: Callable[[int], date], earliest: date, around: int) -> date:
    """The first day, of those that `in_year` gives for each year, that is not before `earliest`.

    Raises:
        ValueError: no year near `around` has such a day.
    """
    for year in range(around - 1, around + _UNTIL_SURE):
        try:
            day = in_year(year)
        except ValueError:
            continue
        if day >= earliest:
            return day
    raise ValueError("no such day in any year")


_LONE_NUMBER = re.compile(r"([+-]) ?([0-9]{1,5})")
_FRAMES = tuple(
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


def _relative(text: str, today: date) -> date | None:
    if lone := _LONE_NUMBER.fullmatch(text):
        return today + timedelta(days=int(lone[1] + lone[2]))
    for frame, sign in _FRAMES:
        if (match := frame.fullmatch(text)) and (span := _span(match[1])):
            days, months = span
            return add_months(today, sign * months) + timedelta(days=sign * days)
    return None


def _span(text: str) -> tuple[int, int] | None:
    """The length of time that `text` names, as days and months."""
    if match := _LETTER_SPAN.fullmatch(text):
        count, unit = int(match[1]), match[2]
        in_days, in_months = _LETTERS_IN_DAYS, _LETTERS_IN_MONTHS
    else:
        match = _WORD_SPAN.fullmatch(text)
        count, unit = (int(match[1]), match[2]) if match else _number_word(text)
        in_days, in_months = _UNITS_IN_DAYS, _UNITS_IN_MONTHS
    if unit not in in_days and unit not in in_months:
        return None
    return count * in_days.get(unit, 0), count * in_months.get(unit, 0)


def _number_word(text: str) -> tuple[int, str]:
    """The number that `text` begins with, as a word, and the rest; the longest word ("et par", not "et")."""
    said = max((word for word in _NUMBERS if text.startswith(f"{word} ")), key=len, default="")
    return _NUMBERS.get(said, 0), text[len(said) + 1 :]


_NUMBERED_WEEK = re.compile(rf"(?:i |in )?(?P<word>[a-z]+) ?(?P<week>[0-9]{{1,2}})(?:(?: |, ?|/|-){_YEAR})?")


def _week_start(text: str, today: date) -> date | None:
    """The Monday of the week that `text` names."""
    this_monday = start_of_week(today)
    if text in _WEEKS_FROM_THIS:
        return this_monday + timedelta(weeks=_WEEKS_FROM_THIS[text])
    match = _NUMBERED_WEEK.fullmatch(text)
    if match is None or match["word"] not in _WEEK:
        return None
    week = int(match["week"])
    if match["year"]:
        return date.fromisocalendar(_full_year(match["year"]), week, 1)
    return _nearest(lambda year: date.fromisocalendar(year, week, 1), this_monday, today.year)


def _week_friday(text: str, today: date) -> date | None:
    monday = _week_start(text, today)
    if monday is None:
        return None
    friday = monday + timedelta(days=_FRIDAY)
    return max(friday, today) if monday == start_of_week(today) else friday


_WEEKDAY_FIRST = re.compile(r"([a-z]+)(?:[., ] ?(.+))?")


def _weekday(text: str, today: date) -> date | None:
    named = _after_one_of(_COMING | _NEXT, text)
    match = _WEEKDAY_FIRST.fullmatch(named)
    if match is None or match[1] not in _WEEKDAYS:
        return None
    weekday, rest = _WEEKDAYS[match[1]], match[2]
    if _after_one_of(_NEXT, text) != text:
        return None if rest else start_of_week(today) + timedelta(days=DAYS_IN_WEEK + weekday)
    if not rest:
        return today + timedelta(days=(weekday - today.weekday() - 1) % DAYS_IN_WEEK + 1)
    if (monday := _week_start(rest, today)) is not None:
        return monday + timedelta(days=weekday)
    day = _day_and_month(_without_filler(rest), today)
    if day is not None and day.weekday() != weekday:
        raise ValueError("the date is not that weekday")
    return day


_END_OF_MONTH = re.compile(rf"(?P<end_of>.+) (?P<month>[a-z]+)[.]?(?: {_YEAR})?")


def _end_of_named_month(text: str, today: date) -> date | None:
    match = _END_OF_MONTH.fullmatch(text)
    if match is None or match["end_of"] not in _END_OF or match["month"] not in _MONTHS:
        return None
    month = _MONTHS[match["month"]]
    if match["year"]:
        return end_of_month(date(_full_year(match["year"]), month, 1))
    return _nearest(lambda year: end_of_month(date(year, month, 1)), today - JUST_PASSED, today.year)

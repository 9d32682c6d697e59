"""Parse how often or how long, as people type it, in bokmål, nynorsk and English at once.

The forms that are understood:

- A length: `4 uker`, `six weeks`, `3 mnd`, `et halvt år`, `a quarter`, `14 d`, `6w`. A number alone counts the unit
  that the field asks for.
- A repetition: `hver 14. dag`, `hver tredje uke`, `every 3rd month`, `annenhver uke`, `kvar andre veke`,
  `every other week`, `once a quarter`, `hvert halvår`.
- A number of times: `4 ganger i året`, `fire gonger i året`, `twice a year`.
- An adverb: `ukentlig`, `kvartalsvis`, `monthly`, `fortnightly`.

Everything else is refused, since it would be a guess: `2–3 uker`, `1,5 måneder`, `bimonthly`, `hver 4. mandag`,
`3. kvartal` (a part of a year), `hver attende uke` (the 18th, or the 8th without å).
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from tui_app.domain.dates.arithmetic import DAYS_IN_WEEK
from tui_app.domain.dates.vocabulary import (
    EVERY_OTHER_WORDS,
    EVERY_WORDS,
    HALF_WORDS,
    INTERVAL_ADVERBS,
    INTERVAL_UNIT_LETTERS,
    INTERVAL_UNITS,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    PER_WORDS,
    TIMES_WORDS,
    simplify,
)
from tui_app.domain.errors import DomainError
from tui_app.domain.text_normalization import clean_line

MAX_INTERVAL_LENGTH = 60
"""Longest text that is parsed, in characters."""

_MONTHS_IN_YEAR = 12
_WEEKS_IN_YEAR = 52
_MAX_DIGITS = 4


class IntervalUnit(StrEnum):
    """What the number of an interval counts."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Interval(Struct, frozen=True):
    """A length of time in one unit. Quarters and years are months, fortnights are weeks."""

    count: int
    unit: IntervalUnit

    @property
    def in_months(self) -> int | None:
        """The number of months; None if it is not a number of months."""
        return self.count if self.unit is IntervalUnit.MONTHS else None

    @property
    def in_weeks(self) -> int | None:
        """The number of weeks, a month being a twelfth of 52; None for days that are not whole weeks."""
        if self.unit is IntervalUnit.WEEKS:
            return self.count
        if self.unit is IntervalUnit.MONTHS:
            return round(Fraction(self.count * _WEEKS_IN_YEAR, _MONTHS_IN_YEAR))
        weeks, rest = divmod(self.count, DAYS_IN_WEEK)
        return None if rest else weeks


def parse_interval(text: str, bare_unit: IntervalUnit) -> Interval:
    """The interval that `text` names.

    Args:
        text: as typed.
        bare_unit: what a number alone counts.

    Raises:
        DomainError: `interval_not_understood`.
    """
    simple = simplify(clean_line(text)).rstrip(" .,")
    if len(simple) <= MAX_INTERVAL_LENGTH:
        if re.fullmatch(r"[0-9]+", simple):
            return _checked(_number(simple), bare_unit)
        for parser in (_parse_adverb, _parse_times, _parse_repetition, _parse_length):
            if (found := parser(simple)) is not None:
                return found
    raise DomainError("interval_not_understood")


def _checked(count: int | None, unit: IntervalUnit) -> Interval:
    if not count:
        raise DomainError("interval_not_understood")
    return Interval(count, unit)


def _number(text: str) -> int | None:
    """The whole number that a text is, in digits or as a word; None if it is none."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= _MAX_DIGITS else None
    return NUMBER_WORDS.get(text)


def _ordinal(text: str) -> int | None:
    if match := re.fullmatch(r"([0-9]{1,4})(?:[.]|st|nd|rd|th)", text):
        return int(match[1])
    return ORDINAL_WORDS.get(text)


def _interval(count: int | None, unit: str) -> Interval | None:
    """So many of a unit, by its word."""
    if not count or unit not in INTERVAL_UNITS:
        return None
    letter, factor = INTERVAL_UNITS[unit]
    return Interval(count * factor, _UNIT_BY_LETTER[letter])


_UNIT_BY_LETTER = {"d": IntervalUnit.DAYS, "w": IntervalUnit.WEEKS, "m": IntervalUnit.MONTHS}


def _parse_adverb(text: str) -> Interval | None:
    unit = INTERVAL_ADVERBS.get(text)
    return _interval(1, unit) if unit else None


_PER = "|".join(sorted(map(re.escape, PER_WORDS), key=len, reverse=True))
_TIMES = re.compile(rf"(?P<times>[0-9]+ ?x|[a-z0-9 ]+?) (?:(?:{_PER}) (?P<unit>.+)|(?P<adverb>[a-z-]+))")
_COUNTED_TIMES = re.compile(r"(.+?) ?(?:ganger|gonger|gangar|times|x)")


def _parse_times(text: str) -> Interval | None:
    """«4 ganger i året»: the unit divided by the number of times, if that is a whole number of months or weeks."""
    match = _TIMES.fullmatch(text)
    if match is None:
        return None
    times = TIMES_WORDS.get(match["times"])
    if times is None and (counted := _COUNTED_TIMES.fullmatch(match["times"])):
        times = _number(counted[1])
    if not times:
        return None
    if match["adverb"]:
        whole = _parse_adverb(match["adverb"])
    else:
        whole = _interval(1, match["unit"]) or _parse_ordinal(match["unit"]) or _parse_length(match["unit"])
    return _divided(whole, times) if whole else None


def _divided(whole: Interval, times: int) -> Interval | None:
    if whole.count % times == 0:
        return Interval(whole.count // times, whole.unit)
    if whole == Interval(_MONTHS_IN_YEAR, IntervalUnit.MONTHS) and _WEEKS_IN_YEAR % times == 0:
        return Interval(_WEEKS_IN_YEAR // times, IntervalUnit.WEEKS)
    return None


def _parse_repetition(text: str) -> Interval | None:
    """«hver 14. dag», «annenhver uke», «every other week», «hver uke»."""
    for words, step in ((EVERY_OTHER_WORDS, 2), (EVERY_WORDS, 1)):
        for word in sorted(words, key=len, reverse=True):
            if text.startswith(f"{word} "):
                rest = text[len(word) + 1 :]
                return _interval(step, rest) or (_parse_ordinal(rest) or _parse_length(rest) if step == 1 else None)
    return None


def _parse_ordinal(text: str) -> Interval | None:
    first, _, unit = text.partition(" ")
    return _interval(_ordinal(first), unit)


def _parse_length(text: str) -> Interval | None:
    """«4 uker», «et halvt år», «6w»."""
    if text in HALF_WORDS:
        return Interval(_MONTHS_IN_YEAR // 2, IntervalUnit.MONTHS)
    if match := re.fullmatch(r"([0-9]{1,4}) ?([a-z])", text):
        letter = INTERVAL_UNIT_LETTERS.get(match[2])
        return _interval(int(match[1]), letter) if letter else None
    match = re.fullmatch(r"([0-9]{1,4}) ?([a-z ]{2,})", text)
    if match:
        return _interval(int(match[1]), match[2])
    word = max((each for each in NUMBER_WORDS if text.startswith(f"{each} ")), key=len, default="")
    return _interval(NUMBER_WORDS.get(word), text[len(word) + 1 :])

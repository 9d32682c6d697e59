"""Parse times of day as people type and say them, in bokmål, nynorsk and English at once.

- An hour of two digits is one of 24: `09:30`, `0930`, `13,30`, `02:00`, `kl 14`. So are `9am`, `2 pm`, `9.30 p.m.`
- **An hour of one digit**, and every hour in words, is one on a dial, in the working day: `9`, `9:30`, `2` (14:00),
  `kl 2.30` (14:30), `halv to` (13:30), `kvart over 8`, `kvart på ni`, `ti over ni`, `fem på halv ti`, `half past nine`,
  `quarter to 9`, `nine o'clock`, `ni`, `noon`. From 7 they are in the morning, from 12 and 1 to 5 in the afternoon;
  between 6 and 7 they may be either, which is asked.
- `half nine` is half past nine in Britain, and half past eight to a Norwegian: it is not understood.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, tzinfo

from tui_app.domain.dates.vocabulary import HOUR_WORDS, MINUTE_WORDS, simplify
from tui_app.domain.errors import DomainError
from tui_app.domain.text_normalization import clean_line

_BEFORE = re.compile(r"^(?:(?:klokka|klokken|kl|at)[.]? ?)")
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:(?P<sign>[:., ]?)(?P<minute>[0-9]{2}))?")
_HALF_OF_DAY = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:. ]?(?P<minute>[0-9]{2}))? ?(?P<half>[ap])[.]?m[.]?")
_NOON = frozenset({"noon", "midday", "at noon"})
_HOUR = r"(?P<hour>[0-9]{1,2}|[a-z]+)"
_SAID = tuple(
    (re.compile(pattern), sign, from_half)
    for pattern, sign, from_half in (
        (rf"{_HOUR}(?: o\'?clock)?", 0, False),
        (rf"(?P<minutes>[a-z0-9]+)(?: minutter| minuttar| minutes)? (?:over|past) {_HOUR}", 1, False),
        (rf"(?P<minutes>[a-z0-9]+)(?: minutter| minuttar| minutes)? (?:pa|to) {_HOUR}", -1, False),
        (rf"halv {_HOUR}", 0, True),
        (rf"(?P<minutes>[a-z0-9]+) over halv {_HOUR}", 1, True),
        (rf"(?P<minutes>[a-z0-9]+) pa halv {_HOUR}", -1, True),
    )
)
_HALF_HOUR, _HOUR_MINUTES, _HALF_DAY = 30, 60, 12 * 60
_MORNING, _EVENING = 7 * 60, 6 * 60
"""What is said without morning or afternoon is in working hours: from 7, and until 6 in the evening."""


def parse_time(text: str) -> time | None:
    """Parse a time of day by the rules at the top of this module; None if there is none.

    Midnight needs its minutes, 00:00, since a lone 0 is more often meant as "none".

    Raises:
        DomainError: `not_a_time`, `midnight_unclear`, `time_unclear`.
    """
    line = simplify(clean_line(text)).replace("\u2019", "'")
    if not line:
        return None
    line = _BEFORE.sub("", line)
    if match := _TIME.fullmatch(line):
        return _in_figures(match)
    if line in _NOON:
        return time(12)
    if match := _HALF_OF_DAY.fullmatch(line):
        return _in_half_of_day(match)
    if (minutes := _as_said(line)) is None:
        raise DomainError("not_a_time")
    return _in_working_hours(minutes)


def _in_figures(match: re.Match[str]) -> time:
    if int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:
        raise DomainError("not_a_time")
    if int(match["hour"]) == 0 and (match["minute"] is None or match["hour"] + match["sign"] == "0"):
        raise DomainError("midnight_unclear")
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if len(match["hour"]) == 1 and hour:
        return _in_working_hours(hour * _HOUR_MINUTES + minute)
    return time(hour, minute)


def _in_half_of_day(match: re.Match[str]) -> time:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        raise DomainError("not_a_time")
    return time(hour % 12 + (12 if match["half"] == "p" else 0), minute)


def _as_said(line: str) -> int | None:
    """Minutes since twelve, by a dial."""
    for pattern, sign, from_half in _SAID:
        match = pattern.fullmatch(line)
        if match is None:
            continue
        hour = _number(match["hour"], HOUR_WORDS)
        minutes = _number(match["minutes"], MINUTE_WORDS) if sign else 0
        if hour is not None and 1 <= hour <= 12 and minutes is not None and minutes <= _HALF_HOUR:
            return hour * _HOUR_MINUTES - _HALF_HOUR * from_half + sign * minutes
    return None


def _number(text: str, words: dict[str, int]) -> int | None:
    return int(text) if text.isdigit() else words.get(text)


def _in_working_hours(minutes: int) -> time:
    on_dial = minutes % _HALF_DAY
    if _EVENING <= on_dial < _MORNING:
        raise DomainError("time_unclear")
    since_midnight = on_dial if on_dial >= _MORNING else on_dial + _HALF_DAY
    return time(*divmod(since_midnight, _HOUR_MINUTES))


def moment_of(day: date, at: time, zone: tzinfo | None) -> datetime:
    """A time of day in a zone.

    Raises:
        DomainError: `time_skipped`: the clocks are put forward over this time.
    """
    moment = datetime.combine(day, at, tzinfo=zone)
    if zone is not None and moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise DomainError("time_skipped")
    return moment

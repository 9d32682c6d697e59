"""The rules of a time zone in a calendar file (VTIMEZONE, RFC 5545, 3.6.5).

icalendar's own `Timezone.from_tzinfo` lists dates instead of rules and starts each an hour off.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BEFORE, _AFTER = timedelta(days=550), timedelta(days=3650)
"""How far around the times in use changes are looked for: at least one lies before them, and ten years show whether
"the last Sunday of March" is a rule."""

_Transition = tuple[timedelta, timedelta, str, bool]
"""UTC offset before and after, name, and whether it is summer time."""


def time_zone_rules(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """The rules of a zone, valid from `first` to `last`.

    A yearly change becomes a rule, since some calendars understand nothing else; other changes are listed.
    """
    from icalendar import Timezone

    start = first.astimezone(UTC) - _BEFORE
    moments = list(_transition_moments(zone, start, last.astimezone(UTC) + _AFTER))
    changes: dict[_Transition, list[datetime]] = defaultdict(list)
    if not moments or moments[0] > first:
        local_start = start.astimezone(zone)
        changes[_transition(local_start, local_start)].append(local_start.replace(tzinfo=None, microsecond=0))
    for moment in moments:
        before, after = (moment - timedelta(seconds=1)).astimezone(zone), moment.astimezone(zone)
        changes[_transition(before, after)].append(moment.replace(tzinfo=None) + _utc_offset(before))
    rules = Timezone()
    rules.add("TZID", zone.key)
    for transition, days in changes.items():
        rule = _yearly_rule(days)
        for day in days[:1] if rule else days:
            rules.add_component(_observance(transition, day, rule))
    return rules


def _transition_moments(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments, to the minute, at which the clock changes; at most one a day is found."""
    step = timedelta(days=1)
    early = start.replace(hour=0, minute=0, second=0, microsecond=0)
    while early < end:
        low, high = early, early + step
        if _zone_state(zone, low) != _zone_state(zone, high):
            while high - low > timedelta(minutes=1):
                middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
                low, high = (low, middle) if _zone_state(zone, middle) != _zone_state(zone, low) else (middle, high)
            yield high
        early += step


def _zone_state(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None, timedelta | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname(), local.dst()


def _transition(before: datetime, after: datetime) -> _Transition:
    return _utc_offset(before), _utc_offset(after), after.tzname() or "", bool(after.dst())


def _utc_offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _yearly_rule(days: Sequence[datetime]) -> dict[str, object] | None:
    """The rule for exactly these days, one a year; None if there is no such rule."""
    first = days[0]
    every_year = [day.year for day in days] == list(range(first.year, first.year + len(days)))
    is_uniform = len({(day.month, day.weekday(), day.time()) for day in days}) == 1
    if len(days) < 3 or not every_year or not is_uniform:
        return None
    weeks = {(day.day - 1) // 7 + 1 for day in days}
    if all(day.day + 7 > calendar.monthrange(day.year, day.month)[1] for day in days):
        weeks = {-1}
    if len(weeks) > 1:
        return None
    return {"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": f"{weeks.pop()}{_WEEKDAYS[first.weekday()]}"}


def _observance(
    transition: _Transition, day: datetime, rule: dict[str, object] | None
) -> TimezoneStandard | TimezoneDaylight:
    from icalendar import TimezoneDaylight, TimezoneStandard

    before, after, name, summer = transition
    part = TimezoneDaylight() if summer else TimezoneStandard()
    part.add("DTSTART", day)
    part.add("TZOFFSETFROM", before)
    part.add("TZOFFSETTO", after)
    part.add("TZNAME", name)
    if rule:
        part.add("RRULE", rule)
    return part

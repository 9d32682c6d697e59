"""What people want to know about a day before they choose it: that it is a day off, or that somebody is away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.dates.arithmetic import is_weekend
from tui_app.domain.follow_up.schedule import Pause, PauseKind

FAR_AHEAD = timedelta(days=2 * 366)
"""A day further ahead than this is more often a slip of the finger than a plan."""


class DayRemarkKind(StrEnum):
    """What there is to say about a day."""

    PAST = "past"
    FAR_AHEAD = "far_ahead"
    HAS_LEFT = "has_left"
    AWAY = "away"
    TEAM_AWAY = "team_away"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"


UNLIKELY = frozenset({DayRemarkKind.PAST, DayRemarkKind.FAR_AHEAD})
"""Remarks about a day that was probably mistyped."""


class DayRemark(Struct, frozen=True):
    """One remark about a day.

    Attributes:
        name: whom it is about; empty if it is about nobody.
        until: the last day of the pause.
        pause_kind: why the person is away.
    """

    kind: DayRemarkKind
    name: str = ""
    until: date | None = None
    pause_kind: PauseKind = PauseKind.AWAY


def calendar_remarks(day: date, today: date) -> tuple[DayRemark, ...]:
    """The remarks that follow from the calendar alone."""
    found = []
    if day < today:
        found.append(DayRemark(DayRemarkKind.PAST))
    elif day - today > FAR_AHEAD:
        found.append(DayRemark(DayRemarkKind.FAR_AHEAD))
    if is_weekend(day):
        found.append(DayRemark(DayRemarkKind.WEEKEND))
    return tuple(found)


def absence_remarks(day: date, name: str, pauses: Iterable[Pause]) -> tuple[DayRemark, ...]:
    """A remark for the longest pause of a person, and one for that of their team, if it covers a day."""
    covering = sorted((pause for pause in pauses if pause.covers(day)), key=lambda pause: pause.last)
    longest = {pause.is_team: pause for pause in covering}
    return tuple(
        DayRemark(
            DayRemarkKind.TEAM_AWAY if is_team else DayRemarkKind.AWAY, "" if is_team else name, pause.last, pause.kind
        )
        for is_team, pause in sorted(longest.items())
    )

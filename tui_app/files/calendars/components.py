"""Parts that all calendar files share (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Calendar


def new_calendar(method: str = "") -> Calendar:
    """An empty calendar.

    Args:
        method: "PUBLISH", or "CANCEL" to remove the events in it from other calendars. Both need an organiser in each
            event (RFC 5546, 3.2.1); a calendar without a method is a plain list of events.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Samtale//Samtale//EN")
    if method:
        calendar.add("METHOD", method)
    return calendar


def end_of(starts: datetime, minutes: int) -> datetime:
    """The end in UTC: the minutes are real ones, also in the night when the clock changes."""
    return starts.astimezone(UTC) + timedelta(minutes=minutes)


def local_span(starts: datetime, minutes: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end in a time zone; in UTC if the clock shows one of them twice that night.

    A local time that occurs twice means the first occurrence (RFC 5545, 3.3.5).
    """
    ends = end_of(starts, minutes)
    span = starts.astimezone(zone), ends.astimezone(zone)
    if zone.key == "UTC" or any(moment.fold for moment in span):
        return starts.astimezone(UTC), ends
    return span

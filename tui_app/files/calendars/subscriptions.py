"""Published calendars (iCalendar, RFC 5545 and 7986): a file for each person, always the whole of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui_app.domain.calendars import CalendarItem
from tui_app.domain.errors import DomainError
from tui_app.files.atomic_write import write_atomically

if TYPE_CHECKING:
    from icalendar import Event, Timezone

REFRESH_INTERVAL = timedelta(hours=6)
"""How often a calendar program should look for something new."""
_PUBLISHED_FILE = re.compile(r"samtale-[0-9a-f]{32}\.ics")
_DTSTAMP = re.compile(rb"^DTSTAMP:.*\r\n", re.MULTILINE)


def write_if_changed(path: Path, content: bytes, mode: int) -> bool:
    """Write a calendar, unless it tells what the file tells already; whether it was written.

    Raises:
        DomainError: `file_unwritable`, with the path.
    """
    try:
        if path.is_file() and _DTSTAMP.sub(b"", path.read_bytes()) == _DTSTAMP.sub(b"", content):
            if path.stat().st_mode & 0o777 != mode:
                path.chmod(mode)
            return False
    except OSError as error:
        raise DomainError("file_unwritable", path=path) from error
    write_atomically(path, content, replace=True, mode=mode)
    return True


def remove_unlisted(folder: Path, but: Collection[str]) -> int:
    """Remove the calendars of those who have none any more; how many. Other files in the folder are left alone.

    Args:
        but: names of the files that stay.

    Raises:
        DomainError: `file_unwritable`, with the path.
    """
    gone = [path for path in _folder_entries(folder) if _PUBLISHED_FILE.fullmatch(path.name) and path.name not in but]
    for path in gone:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise DomainError("file_unwritable", path=path) from error
    return len(gone)


def _folder_entries(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir()
    except OSError as error:
        raise DomainError("file_unwritable", path=folder) from error


def render_subscription(
    items: Sequence[CalendarItem],
    titles: Callable[[CalendarItem], str],
    *,
    calendar: str,
    name: str,
    zone: str,
    at: datetime,
) -> bytes:
    """A whole calendar.

    Args:
        items: in the order in which they are to stand.
        titles: what each is called.
        calendar: its secret name; what stands in it is named after it, so that nothing elsewhere is named alike.
        name: what the calendar calls itself.
        zone: name of the zone in which moments are told; "UTC" needs no rules.
        at: when it is told; must know its zone.
    """
    from icalendar import Calendar

    whole = Calendar()
    whole.add("VERSION", "2.0")
    whole.add("PRODID", "-//Samtale//Samtale//EN")
    whole.add("METHOD", "PUBLISH")
    whole.add("NAME", name)
    whole.add("X-WR-CALNAME", name)
    whole.add("REFRESH-INTERVAL", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
    whole.add("X-PUBLISHED-TTL", "PT6H")
    moments = [one.starts for one in items if one.starts]
    if moments and zone != "UTC":
        whole.add_component(_cached_time_zone(zone, min(moments).year, max(moments).year))
    for one in items:
        whole.add_component(_subscription_event(one, titles(one), calendar, ZoneInfo(zone), at))
    return bytes(whole.to_ical())


@cache
def _cached_time_zone(zone: str, first: int, last: int) -> Timezone:
    """The rules of a zone through whole years: the same for many people, and slow to find out."""
    from tui_app.files.calendars.time_zones import time_zone_rules

    local = ZoneInfo(zone)
    return time_zone_rules(local, datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 2, tzinfo=UTC))


def _subscription_event(one: CalendarItem, title: str, calendar: str, zone: ZoneInfo, at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("UID", one.uid or hashlib.sha256(f"{calendar} {one.key}".encode()).hexdigest()[:32])
    event.add("SEQUENCE", one.sequence)
    event.add("DTSTAMP", at.astimezone(UTC))
    starts, ends = _start_and_end(one, zone)
    event.add("DTSTART", starts)
    event.add("DTEND", ends)
    event.add("SUMMARY", title)
    if one.place:
        event.add("LOCATION", one.place)
    # a day on which something is due is not a day that is taken
    event.add("TRANSP", "OPAQUE" if one.starts else "TRANSPARENT")
    event.add("CLASS", "PRIVATE")
    return event


def _start_and_end(one: CalendarItem, zone: ZoneInfo) -> tuple[date, date]:
    """First and end: days where there is no moment, else moments in the zone."""
    if one.starts is None:
        return one.on, one.on + timedelta(days=1)
    starts = one.starts.astimezone(UTC)
    ends = starts + timedelta(minutes=one.minutes)
    local = starts.astimezone(zone), ends.astimezone(zone)
    if zone.key == "UTC" or any(moment.fold for moment in local):
        return starts, ends  # an hour that the clock shows twice is told without a zone
    return local

"""Calendars that people subscribe to (RFC 5545 and 7986): one file per person, always complete."""

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
from tui_app.files.calendars.components import local_span, new_calendar

if TYPE_CHECKING:
    from icalendar import Event, Timezone

REFRESH_INTERVAL = timedelta(hours=6)
"""How often calendar programs should fetch the file again."""
_PUBLISHED_FILE = re.compile(r"samtale-[0-9a-f]{32}\.ics")
_EVENT = re.compile(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.MULTILINE | re.DOTALL)
_UID = re.compile(rb"^UID:.*\r\n(?: .*\r\n)*", re.MULTILINE)
_SEQUENCE = re.compile(rb"^SEQUENCE:(\d+)\r\n", re.MULTILINE)
_COUNTED = re.compile(rb"^(?:DTSTAMP|SEQUENCE):.*\r\n", re.MULTILINE)
_DTSTAMP = re.compile(rb"^DTSTAMP:.*\r\n", re.MULTILINE)


def write_if_changed(path: Path, content: bytes, mode: int) -> bool:
    """Write a calendar unless the file differs only in its time stamps; True if it was written.

    An event that differs from the one in the file gets a higher SEQUENCE than that.

    Raises:
        DomainError: `file_unwritable`, with the path.
    """
    try:
        if path.is_file():
            before = path.read_bytes()
            content = _with_raised_sequences(content, before)
            if _DTSTAMP.sub(b"", before) == _DTSTAMP.sub(b"", content):
                if path.stat().st_mode & 0o777 != mode:
                    path.chmod(mode)
                return False
    except OSError as error:
        raise DomainError("file_unwritable", path=path) from error
    write_atomically(path, content, replace=True, mode=mode)
    return True


def _with_raised_sequences(content: bytes, before: bytes) -> bytes:
    earlier = {_uid(event): event for event in _EVENT.findall(before)}

    def raised(found: re.Match[bytes]) -> bytes:
        event = found.group()
        old = earlier.get(_uid(event))
        if old is None:
            return event
        lowest = _sequence(old) + (_COUNTED.sub(b"", old) != _COUNTED.sub(b"", event))
        return _SEQUENCE.sub(b"SEQUENCE:%d\r\n" % max(_sequence(event), lowest), event)

    return _EVENT.sub(raised, content)


def _uid(event: bytes) -> bytes:
    found = _UID.search(event)
    return found.group() if found else b""


def _sequence(event: bytes) -> int:
    found = _SEQUENCE.search(event)
    return int(found[1]) if found else 0


def remove_unlisted(folder: Path, keep: Collection[str]) -> int:
    """Remove the calendars of people who no longer have one, and return how many; other files are left alone.

    Args:
        keep: names of the files that stay.

    Raises:
        DomainError: `file_unwritable`, with the path.
    """
    unlisted = [
        path for path in _folder_entries(folder) if _PUBLISHED_FILE.fullmatch(path.name) and path.name not in keep
    ]
    for path in unlisted:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise DomainError("file_unwritable", path=path) from error
    return len(unlisted)


def _folder_entries(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir()
    except OSError as error:
        raise DomainError("file_unwritable", path=folder) from error


def render_subscription(
    items: Sequence[CalendarItem],
    title_of: Callable[[CalendarItem], str],
    *,
    calendar: str,
    name: str,
    zone: str,
    at: datetime,
) -> bytes:
    """The content of a person's calendar file.

    Args:
        items: in the order of the file.
        title_of: the words for an item.
        calendar: the calendar's secret name; ids of events are derived from it, so that they are unique.
        name: the name that calendar programs show.
        zone: name of the time zone of the times in the file; "UTC" needs no rules.
        at: the time stamp; must have a time zone.
    """
    published = new_calendar()
    published.add("NAME", name)
    published.add("X-WR-CALNAME", name)
    published.add("REFRESH-INTERVAL", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
    published.add("X-PUBLISHED-TTL", "PT6H")
    moments = [item.starts for item in items if item.starts]
    if moments and zone != "UTC":
        published.add_component(_cached_time_zone(zone, min(moments).year, max(moments).year))
    for item in items:
        published.add_component(_subscription_event(item, title_of(item), calendar, ZoneInfo(zone), at))
    return bytes(published.to_ical())


@cache
def _cached_time_zone(zone: str, first: int, last: int) -> Timezone:
    """The rules of a zone for whole years: the same for many people, and slow to compute."""
    from tui_app.files.calendars.time_zones import time_zone_rules

    local = ZoneInfo(zone)
    return time_zone_rules(local, datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 2, tzinfo=UTC))


def _subscription_event(item: CalendarItem, title: str, calendar: str, zone: ZoneInfo, at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("UID", item.uid or hashlib.sha256(f"{calendar} {item.key}".encode()).hexdigest()[:32])
    event.add("SEQUENCE", item.sequence)
    event.add("DTSTAMP", at.astimezone(UTC))
    starts, ends = _span(item, zone)
    event.add("DTSTART", starts)
    event.add("DTEND", ends)
    event.add("SUMMARY", title)
    if item.place:
        event.add("LOCATION", item.place)
    # people are free on the day on which something is due
    event.add("TRANSP", "OPAQUE" if item.starts else "TRANSPARENT")
    event.add("CLASS", "PRIVATE")
    return event


def _span(item: CalendarItem, zone: ZoneInfo) -> tuple[date, date]:
    """Start and end: dates for an item that has no time of day."""
    if item.starts is None:
        return item.on, item.on + timedelta(days=1)
    return local_span(item.starts, item.minutes, zone)

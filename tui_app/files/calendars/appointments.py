"""Appointments as a calendar file; an appointment that has moved replaces the older one in the reader's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from tui_app.domain.calendars import Appointment
from tui_app.domain.errors import DomainError
from tui_app.domain.mail_addresses import ascii_address
from tui_app.files.atomic_write import write_atomically
from tui_app.files.calendars.components import end_of, local_span, new_calendar

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress
    from icalendar.prop import vUnknown


def write_calendar(appointments: Sequence[Appointment], zone: str, path: Path, *, replace: bool = False) -> None:
    """Write appointments to a calendar file.

    Args:
        appointments: at least one.
        zone: name of the time zone of the times in the file.
        replace: overwrite an existing file.

    Raises:
        DomainError: `calendar_empty`; `file_exists` or `file_unwritable`, with the path.
    """
    if not appointments:
        raise DomainError("calendar_empty")
    write_atomically(path, render_appointments(appointments, zone), replace=replace)


def render_appointments(appointments: Sequence[Appointment], zone: str) -> bytes:
    """The content of a calendar file, with the rules of its time zone.

    Args:
        appointments: in the order of the file; if all are cancelled, the file asks to remove them.
        zone: such as "Europe/Oslo"; "UTC" needs no rules.
    """
    from tui_app.files.calendars.time_zones import time_zone_rules

    local = ZoneInfo(zone)
    calendar = new_calendar(_method(appointments))
    spans = [(one.starts, end_of(one.starts, one.minutes)) for one in appointments if one.starts]
    if spans and zone != "UTC":
        first, last = min(starts for starts, _ in spans), max(ends for _, ends in spans)
        calendar.add_component(time_zone_rules(local, first, last))
    for one in appointments:
        calendar.add_component(_appointment_event(one, local))
    return bytes(calendar.to_ical())


def _method(appointments: Sequence[Appointment]) -> str:
    """What the reader's calendar should do with the events; none if one of them has no organiser to say it."""
    if not all(_organizer(one) for one in appointments):
        return ""
    return "CANCEL" if all(one.cancelled for one in appointments) else "PUBLISH"


def _appointment_event(appointment: Appointment, zone: ZoneInfo) -> Event:
    from icalendar import Event

    event = Event()
    event.add("UID", appointment.uid)
    event.add("SEQUENCE", appointment.sequence)
    event.add("DTSTAMP", appointment.changed_at.astimezone(UTC))
    if appointment.starts:
        starts, ends = local_span(appointment.starts, appointment.minutes, zone)
        event.add("DTSTART", starts)
        event.add("DTEND", ends)
    elif appointment.on:
        event.add("DTSTART", appointment.on)
    names = ", ".join(name for name, _ in appointment.people if name)
    event.add("SUMMARY", _escaped(f"{appointment.title}: {names}" if names else appointment.title))
    if appointment.place:
        event.add("LOCATION", _escaped(appointment.place))
    event.add("STATUS", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    event.add("CLASS", "PRIVATE")  # others who can see the calendar see only that the time is taken
    if organizer := _organizer(appointment):
        event.add("ORGANIZER", organizer)
    return event


def _escaped(line: str) -> vUnknown:
    r"""Text that is escaped here: icalendar would take the \N of a place like \\house\North for a line break."""
    from icalendar.prop import vUnknown

    return vUnknown(line.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,"))


def _organizer(appointment: Appointment) -> vCalAddress | None:
    """The last participant; None without an address that mail can be sent to."""
    from icalendar import vCalAddress

    name, email = appointment.people[-1] if appointment.people else ("", "")
    usable = ascii_address(email)
    if usable is None:
        return None
    local, _at, domain = usable.rpartition("@")
    address = vCalAddress(f"mailto:{quote(local, safe=_LOCAL_PART)}@{domain}")
    address.params["CN"] = name
    return address


_LOCAL_PART = "!$&'*+/=_~"
"""Signs that stand in an address of mailto: as they are (RFC 6068)."""

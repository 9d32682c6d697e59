"""Appointments as a calendar file; an appointment that has moved replaces the older one in the reader's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui_app.domain.calendars import Appointment
from tui_app.domain.errors import DomainError
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
    all_cancelled = bool(appointments) and all(one.cancelled for one in appointments)
    calendar = new_calendar("CANCEL" if all_cancelled else "PUBLISH")
    if appointments and zone != "UTC":
        first = min(one.starts for one in appointments)
        last = max(end_of(one.starts, one.minutes) for one in appointments)
        calendar.add_component(time_zone_rules(local, first, last))
    for one in appointments:
        calendar.add_component(_appointment_event(one, local))
    return bytes(calendar.to_ical())


def _appointment_event(appointment: Appointment, zone: ZoneInfo) -> Event:
    from icalendar import Event

    event = Event()
    event.add("UID", appointment.uid)
    event.add("SEQUENCE", appointment.sequence)
    event.add("DTSTAMP", appointment.changed_at.astimezone(UTC))
    starts, ends = local_span(appointment.starts, appointment.minutes, zone)
    event.add("DTSTART", starts)
    event.add("DTEND", ends)
    names = ", ".join(name for name, _ in appointment.people if name)
    event.add("SUMMARY", _escaped(f"{appointment.title}: {names}" if names else appointment.title))
    if appointment.place:
        event.add("LOCATION", _escaped(appointment.place))
    event.add("STATUS", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    event.add("CLASS", "PRIVATE")  # others who can see the calendar see only that the time is taken
    if appointment.people and appointment.people[-1][1]:
        event.add("ORGANIZER", _calendar_address(*appointment.people[-1]))
    return event


def _escaped(line: str) -> vUnknown:
    r"""Text that is escaped here: icalendar would take the \N of a place like \\house\North for a line break."""
    from icalendar.prop import vUnknown

    return vUnknown(line.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,"))


def _calendar_address(name: str, email: str) -> vCalAddress:
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = name
    return address

"""Appointments as a calendar file (iCalendar, RFC 5545): one that was moved updates in the calendar it was put in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui_app.domain.calendars import Appointment
from tui_app.domain.errors import DomainError
from tui_app.files.atomic_write import write_atomically

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress
    from icalendar.prop import vUnknown


def write_calendar(path: Path, appointments: Sequence[Appointment], zone: str, *, replace: bool = False) -> None:
    """Write appointments to a calendar file.

    Args:
        path: where to.
        appointments: at least one.
        zone: name of the time zone that they are told in.
        replace: whether a file that is there already is given up for it.

    Raises:
        DomainError: `calendar_empty`; `file_exists` or `file_unwritable`, with the path.
    """
    if not appointments:
        raise DomainError("calendar_empty")
    write_atomically(path, render_appointments(appointments, zone), replace=replace)


def render_appointments(appointments: Sequence[Appointment], zone: str) -> bytes:
    """Appointments as a calendar file, told in the local time of a zone and with that zone's rules.

    Args:
        appointments: in the order they are to stand in; a file of cancelled ones alone asks to take them away.
        zone: its name, as "Europe/Oslo"; "UTC" needs no rules.
    """
    from icalendar import Calendar

    from tui_app.files.calendars.time_zones import time_zone_rules

    local = ZoneInfo(zone)
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Samtale//Samtale//EN")
    is_over = bool(appointments) and all(one.cancelled for one in appointments)
    calendar.add("METHOD", "CANCEL" if is_over else "PUBLISH")
    if appointments and zone != "UTC":
        first, last = min(one.starts for one in appointments), max(_end_of(one) for one in appointments)
        calendar.add_component(time_zone_rules(local, first, last))
    for one in appointments:
        calendar.add_component(_appointment_event(one, local))
    return bytes(calendar.to_ical())


def _end_of(appointment: Appointment) -> datetime:
    """When it ends. The minutes are real ones, also through the night in which the clock is set."""
    return appointment.starts.astimezone(UTC) + timedelta(minutes=appointment.minutes)


def _appointment_event(appointment: Appointment, zone: ZoneInfo) -> Event:
    from icalendar import Event

    event = Event()
    event.add("UID", appointment.uid)
    event.add("SEQUENCE", appointment.sequence)
    event.add("DTSTAMP", appointment.changed_at.astimezone(UTC))
    starts, ends = appointment.starts.astimezone(zone), _end_of(appointment).astimezone(zone)
    if zone.key == "UTC" or starts.fold or ends.fold:
        # an hour that the clock shows twice means the first of them where only local time is told
        starts, ends = starts.astimezone(UTC), ends.astimezone(UTC)
    event.add("DTSTART", starts)
    event.add("DTEND", ends)
    names = ", ".join(name for name, _ in appointment.people if name)
    event.add("SUMMARY", _escaped(f"{appointment.title}: {names}" if names else appointment.title))
    if appointment.place:
        event.add("LOCATION", _escaped(appointment.place))
    event.add("STATUS", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    # in a calendar that others can see, they see that the time is taken and no more
    event.add("CLASS", "PRIVATE")
    if appointment.people and appointment.people[-1][1]:
        event.add("ORGANIZER", _calendar_address(*appointment.people[-1]))
    return event


def _escaped(line: str) -> vUnknown:
    r"""A line of text, escaped here: icalendar would take the \N of a place like \\house\North for a line break."""
    from icalendar.prop import vUnknown

    return vUnknown(line.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,"))


def _calendar_address(name: str, email: str) -> vCalAddress:
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = name
    return address

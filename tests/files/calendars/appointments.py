"""Appointments, and the calendar files made of them, read back with icalendar."""

from __future__ import annotations

import ctypes
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from icalendar import Calendar, Event

from tui_app.domain.calendars import Appointment
from tui_app.domain.text_normalization import clean_line
from tui_app.files.calendars.appointments import render_appointments

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
STARTS = datetime(2027, 6, 1, 9, 0, tzinfo=OSLO)
ONE = Appointment(
    uid="0b0e2c3e-6f0e-4f0a-9a57-1df8bdc1a111",
    sequence=0,
    starts=STARTS,
    minutes=85,
    title="Årlig samtale",
    place="Møterom 2, 3. etasje; ring på",
    people=(("Łukasz Øverås", ""), ("Kari Nordmann", "kari@example.org")),
    cancelled=False,
    changed_at=NOW,
    on=STARTS.date(),
)
lines = st.text(max_size=80).map(clean_line)
names = lines.filter(bool)
moments = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2050, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
appointments = st.builds(
    Appointment,
    uid=st.uuids().map(str),
    sequence=st.integers(min_value=0, max_value=1000),
    starts=moments,
    minutes=st.integers(min_value=1, max_value=24 * 60),
    title=names,
    place=lines,
    people=st.lists(st.tuples(names, st.sampled_from(["", "a.b@example.org"])), max_size=3).map(tuple),
    cancelled=st.booleans(),
    changed_at=moments,
)
zones = st.sampled_from(["Europe/Oslo", "UTC", "America/St_Johns", "Asia/Tokyo", "Australia/Lord_Howe", "Africa/Cairo"])


def events(content: bytes) -> list[Any]:
    """The events in a calendar file; icalendar's types allow for more than is written here."""
    return [part for part in Calendar.from_ical(content).walk("VEVENT") if isinstance(part, Event)]


def only(appointment: Appointment, zone: str = "Europe/Oslo") -> Any:
    """The event of one appointment, written and read back."""
    (event,) = events(render_appointments([appointment], zone))
    return event


ONCE = ("UID", "DTSTAMP")
AT_MOST_ONCE = (
    *("DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "CLASS", "ORGANIZER", "SEQUENCE", "TRANSP", "DESCRIPTION"),
)
NEEDED_WITH = {"": ("DTSTART",), "PUBLISH": ("DTSTART", "ORGANIZER", "SUMMARY"), "CANCEL": ("ORGANIZER", "SEQUENCE")}


def broken_rules(content: bytes) -> list[str]:
    """The rules that a calendar file breaks."""
    calendar = Calendar.from_ical(content)
    method = str(calendar.get("METHOD", ""))
    found = [name for name in ("VERSION", "PRODID") if name not in calendar]
    for event in events(content):
        count = Counter(name for name, _ in event.property_items(recursive=False))
        found += [f"{name} once" for name in ONCE if count[name] != 1]
        found += [f"{name} at most once" for name in AT_MOST_ONCE if count[name] > 1]
        found += [f"{name} with {method or 'no method'}" for name in NEEDED_WITH[method] if not count[name]]
        found += ["no ATTENDEE with PUBLISH"] if method == "PUBLISH" and count["ATTENDEE"] else []
        found += ["STATUS:CANCELLED with CANCEL"] if method == "CANCEL" and event["STATUS"] != "CANCELLED" else []
        if "DTEND" in event and "DTSTART" in event:
            kinds = {type(event[name].dt) for name in ("DTSTART", "DTEND")}
            found += ["DTSTART and DTEND of one kind"] if len(kinds) > 1 else []
    try:
        libical = ctypes.CDLL("libical.so.3")
    except OSError:  # the rules above are the same; where the library is installed, it has the last word
        return found
    libical.icalparser_parse_string.restype = ctypes.c_void_p
    libical.icalrestriction_check.argtypes = libical.icalcomponent_count_errors.argtypes = [ctypes.c_void_p]
    component = libical.icalparser_parse_string(content)
    found += [] if libical.icalrestriction_check(component) else ["libical refuses it"]
    return found + (["libical finds errors"] if libical.icalcomponent_count_errors(component) else [])

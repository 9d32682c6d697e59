"""Calendar files, read back with icalendar; the rules of time zones with dateutil."""

from __future__ import annotations

import io
import stat
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from msgspec.structs import replace

from tests.files.calendars.appointments import ONE, OSLO, STARTS, appointments, events, only, zones
from tui_app.domain.calendars import Appointment
from tui_app.domain.errors import DomainError
from tui_app.files.calendars.appointments import render_appointments, write_calendar


@given(st.lists(appointments, min_size=1, max_size=4), zones)
def test_what_is_written_is_read_back(them: Sequence[Appointment], zone: str) -> None:
    content = render_appointments(them, zone)
    for one, event in zip(them, events(content), strict=True):
        assert event["UID"] == one.uid
        assert event["SEQUENCE"] == one.sequence
        # in UTC: Python never finds a time equal that its own zone has twice, when summer time ends
        assert event.start.astimezone(UTC) == one.starts
        assert one.starts is not None
        assert event.end.astimezone(UTC) == one.starts + timedelta(minutes=one.minutes)
        assert event["DTSTAMP"].dt == one.changed_at
        assert event["STATUS"] == ("CANCELLED" if one.cancelled else "CONFIRMED")
        assert event["SUMMARY"].startswith(one.title)
        assert event["SUMMARY"].endswith(", ".join(name for name, _ in one.people))
        assert event.get("LOCATION", "") == one.place


@given(st.lists(appointments, min_size=1, max_size=4), zones)
def test_every_line_is_short_and_ends_as_the_standard_asks(them: Sequence[Appointment], zone: str) -> None:
    content = render_appointments(them, zone)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@given(appointments, zones.filter(lambda zone: zone != "UTC"), st.integers(min_value=0, max_value=2 * 365 * 24))
def test_the_rules_of_the_zone_are_right_for_a_program_that_knows_no_zones(
    one: Appointment, name: str, hours: int
) -> None:
    content = render_appointments([one], name).decode()
    rules = tzical(io.StringIO(content.replace("\r\n ", ""))).get(name)
    assert one.starts is not None
    moment = one.starts + timedelta(hours=hours)
    local = moment.astimezone(ZoneInfo(name))
    # both sides of a change, where a local time alone does not tell the moment, are left out
    if all(
        (moment + timedelta(hours=hour)).astimezone(local.tzinfo).utcoffset() == local.utcoffset() for hour in (-3, 3)
    ):
        assert local.replace(tzinfo=rules).utcoffset() == local.utcoffset()


def test_nine_in_summer_is_nine_also_when_it_is_planned_in_winter() -> None:
    event = only(ONE)
    assert event["DTSTART"].to_ical() == b"20270601T090000"
    assert event["DTEND"].to_ical() == b"20270601T102500"
    assert event["DTSTART"].params["TZID"] == "Europe/Oslo"
    assert event.start.utcoffset() == timedelta(hours=2)
    winter = replace(ONE, starts=STARTS.replace(month=12))
    assert only(winter)["DTSTART"].to_ical() == b"20271201T090000"
    assert only(winter).start.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2027-03-27T23:00", "2027-03-28T04:00"),  # the clock is set forward at 2: five hours on it, four of them real
        ("2027-10-30T23:00", "2027-10-31T02:00"),
    ],
)
def test_the_minutes_are_real_ones_when_the_clock_is_set(starts: str, ends: str) -> None:
    event = only(replace(ONE, starts=datetime.fromisoformat(starts).replace(tzinfo=OSLO), minutes=240))
    assert event.end.astimezone(UTC) - event.start.astimezone(UTC) == timedelta(hours=4)
    assert event.end.astimezone(OSLO).replace(tzinfo=None) == datetime.fromisoformat(ends)


def test_a_moved_conversation_replaces_itself() -> None:
    moved = replace(ONE, sequence=1, starts=STARTS + timedelta(days=7))
    called_off = replace(moved, sequence=2, cancelled=True)
    versions = [only(version) for version in (ONE, moved, called_off)]
    assert len({version["UID"] for version in versions}) == 1
    assert [version["SEQUENCE"] for version in versions] == [0, 1, 2]
    assert [version["STATUS"] for version in versions] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_nothing_but_what_when_where_and_who_is_told() -> None:
    calendar = Calendar.from_ical(render_appointments([ONE], "Europe/Oslo"))
    assert calendar["METHOD"] == "PUBLISH"
    over = Calendar.from_ical(render_appointments([replace(ONE, cancelled=True)], "Europe/Oslo"))
    assert over["METHOD"] == "CANCEL"
    event = only(ONE)
    assert set(event) == {
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "CLASS", "ORGANIZER"),
    }
    assert event["SUMMARY"] == "Årlig samtale: Łukasz Øverås, Kari Nordmann"
    assert event["CLASS"] == "PRIVATE"
    assert (str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == ("mailto:kari@example.org", "Kari Nordmann")


def test_a_backslash_stays_one() -> None:
    place = r"Se \\huset\Nord\notat; C:\, ja"
    assert only(replace(ONE, place=place))["LOCATION"] == place


def test_a_yearly_change_of_the_clock_is_written_as_a_rule() -> None:
    """Calendars on the desks of offices read nothing else."""
    content = render_appointments([ONE], "Europe/Oslo").decode()
    assert content.count("TZOFFSETFROM") == 2
    assert "DTSTART:20260329T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n" in content
    assert "DTSTART:20261025T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n" in content


def test_the_same_appointments_give_the_same_file() -> None:
    assert render_appointments([ONE], "Europe/Oslo") == render_appointments([ONE], "Europe/Oslo")


def test_a_calendar_is_written_for_its_owner_only_and_over_nothing(tmp_path: Path) -> None:
    path = tmp_path / "samtaler.ics"
    write_calendar([ONE], "Europe/Oslo", path)
    assert path.read_bytes() == render_appointments([ONE], "Europe/Oslo")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(DomainError) as refused:
        write_calendar([replace(ONE, sequence=1)], "Europe/Oslo", path)
    assert (refused.value.code, refused.value.values) == ("file_exists", {"path": path})
    write_calendar([replace(ONE, sequence=1)], "Europe/Oslo", path, replace=True)
    assert events(path.read_bytes())[0]["SEQUENCE"] == 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_calendar_of_nothing_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="calendar_empty"):
        write_calendar([], "Europe/Oslo", tmp_path / "samtaler.ics")
    assert list(tmp_path.iterdir()) == []


def test_one_that_lost_its_time_is_cancelled_at_no_invented_time() -> None:
    content = render_appointments([replace(ONE, sequence=3, starts=None, cancelled=True)], "Europe/Oslo")
    [event] = events(content)
    assert (event["DTSTART"].dt, event["STATUS"], event["SEQUENCE"]) == (STARTS.date(), "CANCELLED", 3)
    assert "DTEND" not in event
    assert Calendar.from_ical(content)["METHOD"] == "CANCEL"

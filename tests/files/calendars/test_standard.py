"""Every calendar keeps the rules of the standard."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from msgspec.structs import replace

from tests.files.calendars.appointments import NOW, ONE, appointments, broken_rules, only, zones
from tui_app.domain.calendars import Appointment
from tui_app.files.calendars.appointments import render_appointments


@given(
    st.lists(
        appointments | appointments.map(lambda one: replace(one, starts=None, cancelled=True, on=NOW.date())),
        min_size=1,
        max_size=3,
    ),
    zones,
)
def test_every_calendar_keeps_the_rules_of_the_standard(them: Sequence[Appointment], zone: str) -> None:
    assert broken_rules(render_appointments(them, zone)) == []


@pytest.mark.parametrize("email", ["", "kari@x..no", "kari nordmann@example.org"])
def test_without_an_organizer_nothing_is_asked_of_a_calendar(email: str) -> None:
    nobody = replace(ONE, people=(("Ola", "ola@example.org"), ("Kari", email)))
    for one in (nobody, replace(nobody, cancelled=True), replace(nobody, starts=None, cancelled=True)):
        content = render_appointments([one, ONE], "Europe/Oslo")
        assert "METHOD" not in Calendar.from_ical(content)
        assert broken_rules(content) == []


def test_an_organizer_s_address_is_a_link_that_mail_programs_understand() -> None:
    leader = replace(ONE, people=(("Bjørn", "bjørn+a@blåbær.no"),))
    assert str(only(leader)["ORGANIZER"]) == "mailto:bj%C3%B8rn+a@xn--blbr-roah.no"


def test_the_rules_find_what_is_wrong() -> None:
    content = render_appointments([ONE], "Europe/Oslo")
    lines = content.split(b"\r\n")
    for name in (b"ORGANIZER", b"DTSTAMP", b"UID", b"DTSTART;"):
        assert broken_rules(b"\r\n".join(line for line in lines if not line.startswith(name))) != []

"""A calendar to subscribe to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from icalendar import Calendar
from msgspec.structs import replace

from tests.files.calendars.appointments import NOW, STARTS, broken_rules, events
from tui_app.domain.calendars import CalendarItem, CalendarItemKind
from tui_app.files.calendars.subscriptions import render_subscription, write_if_changed


def published(*items: CalendarItem) -> bytes:
    """A calendar to subscribe to."""
    return render_subscription(items, lambda item: item.text, calendar="c" * 32, name="Ola", zone="Europe/Oslo", at=NOW)


ITEM = CalendarItem(CalendarItemKind.FOLLOW_UP, "person-2", STARTS.date(), text="Oppfølging: Kari")


def test_a_calendar_to_subscribe_to_asks_nothing() -> None:
    content = published(
        ITEM, replace(ITEM, key="talk-1", kind=CalendarItemKind.CONVERSATION, starts=STARTS, minutes=60)
    )
    assert "METHOD" not in Calendar.from_ical(content)
    assert broken_rules(content) == []


def test_the_sequence_rises_with_every_change_and_with_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "samtale.ics"
    sequences = []
    for item in (
        ITEM,
        ITEM,
        replace(ITEM, on=ITEM.on - timedelta(days=1)),
        replace(ITEM, on=ITEM.on + timedelta(days=1)),
        replace(ITEM, text="Oppfølging: Per med et navn som er så langt at linjen brytes i filen, og litt til"),
        replace(ITEM, text="Oppfølging: Per med et navn som er så langt at linjen brytes i filen, og litt til"),
        replace(ITEM, text="Kort", sequence=40),
        replace(ITEM, text="Kortere", sequence=3),
    ):
        write_if_changed(path, published(replace(ITEM, key="person-1"), item), 0o640)
        first, second = events(path.read_bytes())
        assert first["SEQUENCE"] == 0
        sequences.append(second["SEQUENCE"])
    assert sequences == [0, 0, 1, 2, 3, 3, 40, 41]

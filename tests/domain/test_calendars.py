"""Published calendars without details."""

from __future__ import annotations

from datetime import date

from tui_app.domain.calendars import CalendarItem, CalendarItemKind, without_details

MONDAY = date(2026, 11, 23)


def test_a_calendar_without_details_contains_only_numbers() -> None:
    items = (
        CalendarItem(CalendarItemKind.DUE, "action-1", MONDAY, text="Kurs", name="Ola"),
        CalendarItem(CalendarItemKind.DUE, "action-2", MONDAY, text="Mentor"),
        CalendarItem(CalendarItemKind.FOLLOW_UP, "person-2", MONDAY, name="Ola"),
        CalendarItem(
            CalendarItemKind.CONVERSATION,
            "talk-1",
            MONDAY,
            title={"nb": "Årssamtale"},
            name="Ola",
            place="Rom 2",
            uid="u",
        ),
    )
    assert without_details(items) == (
        CalendarItem(CalendarItemKind.DUE, "dues-2026-11-23", MONDAY, count=2),
        CalendarItem(CalendarItemKind.FOLLOW_UP, "follow_ups-2026-11-23", MONDAY),
        CalendarItem(CalendarItemKind.CONVERSATION, "talk-1", MONDAY, uid="u"),
    )

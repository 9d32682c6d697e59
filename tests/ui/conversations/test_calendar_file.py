"""Planned conversations as a calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from icalendar import Calendar

from tests.ui.conversations.plans import FRIDAY, planned, talks
from tests.ui.screens import press, running, screen_text, setup_for
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.conversations import planning
from tui_app.services.people import people


async def test_planned_conversations_become_a_calendar_file_that_a_later_one_replaces(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    talk_id = planned(kari, now, ola, at="9", place="Kantina")
    planned(kari, now, per)
    file = tmp_path / "conversation-ola-hansen-2026-11-27.ics"
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "E", "enter")
        assert "1 conversation saved" in screen_text(pilot)
        (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        assert event["LOCATION"] == "Kantina"
        assert event.decoded("DTSTART") == datetime(2026, 11, 27, 9, tzinfo=now.tzinfo)
        draft = {"template_id": talks(kari, now)[0].template_id, "on": FRIDAY, "at": "10"}
        planning.edit(kari, now, talk_id, 1, validate_draft(ConversationPlanDraft, draft))
        await press(pilot, "E", "enter")
        assert "Replace the file?" in screen_text(pilot)
        await press(pilot, "right", "enter")
        (moved,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        assert (moved["UID"], moved["SEQUENCE"]) == (event["UID"], 1)
        assert moved.decoded("DTSTART") - event.decoded("DTSTART") == timedelta(hours=1)
        await press(pilot, "ctrl+e")
        assert "Skipped, no time set: Per Berg" in screen_text(pilot)
        await press(pilot, "enter")
        assert (tmp_path / "conversations.ics").exists()


async def test_a_conversation_without_a_time_of_day_is_no_appointment(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    planned(kari, now, ola)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "E")
        assert "A calendar entry needs a time." in screen_text(pilot)


async def test_a_file_that_cannot_be_written_is_told_and_the_form_stays(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    planned(kari, now, ola, at="9")
    async with running(setup_for(kari, now, tmp_path, home_folder=tmp_path / "nowhere")) as pilot:
        await press(pilot, "3", "E", "enter")
        text = screen_text(pilot)
        assert "cannot be written" in text
        assert "Save as calendar file" in text

"""Planning one conversation, moving and cancelling it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.ui.conversations.plans import FRIDAY, planned, talks
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.drafts.follow_up import PauseDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.follow_up import schedule
from tui_app.services.people import people


async def test_the_first_conversation_is_planned_with_a_shipped_form_by_one_key_and_a_day(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "n")
        assert "Development conversation" in screen_text(pilot)
        await write(pilot, "friday")
        assert "Friday 27 November 2026" in screen_text(pilot)
        await press(pilot, "ctrl+s", "3")
        (talk,) = talks(kari, now)
        assert (talk.person_id, talk.on, talk.starts, talk.minutes) == (ola.id, FRIDAY, None, 85)
        text = screen_text(pilot)
        assert "Planned 1" in text
        assert "Ola Hansen" in text
        await press(pilot, "u")
        assert talks(kari, now) == ()
        assert "Press n to plan one" in screen_text(pilot)


async def test_the_language_of_the_form_can_be_chosen(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    conversation_id = planned(kari, now, ola, language="nn")
    async with running(setup_for(kari, now, tmp_path), (120, 40)) as pilot:
        await press(pilot, "3", "enter")
        await shows(pilot, "Oppgåver og resultat")
        await press(pilot, "escape", "m")
        await shows(pilot, "Language")
        assert "nynorsk" in screen_text(pilot)
        await press(pilot, *["tab"] * 4, "left", "ctrl+s")
        await shows(pilot, "Changed: Ola Hansen")
    assert conversation_view.get(kari, now, conversation_id).language == "nb"


async def test_time_place_and_form_are_asked_for_and_a_wrong_time_is_told(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Åsheim"}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "n")
        await write(pilot, "ås")
        await press(pilot, "enter")
        await write(pilot, "27.11")
        await press(pilot, "tab")
        await write(pilot, "after lunch")
        await press(pilot, "ctrl+s")
        assert "What time? For example 9, 13.30 or 2 pm." in screen_text(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "9.30")
        await press(pilot, "tab")
        await write(pilot, "Kantina")
        await press(pilot, "tab", "right", "ctrl+s")
        (talk,) = talks(kari, now)
        assert talk.starts == datetime(2026, 11, 27, 9, 30, tzinfo=now.tzinfo)
        assert (talk.person_name, talk.place, talk.title["en"]) == ("Per Åsheim", "Kantina", "Follow-up conversation")
        text = screen_text(pilot)
        assert "Fri 09:30" in text
        assert "Kantina" in text


async def test_only_the_leaders_own_reports_can_be_chosen(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Anne Vik", "leader_id": ola.id}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "n")
        await write(pilot, "anne")
        await press(pilot, "enter")
        await write(pilot, "friday")
        await press(pilot, "ctrl+s")
        assert "You can only plan conversations with people you lead" in screen_text(pilot)
        assert talks(kari, now) == ()


async def test_a_conversation_is_moved_and_the_collision_is_asked_about(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    talk_id = planned(kari, now, ola, at="9", place="Kantina")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "m")
        draft = {"template_id": talks(kari, now)[0].template_id, "on": date(2026, 12, 2), "at": "10"}
        planning.edit(kari, now, talk_id, 1, validate_draft(ConversationPlanDraft, draft))
        await write(pilot, "4.12")
        await press(pilot, "ctrl+s")
        text = screen_text(pilot)
        assert "Kari Nordmann changed this after you read it" in text
        assert "Wednesday 2 December 2026 10:00" in text
        assert "Friday 4 December 2026 09:00 · Kantina" in text
        await press(pilot, "right", "enter")
        (talk,) = talks(kari, now)
        assert (talk.on, talk.place, talk.sequence) == (date(2026, 12, 4), "Kantina", 2)
        assert "4 Dec 09:00" in screen_text(pilot)
        await press(pilot, "u")
        assert talks(kari, now)[0].on == date(2026, 12, 2)


async def test_a_conversation_is_cancelled_with_a_reason_and_that_is_undone(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    planned(kari, now, ola)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "x", "enter")
        assert "Why? A few words are enough." in screen_text(pilot)
        await write(pilot, "Ola er syk")
        await press(pilot, "enter")
        (talk,) = talks(kari, now)
        assert (talk.state, talk.reason) == (ConversationState.CANCELLED, "Ola er syk")
        text = screen_text(pilot)
        assert "Cancelled 1" in text
        assert "cancelled" in text
        await press(pilot, "u")
        assert talks(kari, now)[0].state is ConversationState.PLANNED
        assert "Planned 1" in screen_text(pilot)


async def test_a_public_holiday_is_pointed_out_where_somebody_chooses_one(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "3", "N", "ctrl+u")
        await write(pilot, "25.12.2026")
        await press(pilot, "tab", "ctrl+u")
        await write(pilot, "29.12.2026")
        assert "Mon 28 Dec" in screen_text(pilot)
        assert "public holidays" not in screen_text(pilot)
        await press(pilot, "tab", "tab", "tab", "tab", "m")
        await write(pilot, "1.1.2027")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Friday 1 January 2027 · public holiday. “")
        await press(pilot, "ctrl+s")
        assert "Fri 1 Jan" in screen_text(pilot)
        assert "Some of these days are public holidays." in screen_text(pilot)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("25.12.2026", "Friday 25 December 2026 · public holiday"),
        ("29.11.2026", "Sunday 29 November 2026 · weekend"),
        ("4.6.2199", "Tuesday 4 June 2199 · more than two years ahead"),
        ("1.12.2026", "Tuesday 1 December 2026 · Ola Hansen is on leave until"),
    ],
)
async def test_a_day_off_or_in_a_leave_is_asked_about_before_it_is_planned(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, typed: str, said: str
) -> None:
    leave = {"first": date(2026, 12, 1), "last": date(2026, 12, 3), "kind": "leave"}
    schedule.add_pause(kari, now, ola.id, validate_draft(PauseDraft, leave), is_team=False)
    async with running(setup_for(kari, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "n")
        await write(pilot, typed)
        await press(pilot, "ctrl+s")
        await shows(pilot, "confirms it.")
        assert said in screen_text(pilot)
        assert talks(kari, now) == ()
        await press(pilot, "ctrl+s")
        assert len(talks(kari, now)) == 1

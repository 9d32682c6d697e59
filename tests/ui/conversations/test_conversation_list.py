"""The list of conversations, and topics for the next one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.conftest import viewer_of
from tests.ui.conversations.plans import planned, talks
from tests.ui.screens import press, running, screen_text, setup_for, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.conversations import planning
from tui_app.services.minutes import drafting, submission
from tui_app.services.people import people, person_page


async def test_a_topic_waits_on_the_person_page_until_it_is_ticked(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "t", "enter")
        assert "What will you talk about?" in screen_text(pilot)
        await write(pilot, "Nytt kontor")
        await press(pilot, "enter")
        assert [one.text for one in person_page.get(viewer_of(ola), now, ola.id).topics] == ["Nytt kontor"]
        assert "Nytt kontor" in screen_text(pilot)
        await press(pilot, "space")
        assert person_page.get(kari, now, ola.id).topics == ()
        await press(pilot, "u")
        assert [one.text for one in person_page.get(kari, now, ola.id).topics] == ["Nytt kontor"]
        await press(pilot, "u")
        assert person_page.get(kari, now, ola.id).topics == ()


async def test_an_employee_sees_the_conversations_but_plans_none(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    planned(kari, now, ola, at="9")
    async with running(setup_for(viewer_of(ola), now, tmp_path)) as pilot:
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "Kari Nordmann" in text
        assert "m Move" not in text
        for key, label in (("n", "New"), ("N", "Round"), ("m", "Move"), ("x", "Cancel it")):
            await press(pilot, key)
            assert f"{label}: not now" in screen_text(pilot)
        pilot.app.clear_notifications()
        await pilot.pause(0.1)
        assert screen_text(pilot) == text
        await press(pilot, "4", "n")
        assert len(talks(kari, now)) == 1
        assert "None yet. Press t" in screen_text(pilot)
        await press(pilot, "t")
        await write(pilot, "Lønn")
        await press(pilot, "enter")
        assert [one.by_name for one in person_page.get(kari, now, ola.id).topics] == ["Ola Hansen"]


async def test_whose_turn_it_is_stands_in_the_list_and_on_the_team(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    me = viewer_of(ola)
    talk_id = planned(kari, now, ola)
    planning.start(kari, now, talk_id)
    async with running(setup_for(me, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "3")
        assert "Your turn 1" in screen_text(pilot)
        assert "write the minutes" in screen_text(pilot)
    drafting.save_section(me, now, talk_id, "opening", "Vi snakket.", 0)
    submission.submit(me, now, talk_id, "en")
    async with running(setup_for(kari, now, tmp_path), (100, 30)) as pilot:
        text = screen_text(pilot)
        assert "waiting for you" in text
        assert "minutes await you" in text
        await press(pilot, "3")
        assert "read and sign" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Development conversation" in screen_text(pilot)


async def test_conversations_and_the_round_are_found_by_a_few_letters(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    planned(kari, now, ola)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "ctrl+p")
        await write(pilot, "ola development")
        await pilot.pause(0.3)
        assert "Ola Hansen: Development conversation" in screen_text(pilot)
        await press(pilot, "escape", "ctrl+p")
        await write(pilot, "round")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        assert "Months since last" in screen_text(pilot)


async def test_the_list_is_narrowed_by_a_few_letters(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    planned(kari, now, ola)
    planned(kari, now, per, place="Tjernet")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "slash")
        await write(pilot, "tjern")
        text = screen_text(pilot)
        assert "Per Berg" in text
        assert "Ola Hansen" not in text
        await press(pilot, "enter", "escape")
        assert "Ola Hansen" in screen_text(pilot)

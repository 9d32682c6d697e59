"""Planning a whole round of conversations."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.ui.conversations.plans import planned, talks
from tests.ui.screens import press, running, screen_text, setup_for, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.people import people


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 40), marks=pytest.mark.slow)])
async def test_a_round_is_seen_changed_planned_and_undone_in_one_step(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, size: tuple[int, int]
) -> None:
    for name in ("Per Berg", "Liv Moe", "Tom Vik"):
        people.add(kari, now, validate_draft(PersonDraft, {"name": name}))
    planned(kari, now, ola)
    async with running(setup_for(kari, now, tmp_path), size) as pilot:
        await press(pilot, "3", "N")
        text = screen_text(pilot)
        assert "3 conversations" in text
        assert "Ola Hansen" not in text
        await press(pilot, "tab", "tab", "ctrl+u")
        assert "4 conversations" in screen_text(pilot)
        await press(pilot, "6", "tab")
        await write(pilot, "9.30")
        await press(pilot, "tab", "tab", "space", "m")
        await write(pilot, "15.12")
        await press(pilot, "ctrl+s")
        text = screen_text(pilot)
        assert "2 conversations" in text
        assert "skipped" in text
        assert "Tue 15 Dec" in text
        await press(pilot, "ctrl+s")
        assert "2 conversations planned" in screen_text(pilot)
        assert re.search(r"7 Practice, Peer\W+supervision", screen_text(pilot))
        made = [talk for talk in talks(kari, now) if talk.person_id != ola.id]
        assert len(made) == 2
        assert date(2026, 12, 15) in [talk.on for talk in made]
        assert {talk.starts.timetz() for talk in made if talk.starts} == {now.replace(hour=9, minute=30).timetz()}
        await press(pilot, "u")
        assert [talk.person_id for talk in talks(kari, now)] == [ola.id]


async def test_a_round_that_cannot_be_is_told_beside_the_questions(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "3", "N", "ctrl+u")
        await write(pilot, "31.2")
        assert "That date does not exist." in screen_text(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "1.12.2027")
        assert "The last day is before the first." in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert talks(kari, now) == ()
        await press(pilot, "ctrl+u")
        await write(pilot, "tomorrow")
        assert "1 conversation" in screen_text(pilot)


async def test_a_round_knows_what_is_planned_already(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    planned(kari, now, per, at="9", on=date(2026, 11, 30))
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "3", "N", "tab", "tab", "tab")
        await write(pilot, "9")
        assert "1 conversation" in screen_text(pilot)
        assert "10:45" in screen_text(pilot)
        await press(pilot, "tab", "tab", "m", "tab", "ctrl+u")
        await write(pilot, "9.30")
        await press(pilot, "ctrl+s")
        assert "also Per" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert "Ola Hansen and Per Berg are at the same time" in screen_text(pilot)
        assert len(talks(kari, now)) == 1


async def test_each_of_a_round_gets_a_time_of_their_own_and_two_at_the_same_are_pointed_out(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    async with running(setup_for(kari, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "3", "N", "tab")
        await write(pilot, "30.11.2026")
        assert "also" not in screen_text(pilot)
        await press(pilot, "tab", "tab")
        await write(pilot, "9")
        text = screen_text(pilot)
        assert "09:00" in text
        assert "10:45" in text
        assert "also" not in text
        await press(pilot, "tab", "tab", "down", "m", "tab")
        await write(pilot, "9")
        await press(pilot, "ctrl+s")
        assert "also Per Berg" in screen_text(pilot)
        assert "also Ola Hansen" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert "are at the same time" in screen_text(pilot)
        assert talks(kari, now) == ()
        await press(pilot, "m", "tab", "ctrl+u")
        await write(pilot, "13")
        await press(pilot, "enter", "ctrl+s")
        assert [talk.starts.hour for talk in talks(kari, now) if talk.starts] == [9, 13]

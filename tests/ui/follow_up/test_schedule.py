"""A leader sets the team's follow-up schedule, exceptions and pauses, key by key."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from tests.ui.screens import press, running, screen_text, setup_for, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.follow_up import follow_ups, schedule
from tui_app.services.people import people, team


async def test_the_teams_rhythm_an_exception_and_a_pause_are_set_and_undone(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    for person in (ola, per):
        follow_ups.record(kari, now - timedelta(days=7), person.id, validate_draft(FollowUpDraft, {}))
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "S")
        assert "every 4 weeks · a conversation every year" in screen_text(pilot)
        assert screen_text(pilot).count(" Mon 14 Dec") == 2
        assert "next Mon" not in screen_text(pilot)  # the heading says that
        await press(pilot, "enter", "ctrl+u", "2", "ctrl+s")
        assert screen_text(pilot).count(" Mon 30 Nov") == 2
        await press(pilot, "H")
        await write(pilot, "30.11")
        await press(pilot, "enter")
        await write(pilot, "2.12")
        await press(pilot, "ctrl+s")
        assert "30 Nov – 2 Dec · holiday" in screen_text(pilot)
        assert screen_text(pilot).count(" Thu 3 Dec") == 2
        await press(pilot, "down", "down", "enter", "1", "ctrl+s")
        assert "every week" in screen_text(pilot)
        await press(pilot, "u")
        assert "every week" not in screen_text(pilot)
        await press(pilot, "home", "down", "x")
        assert screen_text(pilot).count(" Mon 30 Nov") == 2
    assert schedule.team_schedules(kari, now)[0].schedule.weeks == 2


async def test_what_is_no_rhythm_is_told_beside_the_field(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "S", "enter", "ctrl+u", "4", "0", "ctrl+s")
        assert "At most 26 weeks" in screen_text(pilot)
        for typed, said in (
            ("hver 14. dag", "every 2 weeks"),
            ("3 months", "every 13 weeks"),
            ("2.5 uker", "Not underst"),
        ):
            await press(pilot, "ctrl+u")
            await write(pilot, typed)
            assert said in screen_text(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "kvartalsvis")
        await press(pilot, "ctrl+s")
        assert "every 13 weeks · a conversation every year" in screen_text(pilot)


async def test_an_exception_is_set_from_the_persons_page_and_the_page_says_when_next(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    follow_ups.record(kari, now, ola.id, validate_draft(FollowUpDraft, {}))
    async with running(setup_for(kari, now, tmp_path), (100, 40)) as pilot:
        await press(pilot, "enter")
        assert "every 4 weeks · next Mon 21 Dec" in screen_text(pilot)
        await press(pilot, "S", "enter", "1", "5", ".", "1", "enter")
        assert "every year on 15.1" in screen_text(pilot)
        await press(pilot, "escape")
        assert "every year on 15.1 · next 15 Jan 27" in screen_text(pilot)


async def test_the_day_changes_while_the_application_is_open(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    follow_ups.record(kari, now, ola.id, validate_draft(FollowUpDraft, {"next_on": date(2026, 11, 24)}))
    clock = [now]
    setup = setup_for(kari, now, tmp_path)
    setup.now = lambda: clock[0]
    async with running(setup) as pilot:
        assert "follow-up due" not in screen_text(pilot)
        clock[0] = now + timedelta(hours=12)
        for _ in range(40):
            await pilot.pause(0.1)
            if "follow-up due" in screen_text(pilot):
                break
        assert "follow-up due" in screen_text(pilot)
        assert "Tue 24 Nov" in screen_text(pilot)
    assert team.overview(kari, clock[0], kari.id).rows[0].reasons

"""A follow-up session with the whole team, key by key."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import viewer_of
from tests.ui.follow_up.agreed import agree
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows, write
from tui_app.domain.actions.changes import MoveDue
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion, ChecklistScope
from tui_app.services.follow_up import schedule
from tui_app.services.people import people, person_page
from tui_app.ui.executor import ThreadExecutor


async def test_who_was_followed_up_by_mistake_is_met_again(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    per = people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Berg"}))
    agree(kari, now, ola, "En", -3)
    agree(kari, now, per, "To", 1)
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "F", "y", "ctrl+s")
        await shows(pilot, "1 of 1 · person 2 of 2")
        await press(pilot, "a")
        await write(pilot, "Ny")
        await press(pilot, "enter")
        await write(pilot, "+14")
        await press(pilot, "ctrl+s", "u")
        await shows(pilot, "person 2 of 2")
        await press(pilot, "u")
        await shows(pilot, "1 of 1 · person 1 of 2")
        assert not person_page.get(kari, now, ola.id).follow_ups
        await press(pilot, "e", "ctrl+s")
        await shows(pilot, "1 of 1 · person 2 of 2")
        await press(pilot, "e", "ctrl+s")
        await shows(pilot, "That was everyone")
    assert [len(person_page.get(kari, now, one.id).follow_ups) for one in (ola, per)] == [1, 1]


async def test_a_key_that_is_held_at_the_end_passes_nobody_by(
    database: Any, kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    for name in ("Per Berg", "Siv Lie", "Åse Moe"):
        agree(kari, now, people.add(kari, now, validate_draft(PersonDraft, {"name": name})), "Noe", 1)
    agree(kari, now, ola, "En", -3)
    async with running(setup_for(kari, now, tmp_path, executor=ThreadExecutor()), (80, 24)) as pilot:
        await shows(pilot, "My team")
        await pilot.press("F")
        await shows(pilot, "person 1 of 4")
        await pilot.press("e")
        screen: Any = pilot.app.screen
        for number, key in enumerate((screen.action_finish, screen.action_next_person), 2):
            for _time in range(3):
                key()
            await shows(pilot, f"person {number} of 4")
            await shows(pilot, "m Move date")
        await settled(pilot)
        assert "person 3 of 4" in screen_text(pilot)
    assert len(person_page.get(kari, now, ola.id).follow_ups) == 1


@pytest.mark.slow
async def test_a_whole_team_takes_two_keys_an_action_at_most(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    for number in range(14):
        person = people.add(kari, now, validate_draft(PersonDraft, {"name": f"Person {number:02}"}))
        for action in range(7):
            agree(kari, now, person, f"Noe {action}", action)
    pressed = 1
    one_each = (["space"], ["s"], ["y"], ["enter"], ["m", "1"], ["m", "2"], ["space"])
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "F")
        for person_number in range(14):
            await shows(pilot, f"1 of 7 · person {person_number + 1} of 14")
            for chosen in one_each:
                await pilot.press(*chosen)
                pressed += len(chosen)
            await shows(pilot, "A short note")
            await press(pilot, "ctrl+s")
            pressed += 1
        await shows(pilot, "That was everyone")
    assert pressed <= 2 * 14 * 7
    seen = actions.checklist(kari, now, ChecklistScope.TEAM)
    assert sum(one.status is ActionStatus.DONE for one in seen) == 2 * 14
    assert sum(one.moved for one in seen) == 2 * 14
    assert all(held.due_on == date(2026, 12, 21) for held in schedule.team_schedules(kari, now)[0].people)


async def test_somebody_elses_change_in_between_is_told(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    action_id = agree(kari, now, ola, "Ta kurs", 4)
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        await press(pilot, "f")
        actions.change(viewer_of(ola), now, [ActionVersion(action_id, 1)], MoveDue(date(2026, 12, 4)))
        await press(pilot, "space")
        assert "Ola Hansen changed this after you read it" in screen_text(pilot)
        await press(pilot, "enter")
        assert "1 of 1" in screen_text(pilot)
        assert "4 December 2026" in screen_text(pilot)
        await press(pilot, "space")
        await shows(pilot, "1 done  Ta kurs")


async def test_the_day_changes_over_a_walk(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    agree(kari, now, ola, "Ta kurs", 0)
    clock = [now]
    setup = setup_for(kari, now, tmp_path)
    setup.now = lambda: clock[0]
    async with running(setup, (80, 24)) as pilot:
        await press(pilot, "f")
        assert "23 November 2026 · today" in screen_text(pilot)
        clock[0] = now + timedelta(hours=12)
        await shows(pilot, "1 day late")
        await press(pilot, "e")
        await shows(pilot, "22.12.2026")

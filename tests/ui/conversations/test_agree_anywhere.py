"""An action is agreed from where no person stands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.people import people


async def test_an_action_is_agreed_from_where_no_person_stands(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Per Åsheim"}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        for number, screen in enumerate(("3", "5", "6"), 1):
            await press(pilot, screen, "a")
            assert "Person" in screen_text(pilot), screen
            await write(pilot, "ås")
            await press(pilot, "enter")
            assert "New action for Per Åsheim" in screen_text(pilot)
            await write(pilot, f"Ta kurs {number}")
            await press(pilot, "enter")
            await write(pilot, "fredag")
            await press(pilot, "ctrl+s")
            agreed = actions.checklist(kari, now, ChecklistScope.TEAM)
            assert [(one.person_name, one.text) for one in agreed][-1] == ("Per Åsheim", f"Ta kurs {number}")
        await press(pilot, "1", "enter", "l", "a")
        assert "New action for Ola Hansen" in screen_text(pilot)
        await press(pilot, "escape", "escape", "escape", "S", "j", "a")
        assert "New action for Ola Hansen" in screen_text(pilot)
        await press(pilot, "escape", "ctrl+p")
        await write(pilot, "new action")
        await shows(pilot, "New action for me")
        await press(pilot, "enter")
        await shows(pilot, "New action for Ola Hansen")  # the palette's entry is about whom the cursor is on, too


async def test_an_action_is_agreed_only_with_those_one_leads(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Åse Fjern", "leader_id": ola.id}))
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "3", "a")
        await write(pilot, "fjern")
        await press(pilot, "enter", "ctrl+s")
        assert "You can only agree actions with people you lead" in screen_text(pilot)


async def test_somebody_without_a_team_agrees_about_themselves_from_anywhere(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(Viewer(ola.id, ola.name), now, tmp_path)) as pilot:
        await press(pilot, "3", "a")
        assert "New action for Ola Hansen" in screen_text(pilot)


async def test_where_the_key_means_something_else_it_goes_on_to_mean_that(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "6", "down", "enter", "f1")
        assert "New stand-in" in screen_text(pilot)
        assert "New action" not in screen_text(pilot)

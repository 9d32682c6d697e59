"""Joining two entries and removing one, at the keyboard."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import viewer_of
from tests.services.access.world import action_draft
from tests.ui.screens import running, screen_text, setup_for, shows
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.people import people, staff_import
from tui_app.ui.messages import OpenPeople
from tui_app.ui.people import leaving


@pytest.fixture
def ola(kari: Viewer, now: datetime) -> Person:
    draft = validate_draft(PersonDraft, {"name": "Ola Hansen", "employee_number": "1042", "email": "ola@example.org"})
    ola = people.add(kari, now, draft)
    actions.add(viewer_of(ola), now, ola.id, action_draft(ola.id))
    return ola


@pytest.fixture
def twin(kari: Viewer, now: datetime) -> Person:
    return people.add(kari, now, validate_draft(PersonDraft, {"name": "Ola H", "title": "Tekniker"}))


async def test_two_entries_become_one(kari: Viewer, ola: Person, twin: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        pilot.app.screen.post_message(OpenPeople())
        await shows(pilot, "Ola H ")
        await pilot.press("down", "M")
        await shows(pilot, "a few letters of the name")
        await pilot.press(*"1042")
        await shows(pilot, "Ola Hansen")
        await pilot.press("enter")
        await shows(pilot, "Which entry stays?")
        assert "1 action" in screen_text(pilot)
        await pilot.press("ctrl+s")
        await shows(pilot, "cannot be undone")
        shown = screen_text(pilot)
        assert "Stays: Ola Hansen (1042" in shown
        assert "Name: Ola Hansen (the other entry: Ola H)" in shown
        assert "Job title: Tekniker" in shown
        await pilot.press("right", "enter")
        await shows(pilot, "The two entries are one")
    left = staff_import.everybody(kari, now)
    assert [(one.id, one.title) for one in left if one.name.startswith("Ola")] == [(ola.id, "Tekniker")]


async def test_a_mistake_is_removed_and_what_is_in_use_is_not(
    kari: Viewer, ola: Person, twin: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        pilot.app.screen.post_message(OpenPeople())
        await shows(pilot, "Ola H ")
        await pilot.press("down", "X")
        await shows(pilot, "added by mistake?")
        await pilot.press("right", "enter")
        await shows(pilot, "Ola H has been removed.")
        await pilot.press("X")
        await shows(pilot, "Ola Hansen cannot be removed: 1")
    assert {one.name for one in staff_import.everybody(kari, now)} == {"Kari Nordmann", "Ola Hansen"}


async def test_who_gets_a_last_day_hands_their_team_over(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "MOST_ASKED", 1)
    for name in ("Siv", "Tor", "Una"):
        people.add(kari, now, validate_draft(PersonDraft, {"name": name, "leader_id": ola.id}))
    async with running(setup_for(kari, now, tmp_path), (80, 30)) as pilot:
        pilot.app.screen.post_message(OpenPeople())
        await shows(pilot, "Ola Hansen")
        await pilot.press("down", "enter")
        await shows(pilot, "Last day")
        await pilot.press(*["tab"] * 7, *"31.12.2026", "ctrl+s")
        await shows(pilot, "Leads Siv")
        await pilot.press("escape")
        await shows(pilot, "Who leads them instead?")
        assert "2 others" in screen_text(pilot)
        await pilot.press("ctrl+s")
        await shows(pilot, "3 people have a new leader")
    assert [one.name for one in people.reports_of(kari, now, kari.id)] == ["Ola Hansen", "Siv", "Tor", "Una"]


async def test_a_name_that_somebody_has_is_pointed_out_when_it_is_given_to_another(
    kari: Viewer, ola: Person, twin: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 30)) as pilot:
        pilot.app.screen.post_message(OpenPeople())
        await shows(pilot, "Ola H ")
        await pilot.press("down", "enter")
        await shows(pilot, "Last day")
        await pilot.press(*"Ola Hansen", "ctrl+s")
        await shows(pilot, "Are these two people?")
        await pilot.press("escape", "escape")
    assert people.get_for_editing(kari, now, twin.id).name == "Ola H"

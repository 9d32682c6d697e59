"""Those who lead nobody see no tab and no list for a team."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.conftest import viewer_of
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.records.person import Person, Viewer


async def test_an_employee_sees_nothing_of_a_team(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me")) as pilot:
        assert "1 Team" not in screen_text(pilot)
        await press(pilot, "1")
        assert pilot.app.current_mode == "me"
        await press(pilot, "2")
        await shows(pilot, "You have no actions.")
        assert "My team's" not in screen_text(pilot)
        assert "w Show" not in screen_text(pilot)


async def test_a_leader_sees_both(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2")
        assert "1 Team" in screen_text(pilot)
        assert "My team's" in screen_text(pilot)

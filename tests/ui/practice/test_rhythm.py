"""How often leaders practise is the organisation's to decide, and practice is found by its name."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.ui.host import SMALL
from tests.ui.screens import press, running, setup_for, shows, write
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.practice import sessions


async def test_an_administrator_sets_the_sessions_a_year(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path), SMALL) as pilot:
        await press(pilot, "6", "down", "down", "down", "down", "enter")
        await shows(pilot, "4 sessions a year")
        await press(pilot, "tab", "tab", "tab", "right", "ctrl+s")
        assert sessions.overview(kari, now).planned == 5
        await press(pilot, "7")
        await shows(pilot, "0 of 5 this year")


async def test_a_format_is_found_in_the_palette(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path), SMALL) as pilot:
        await press(pilot, "ctrl+p")
        await write(pilot, "Mirror")
        await shows(pilot, "Practice: Mirror")
        await press(pilot, "enter")
        await shows(pilot, "Somebody says something")

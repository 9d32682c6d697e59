"""The keys of tabs that are for others say whom they are for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import viewer_of
from tests.ui.screens import press, running, setup_for, shows
from tui_app.domain.records.person import Person, Viewer


@pytest.mark.parametrize(
    ("pressed", "said"),
    [
        ("1", "Team: only for leaders and administrators"),
        ("5", "Figures: only for leaders"),
        ("6", "Administration: only for administrators"),
        ("7", "Practice: for leaders, and for those they invite"),
        ("0", "Next step: nothing waits here"),
    ],
)
async def test_the_tabs_of_leaders_and_administrators(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, pressed: str, said: str
) -> None:
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me"), size=(140, 30)) as pilot:
        await press(pilot, "4", pressed)
        await shows(pilot, said)


async def test_administration_is_not_on_a_terminal_for_many(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path, is_kiosk=True), size=(140, 30)) as pilot:
        await press(pilot, "6")
        await shows(pilot, "Administration: not on a terminal that many people use")

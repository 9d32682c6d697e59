"""A key that turns something on and off says in the footer which of the two it does now."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ui.demo import demo
from tests.ui.screens import press
from tui_app.ui.widgets.frame import KeyFooter


def footer(pilot: Pilot[str]) -> str:
    return str(pilot.app.screen.query_one(KeyFooter).render())


@pytest.mark.parametrize(
    ("opening", "first", "toggle", "then"),
    [
        ("1 D", "Space Include", "space up", "Space Skip"),
        ("3 N", "Space Skip", "space up", "Space Include"),
        ("2 home enter", "Space Done", "space", "Space Reopen"),
        ("2 home enter", "s Start", "s", "s Stop"),
    ],
)
async def test_the_footer_names_what_the_key_will_do(
    tmp_path: Path, database: object, opening: str, first: str, toggle: str, then: str
) -> None:
    async with demo(tmp_path, "en", (160, 45)) as pilot:
        await press(pilot, *opening.split())
        for rows in pilot.app.screen.query("#round-rows"):
            while not rows.has_focus:
                await press(pilot, "tab")
        assert first in footer(pilot)
        await press(pilot, *toggle.split())
        assert then in footer(pilot)
        assert first not in footer(pilot)
        if len(toggle.split()) > 1:
            await press(pilot, "space", "up")
            assert first in footer(pilot)
            await press(pilot, "down")  # a row that is still taken
            assert first in footer(pilot)

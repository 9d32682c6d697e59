"""On a terminal with 16 colours overdue is red, a reminder yellow, done green, a key cyan, in every theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem

from tests.ui.demo import demo
from tests.ui.screens import press
from tui_app.ui.theme import PALETTES, make_theme

RED, YELLOW, GREEN, CYAN = {1, 9}, {3, 11}, {2, 10}, {6, 14}


def drawn_as(colour: str) -> int | None:
    """The number of the colour that a terminal with 16 shows."""
    return RichColor.parse(colour).downgrade(ColorSystem.STANDARD).number


@pytest.mark.parametrize("name", PALETTES)
def test_what_colours_mean_is_kept(name: str) -> None:
    variables = make_theme(name, has_few=True).variables
    assert drawn_as(variables["text-error"]) in RED
    assert drawn_as(variables["text-warning"]) in YELLOW
    assert drawn_as(variables["text-success"]) in GREEN
    assert drawn_as(variables["text-accent"]) in CYAN


@pytest.mark.parametrize("keys", ["1 down", "2 down", "3 down", "1 enter down", "6 down", "ctrl+p down"])
async def test_the_row_under_the_cursor_can_be_seen(tmp_path: Path, database: object, keys: str) -> None:
    async with demo(tmp_path, "en", (100, 30)) as pilot:
        pilot.app.add_class("-few-colours")
        await press(pilot, *keys.split())
        lines = pilot.app.screen._compositor.render_strips()
        reversed_lines = [
            line
            for line in lines[1:-1]  # the tab and its keys have lines of their own
            if sum(len(part.text) for part in line if part.style and part.style.reverse) > 20
        ]
        assert len(reversed_lines) == 1

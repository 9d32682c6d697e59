"""On a terminal with 16 colours overdue is red, a reminder yellow, done green, a key cyan, in every theme."""

from __future__ import annotations

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem

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

"""Where the focus is can be seen on every terminal: with 8 or 16 colours, and without any."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from textual.pilot import Pilot

from tests import programs
from tests.ui.demo import demo
from tests.ui.screens import press
from tests.ui.tty import Tty
from tui_app.storage.addresses import SqliteAddress

F2 = b"\x1bOQ"
PLACES = {
    "a form": "a",
    "the settings": "escape f2",
    "a person": "escape enter",
    "a conversation": "escape 3 enter",
    "a round": "escape N",
    "a plan": "escape n",
}
"""Name of a screen or dialog -> the keys that lead there from the one before."""


def in_16_colours(colour: Color | None) -> object:
    """The number of the colour that such a terminal draws."""
    return colour and colour.downgrade(ColorSystem.STANDARD).number


def seen(pilot: Pilot[str], *, coloured: bool) -> list[tuple[object, ...]]:
    """Every cell, as a terminal with few colours or none draws it; the footer tells of the focus in words only."""
    cells: list[tuple[object, ...]] = []
    for strip in pilot.app.screen._compositor.render_strips()[:-1]:
        for text, style, _control in strip:
            ground = (in_16_colours(style.color), in_16_colours(style.bgcolor)) if style and coloured else ()
            look = (style.bold, style.reverse, style.underline, *ground) if style else ()
            cells += [(letter, *look) for letter in text]
    return cells


@pytest.mark.parametrize("coloured", [True, False])
async def test_every_tab_is_seen(
    database: SqliteAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, coloured: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm" if coloured else "vt100")
    monkeypatch.delenv("COLORTERM", raising=False)
    async with demo(tmp_path, "en", (100, 30)) as pilot:
        assert pilot.app.has_class("-few-colours")
        for place, keys in PLACES.items():
            await press(pilot, *keys.split())
            for number in range(5):
                before, focused = seen(pilot, coloured=coloured), pilot.app.focused
                await press(pilot, "tab")
                is_same = pilot.app.focused is focused
                assert is_same or seen(pilot, coloured=coloured) != before, f"{place}, tab {number + 1}: {focused}"


@pytest.mark.parametrize(
    "kind",
    ["linux", *(pytest.param(one, marks=pytest.mark.slow) for one in ("xterm", "screen", "vt100", "xterm-256color"))],
)
def test_a_terminal_shows_which_setting_is_chosen(set_up: SqliteAddress, home: dict[str, str], kind: str) -> None:
    with Tty(programs.COMMAND, env=home | {"TERM": kind}) as tty:
        tty.wait_for("Ola Hansen")
        tty.write(F2)
        tty.wait_for("Settings")
        tty.settle(0.5)
        for _turn in range(3):
            before = looks(tty)
            tty.type("\t")
            tty.settle(0.5)
            assert looks(tty) != before


def looks(tty: Tty) -> list[object]:
    """Every cell with its colours, but for the footer."""
    return [dict(tty.screen.buffer[row]) for row in range(tty.screen.lines - 1)]

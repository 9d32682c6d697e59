"""What looks as if it could be pressed can be: tabs, footer keys, chips, column heads; and the wheel scrolls."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Offset
from textual.pilot import Pilot

from tests.ui.demo import demo
from tests.ui.screens import press, screen_text, settled, shows
from tui_app.storage.addresses import SqliteAddress
from tui_app.ui.content import concat, plain
from tui_app.ui.widgets.clicked import KEY_STYLE, key_at, label_at


async def click(pilot: Pilot[str], words: str, *, line: int | None = None) -> None:
    """Click the first letter of words on the screen."""
    lines = screen_text(pilot).splitlines()
    rows = range(len(lines)) if line is None else [line % len(lines)]
    row = next((row for row in rows if words in lines[row]), None)
    assert row is not None, f"{words!r} is not on the screen:\n{screen_text(pilot)}"
    await pilot.click(offset=(cell_len(lines[row][: lines[row].index(words)]), row))
    await settled(pilot)


@pytest.mark.parametrize("language", ["en", "nb"])
async def test_tabs_keys_chips_and_heads_react(database: SqliteAddress, tmp_path: Path, language: str) -> None:
    words = {
        "en": ("2 Actions", "My team", "1 Team", "Name", "F1"),
        "nb": ("2 Tiltak", "Teamet", "1 Team", "Navn", "F1"),
    }
    tab, chip, first, head, help_key = words[language]
    async with demo(tmp_path, language, (120, 36)) as pilot:
        await click(pilot, tab, line=0)
        assert pilot.app.current_mode == "actions"
        before = screen_text(pilot)
        await click(pilot, chip)
        assert screen_text(pilot) != before
        await click(pilot, first, line=0)
        assert pilot.app.current_mode == "team"
        assert f"{head} ▾" not in screen_text(pilot)
        await click(pilot, head)
        assert f"{head} ▾" in screen_text(pilot)
        await click(pilot, help_key, line=-1)
        assert pilot.app.screen.is_modal
        await press(pilot, "escape")
        assert not pilot.app.screen.is_modal


@pytest.mark.parametrize("language", ["en", "nb"])
async def test_the_lines_on_top_react(database: SqliteAddress, tmp_path: Path, language: str) -> None:
    step, to_try, opened = {
        "en": ("wait for your signature", "finds anything", "Find anything"),
        "nb": ("venter på at du signerer", "finner hva som helst", "Finn hva som helst"),
    }[language]
    async with demo(tmp_path, language, (120, 36)) as pilot:
        await shows(pilot, step)
        await click(pilot, to_try)
        await shows(pilot, opened)
        await press(pilot, "escape")
        await click(pilot, step)
        await shows(pilot, "Mette-Marit Solbakken")
        assert len(pilot.app.screen_stack) == 2


async def test_the_wheel_scrolls_a_list_and_the_bar_beside_it_turns_a_page(
    database: SqliteAddress, tmp_path: Path
) -> None:
    async with demo(tmp_path, "en", (100, 30)) as pilot:
        await press(pilot, "2", "w")
        listed = pilot.app.screen.query_one("#actions-rows")
        at = listed.region.offset + Offset(10, 5)
        pilot.app.screen._forward_event(scroll(MouseScrollDown, at))
        await settled(pilot)
        assert (wheeled := listed.scroll_y) > 0
        pilot.app.screen._forward_event(scroll(MouseScrollUp, at))
        await settled(pilot)
        assert listed.scroll_y < wheeled
        await pilot.click(offset=(listed.region.right - 1, listed.region.bottom - 1))
        await settled(pilot)
        assert listed.scroll_y > wheeled
        rows = screen_text(pilot).splitlines()[listed.region.y : listed.region.bottom]
        assert any("▐" in row for row in rows)


def scroll(kind: type[MouseScrollDown | MouseScrollUp], at: Offset) -> MouseScrollDown | MouseScrollUp:
    """The wheel turned by one notch."""
    return kind(None, *at, 0, 1 if kind is MouseScrollDown else -1, 0, False, False, False, *at)


async def test_a_tab_behind_a_dialog_is_out_of_reach(database: SqliteAddress, tmp_path: Path) -> None:
    async with demo(tmp_path, "en", (120, 36)) as pilot:
        await press(pilot, "f2")
        await pilot.click(offset=(20, 0))
        assert pilot.app.current_mode == "team"
        assert pilot.app.screen.is_modal


def test_the_label_under_the_pointer_is_found_in_any_language() -> None:
    labels = ["1 Team", "2 Tiltak", "2 Ål"]
    assert [label_at(" 1 Team  2 Tiltak ", labels, column) for column in (0, 1, 7, 9, 17)] == [
        *("1 Team", "1 Team", "1 Team", "2 Tiltak"),
        "2 Tiltak",
    ]
    assert label_at(" 1 Team  2 Tiltak   x", labels, 19) is None


def test_the_key_under_the_pointer_is_found() -> None:
    line = concat(" ", plain("Enter", KEY_STYLE), " Open  ", plain("F1", KEY_STYLE), " Help")
    assert [key_at(line, column) for column in (0, 1, 9, 13, 18, 25)] == [None, "Enter", "Enter", "F1", "F1", None]

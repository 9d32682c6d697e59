"""The dialog for a longer text, alone in a small application."""

from __future__ import annotations

import pytest

from tests.ui.host import SIZES, DialogApp
from tests.ui.screens import links_on, press, screen_text
from tui_app.ui.dialogs.text import TextDialog

LINES = tuple(f"{number}. line" for number in range(1, 101))


@pytest.mark.parametrize("key", ["escape", "f1"])
async def test_it_is_closed_with_either_key(key: str) -> None:
    app = DialogApp(TextDialog("Help", "Press a key."))
    async with app.run_test() as pilot:
        await press(pilot, key)
        assert app.answers == [None]
        assert "Press a key." not in screen_text(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_a_short_text_is_shown_as_it_was_written(size: tuple[int, int]) -> None:
    app = DialogApp(TextDialog("Help", "[@click=app.quit]one[/]\n\n  two"))
    async with app.run_test(size=size) as pilot:
        text = screen_text(pilot)
        for words in ("Help", "[@click=app.quit]one[/]", "   two", "Esc Close"):
            assert words in text
        assert links_on(pilot) == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_text_can_be_read_to_its_last_line(size: tuple[int, int]) -> None:
    app = DialogApp(TextDialog("Help", "\n".join(LINES)))
    async with app.run_test(size=size) as pilot:
        assert f" {LINES[0]}" in screen_text(pilot)
        assert LINES[-1] not in screen_text(pilot)
        await press(pilot, "end")
        assert LINES[-1] in screen_text(pilot)
        await press(pilot, "home", "pagedown")
        assert f" {LINES[0]}" not in screen_text(pilot)

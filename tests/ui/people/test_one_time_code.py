"""The dialog that shows a one-time code, alone in a small application."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.ui.host import SIZES, DialogApp
from tests.ui.screens import links_on, press, screen_text
from tui_app.text.i18n import using_language
from tui_app.ui.people.one_time_code import OneTimeCodeDialog

UNTIL = datetime(2026, 11, 30, 13, 5, tzinfo=ZoneInfo("Europe/Oslo"))


def dialog(name: str = "Ola Hansen") -> OneTimeCodeDialog:
    return OneTimeCodeDialog(name, "KARM-4T7Q", UNTIL)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("One-time code for Ola Hansen", "Monday 30 November 2026 at 13:05", "Kilo  Alfa  Romeo  Mike")),
        ("nb", ("Engangskode til Ola Hansen", "mandag 30. november 2026 kl. 13:05", "4  Tango  7  Quebec")),
    ],
)
async def test_the_code_can_be_read_aloud(size: tuple[int, int], language: str, told: tuple[str, ...]) -> None:
    with using_language(language):
        app = DialogApp(dialog())
        async with app.run_test(size=size) as pilot:
            text = screen_text(pilot)
            for words in ("K A R M   –   4 T 7 Q", *told):
                assert words in text


async def test_a_name_stays_text() -> None:
    app = DialogApp(dialog("[@click=app.quit]Ola[/]"))
    async with app.run_test() as pilot:
        assert "[@click=app.quit]Ola[/]" in screen_text(pilot)
        assert links_on(pilot) == []


async def test_a_closed_dialog_has_forgotten_the_code() -> None:
    app = DialogApp(dialog())
    async with app.run_test() as pilot:
        await press(pilot, "escape", "escape")
        assert app.answers == [None]
        assert "K A R M" not in screen_text(pilot)
        assert "KARM-4T7Q" not in map(str, vars(app.dialog).values())

"""The top and bottom lines follow the day and the language on every open screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.events import Paste
from textual.widgets import Input, TextArea

from tests.services.hasher import HASHER, PASSWORD
from tests.ui.screens import press, resize, running, screen_text, setup_for, shows
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import passwords, sessions
from tui_app.text.i18n import using_language
from tui_app.ui import keys
from tui_app.ui.widgets.key_names import all_names, binding_name


async def test_both_lines_speak_the_new_language_at_once(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "f2", "right", "escape")
        lines = screen_text(pilot).splitlines()
        assert "2 Tiltak" in lines[0]
        assert "a Nytt tiltak" in lines[-1]
        await press(pilot, "escape")
        lines = screen_text(pilot).splitlines()
        assert "2 Tiltak" in lines[0]
        assert "a Nytt tiltak" in lines[-1]


async def test_the_top_line_knows_the_new_day(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_app.ui.app.REFRESH_SECONDS", 0.05)
    clock = [now]
    async with running(replace(setup_for(kari, now, tmp_path), now=lambda: clock[0])) as pilot:
        await press(pilot, "enter")
        assert "Mon 23 Nov" in screen_text(pilot)
        clock[0] += timedelta(days=1)
        await shows(pilot, "Tue 24 Nov")


def every_binding() -> list[Binding]:
    """Every binding of `keys.py`."""
    lists = [value for value in vars(keys).values() if isinstance(value, list)]
    return [one for bindings in lists for one in bindings if isinstance(one, Binding)]


@pytest.mark.parametrize(("language", "space"), [("en", "Space"), ("nb", "Mellomrom")])
def test_keys_are_called_as_people_know_them(language: str, space: str) -> None:
    with using_language(language):
        names = {name for binding in every_binding() for name in all_names(binding).split(" ")}
    assert {space, "Enter", "Esc", "Ctrl+S", "F4", "a", "F", "/"} <= names
    assert not [name for name in names if set(name) & set("^␣⏎")]
    assert not [name for name in names if len(name) > 2 and name.islower() and name != space]


def test_the_first_of_several_keys_is_shown() -> None:
    assert binding_name(Binding("n,enter", "next", "Next")) == "n"
    assert all_names(Binding("n,enter", "next", "Next")) == "n Enter"


@pytest.mark.parametrize("language", ["en", "nb"])
async def test_no_footer_loses_the_way_back_the_help_or_the_way_out(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, language: str
) -> None:
    way_out = {"en": "F4 Sign out", "nb": "F4 Logg ut"}[language]
    passwords.choose_password(kari, now, HASHER, "", PASSWORD)
    session = sessions.sign_in(now, HASHER, "here", kari.name, PASSWORD)
    with using_language(language):
        setup = setup_for(kari, now, tmp_path, is_kiosk=True, session=session)
        async with running(setup, size=(80, 30)) as pilot:
            for here, has_back in (((), False), (("enter",), True), (("l",), True), (("2",), False), (("a",), True)):
                await press(pilot, *here)
                for width in (80, 100, 120, 160, 200):
                    await resize(pilot, (width, 30))
                    footer = screen_text(pilot).splitlines()[-1].rstrip()
                    assert footer.endswith(way_out), here
                    assert len(footer) <= width
                    assert ("Esc " in footer) == has_back
                    assert pilot.app.screen.is_modal or "F1 " in footer
                    assert "…" in footer or width > 80 or len(footer) < 80


async def test_where_nobody_takes_turns_the_footer_has_no_way_out(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        assert "F4" not in screen_text(pilot).splitlines()[-1]


@pytest.mark.parametrize(
    ("language", "nothing", "quits"),
    [
        ("en", "No matches.", "Press Ctrl+Q to quit."),
        ("nb", "Ingen treff.", "Trykk Ctrl+Q for å avslutte."),
        ("nn", "Ingen treff.", "Trykk Ctrl+Q for å avslutte."),
    ],
)
async def test_what_textual_says_itself_is_in_the_language_in_use(
    kari: Viewer, now: datetime, tmp_path: Path, language: str, nothing: str, quits: str
) -> None:
    with using_language(language):
        async with running(setup_for(kari, now, tmp_path)) as pilot:
            await press(pilot, "ctrl+c")
            await shows(pilot, quits)
            await press(pilot, "ctrl+p", *"qqxx")
            await shows(pilot, nothing)
            assert "matches found" not in screen_text(pilot)


def test_the_keys_of_textuals_own_fields_have_names() -> None:
    bindings = [one for field in (Input, TextArea) for one in field.BINDINGS if isinstance(one, Binding)]
    assert any("super" in one.key for one in bindings)
    assert all(all_names(one) for one in bindings)


async def test_the_palette_takes_all_lines_of_a_paste(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "ctrl+p")
        app: Any = pilot.app
        app.post_message(Paste("\nOla\nHansen"))
        await app.input_handled()
        await shows(pilot, "Ola Hansen")
        assert app.screen.query_one(Input).value.strip() == "Ola Hansen"

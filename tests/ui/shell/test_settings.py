"""The settings, alone in a small application."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual import on
from textual.message import Message

from tests.ui.host import SIZES, DialogApp
from tests.ui.screens import press, running, screen_text, setup_for
from tui_app.domain.records.person import Viewer
from tui_app.text.i18n import using_language
from tui_app.ui.app_messages import ChangeLanguage, ChangeTheme
from tui_app.ui.messages import ChoosePassword, ChoosePin
from tui_app.ui.shell.settings import SettingsDialog
from tui_app.ui.theme import PALETTES


class SettingsApp(DialogApp):
    """Notes what the dialog asks the application for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(SettingsDialog(), **options)
        self.asked: list[Message] = []

    @on(ChangeLanguage)
    @on(ChangeTheme)
    @on(ChoosePassword)
    @on(ChoosePin)
    def _note(self, message: Message) -> None:
        self.asked.append(message)


def own_computer(folder: Path, viewer: Viewer) -> SettingsApp:
    """The dialog at a person's own computer."""
    app = SettingsApp(folder=folder, viewer=viewer)
    app.ctx.computer.claim()
    return app


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("Language", "Theme", "Locks ‹ after", "My password …", "My PIN …", "Reminders …")),
        ("nb", ("Språk", "Tema", "Låser seg ‹ etter", "Mitt passord …", "Min PIN …", "Påminnelser …")),
    ],
)
async def test_every_setting_of_the_owner_is_there(
    tmp_path: Path, kari: Viewer, size: tuple[int, int], language: str, told: tuple[str, ...]
) -> None:
    with using_language(language):
        app = own_computer(tmp_path, kari)
        async with app.run_test(size=size) as pilot:
            text = " ".join(screen_text(pilot).split())
            for words in told:
                assert words in text


@pytest.mark.usefixtures("database")
async def test_a_choice_takes_effect_at_once(tmp_path: Path, kari: Viewer) -> None:
    app = SettingsApp(folder=tmp_path, viewer=kari)
    async with app.run_test() as pilot:
        await press(pilot, "right", "tab", "right")
        language, theme = app.asked
        assert isinstance(language, ChangeLanguage)
        assert language.language == "nb"
        assert isinstance(theme, ChangeTheme)
        assert app.answers == []


@pytest.mark.usefixtures("database")
async def test_a_theme_is_seen_while_it_is_chosen(tmp_path: Path, kari: Viewer, now: datetime) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        assert pilot.app.theme == "samtale-dark"
        await press(pilot, "f2", "tab", "right")
        assert pilot.app.theme == "samtale-light"
        assert "! overdue   · reminder   ▸ in progress   ✓ done" in screen_text(pilot)
        shown = [
            segment.style.color.get_truecolor().hex
            for strip in pilot.app.screen._compositor.render_strips()
            for segment in strip
            if "overdue" in segment.text and segment.style and segment.style.color
        ]
        assert PALETTES["samtale-light"].error in shown


@pytest.mark.usefixtures("database")
async def test_the_delay_of_the_lock_is_kept(tmp_path: Path, kari: Viewer) -> None:
    app = own_computer(tmp_path, kari)
    async with app.run_test() as pilot:
        before = app.ctx.computer.lock_seconds
        await press(pilot, "tab", "tab", "tab", "right")
        assert app.ctx.computer.lock_seconds > before


@pytest.mark.usefixtures("database")
async def test_nobody_signed_in_has_no_password_to_choose(tmp_path: Path) -> None:
    app = SettingsApp(folder=tmp_path)
    async with app.run_test() as pilot:
        assert "My password" not in screen_text(pilot)
        await press(pilot, "escape")
        assert app.answers == [None]

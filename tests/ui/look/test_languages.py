"""No screen mixes two languages: the main screens and dialogs, with the demonstration team, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.language_words import foreign_words
from tests.ui.screens import press, running, screen_text, setup_for
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.files.demo.team import read_demo_team
from tui_app.files.resources import resource_path
from tui_app.services.demo.fill import fill_database
from tui_app.text.i18n import current_language, using_language
from tui_app.ui.setup import AppSetup

JOURNEYS = {
    "team": "f1 escape f2 escape a escape r p escape escape n escape s o o",
    "person": "enter f1 escape l w escape r e escape escape g escape t escape m escape c escape x escape f6 escape",
    "walk": "f m escape x escape h escape e escape",
    "actions": "2 w w enter escape v f1 escape e escape",
    "conversations": "3 n escape r escape enter f1 escape ctrl+down ctrl+down ctrl+b escape ctrl+s escape",
    "me": "4 f7 escape b escape l escape",
    "figures": "5 w f1 escape t escape",
    "practice": "7 f1 escape enter escape",
    "people": "6 f1 escape p f1 escape n escape d escape s escape w escape",
    "administration": "6 s n escape escape r e escape a escape escape o escape e escape l w p escape escape",
    "forms": "6 f f1 escape a escape i escape escape",
    "palette": "ctrl+p down down",
}
"""Where one goes -> the keys; every screen on the way is read."""


async def read_all(pilot: Pilot[str], keys: str) -> dict[str, set[str]]:
    """The keys so far -> words of other languages on the screen then."""
    found = {}
    pressed = ""
    for key in keys.split():
        await press(pilot, key)
        pressed += f" {key}"
        if words := foreign_words(screen_text(pilot), current_language()):
            found[pressed] = words
    return found


@pytest.fixture(params=INTERFACE_LANGUAGES)
def setup(request: pytest.FixtureRequest, database: object, now: datetime, tmp_path: Path) -> Iterator[AppSetup]:
    """The demonstration, in one language."""
    with using_language(request.param):
        team = read_demo_team(resource_path("demo_team.toml"), now.date(), request.param)
        yield setup_for(fill_database(team, now), now, tmp_path, is_demo=True)


async def test_no_screen_mixes_two_languages(setup: AppSetup) -> None:
    async with running(setup, (160, 45)) as pilot:
        assert not await read_all(pilot, "1 enter escape 2 3 4 5 6 7 1 f1")


@pytest.mark.slow
async def test_no_dialog_mixes_two_languages(setup: AppSetup) -> None:
    for keys in JOURNEYS.values():
        async with running(setup, (160, 45)) as pilot:
            assert not await read_all(pilot, keys)

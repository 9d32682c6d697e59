"""Whatever people press on a kiosk, in whatever order and however fast, it goes on: no crash, no way out."""

from __future__ import annotations

import os
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from tests.services.hasher import HASHER, OTHER_PASSWORD, PASSWORD
from tests.services.sample_conversations import Cast, cast_of, drafted
from tests.ui.screens import running, setup_for
from tui_app.domain.records.person import Viewer
from tui_app.files.settings import Settings
from tui_app.services.accounts import passwords

SEQUENCES = int(os.environ.get("SAMTALE_TEST_FUZZ", "400"))
"""In every run of the slow tests; 5,000 with SAMTALE_TEST_FUZZ=5000."""
PARTS = 20
KEYS = (
    *"abcdefghijklmnopqrstuvwxyzæøåABDFGNPSTX0123456789/.,?-+ ",
    *("enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "backspace", "delete"),
    *("f1", "f2", "f3", "f4", "f5", "f6", "ctrl+q", "ctrl+s", "ctrl+p", "ctrl+c", "ctrl+v", "ctrl+down", "ctrl+up"),
    *("pagedown", "pageup", "space", "ctrl+z", "ctrl+backslash"),
)
OFTEN = ("enter", "enter", "escape", "tab", "ctrl+q", "f4", "down", "space", "a", "n", "f", "c", "ctrl+s")


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Lise leads Ola; both have a password, and there is something to open."""
    found = cast_of(kari, now)
    for viewer, secret in ((found.leader, PASSWORD), (found.employee, OTHER_PASSWORD)):
        passwords.choose_password(viewer, now, HASHER, "", secret)
    drafted(found, now, "Noe fortrolig.")
    return found


def sequence(chance: random.Random) -> list[str]:
    """Keys that arrive together; now and then the same one several times, or a sign-in that works."""
    if chance.random() < 0.25:
        name, secret = chance.choice((("lise", PASSWORD), ("ola", OTHER_PASSWORD)))
        return ["escape", *name, "enter", *secret, "enter"]
    keys: list[str] = []
    for _ in range(chance.randint(1, 8)):
        keys += [chance.choice(OFTEN if chance.random() < 0.5 else KEYS)] * chance.choice((1, 1, 1, 2, 4))
    return keys


def send(pilot: Pilot[str], keys: list[str], chance: random.Random) -> None:
    """Send all keys in one packet, sometimes with a paste among them."""
    app: Any = pilot.app
    for key in keys:
        name = "space" if key == " " else key
        event: Any = Key(name, key if len(key) == 1 else " " if name == "space" else None)
        if chance.random() < 0.02:
            event = Paste(chance.choice(("limt inn", "\nto\nlinjer", "x" * 5_000)))
        event.set_sender(app)
        app._driver.send_message(event)


async def goes_on(seed: int, count: int, setup: Any) -> int:
    """Send sequences to one kiosk until somebody's turn ends; how many there were.

    Raises:
        AssertionError: it ended in another way.
    """
    chance, done = random.Random(seed), 0
    async with running(setup, (80, 24)) as pilot:
        app: Any = pilot.app
        while done < count and not app._exit:
            send(pilot, sequence(chance), chance)
            done += 1
            await pilot.pause()
            await app.input_handled()
    assert app._exception is None
    assert not app.return_code, (seed, done)
    assert app.return_value == "anew" or (app.return_value is None and done == count), (seed, done)
    return done


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
async def test_nothing_that_is_pressed_ends_a_kiosk(part: int, cast: Cast, now: datetime, tmp_path: Path) -> None:
    left, seed = SEQUENCES // PARTS, part * 10_000
    while left > 0:
        setup = setup_for(None, now, tmp_path, settings=Settings(several=True), asks_who=True, is_kiosk=True)
        left -= await goes_on(seed, left, setup)
        seed += 1
    assert not (tmp_path / "crashes.log").exists()

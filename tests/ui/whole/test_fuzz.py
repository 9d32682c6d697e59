"""Whatever people press, in whatever order and however fast, nothing crashes, and quitting ends without an error."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.services.sample_conversations import Cast, cast_of, drafted, planned, signed, submitted
from tests.ui.screens import running, setup_for
from tests.ui.whole.test_kiosk_fuzz import SEQUENCES, send, sequence
from tui_app.domain.records.person import Viewer

PARTS = 6
SIZES = ((80, 24), (100, 30), (160, 45))


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Lise leads Ola; there are conversations in several states."""
    found = cast_of(kari, now)
    for begin in (planned, signed, submitted):
        begin(found, now)
    drafted(found, now, "Noe fortrolig.")
    return found


async def used(seed: int, count: int, viewer: Viewer, now: datetime, folder: Path) -> int:
    """Send sequences to one terminal until somebody quits; how many there were.

    Raises:
        AssertionError: it ended with an error.
    """
    chance, done = random.Random(seed), 0
    async with running(setup_for(viewer, now, folder), chance.choice(SIZES)) as pilot:
        app: Any = pilot.app
        while done < count and not app._exit:
            send(pilot, sequence(chance), chance)
            done += 1
            await pilot.pause()
            await app.input_handled()
        assert app._exception is None, (seed, done)
    assert not app.return_code, (seed, done)
    return done


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
async def test_nothing_that_is_pressed_ends_in_an_error(part: int, cast: Cast, now: datetime, tmp_path: Path) -> None:
    viewer = (cast.leader, cast.employee, cast.administrator)[part % 3]
    left, seed = SEQUENCES // PARTS, 7_700_000 + part * 10_000
    while left > 0:
        left -= await used(seed, left, viewer, now, tmp_path)
        seed += 1
    assert not (tmp_path / "crashes.log").exists()

"""A computer on which several people take turns, and a clock that the test moves."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.ui.screens import press, setup_for, write
from tui_app.files.settings import Settings
from tui_app.ui.setup import AppSetup


class Clock:
    """Seconds since the computer was started, as the test says."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def shared(now: datetime, folder: Path, clock: Clock, **changed: Any) -> AppSetup:
    """A computer on which several take turns."""
    settings = Settings(several=True)
    return setup_for(None, now, folder, settings=settings, asks_who=True, monotonic=clock, **changed)


async def sign_in(pilot: Pilot[str], name: str, secret: str) -> None:
    await write(pilot, name)
    await press(pilot, "enter")
    await write(pilot, secret)
    await press(pilot, "enter")


def every_screen(app: Any) -> list[Any]:
    """All that the application still holds, whichever mode is in front."""
    return [screen for stack in app._screen_stacks.values() for screen in stack]

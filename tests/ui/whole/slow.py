"""A database that answers when the test says so."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from tests.ui.screens import screen_text

PATIENCE = 4.0
"""Seconds; shorter than the five for which SQLite waits for a lock."""


async def until(pilot: Pilot[str], holds: Callable[[], bool]) -> None:
    """Wait for what is to come by itself.

    Raises:
        AssertionError: it did not come.
    """
    for _ in range(int(PATIENCE / 0.05)):
        if holds():
            return
        await pilot.pause(0.05)
    raise AssertionError(screen_text(pilot))

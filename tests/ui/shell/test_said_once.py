"""The same message is not stacked on itself, and a message covers no more than its own place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.ui.screens import running, screen_text, setup_for, shows
from tui_app.domain.errors import StorageError
from tui_app.domain.records.person import Viewer
from tui_app.ui.context import context_of


async def test_a_full_disk_is_told_once_by_all_that_meet_it(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        ctx = context_of(pilot.app)
        for _screen in range(4):
            ctx.notify_error(StorageError("disk_full"))
        ctx.notify("Saved.")
        ctx.notify_error(StorageError("disk_full"))
        await shows(pilot, "The disk is full")
        assert screen_text(pilot).count("The disk is full") == 1
        assert screen_text(pilot).count("Saved.") == 1
        (told,) = [one for one in pilot.app._notifications if "full" in one.message]
        assert told.time_left > 6  # counted from the last time


async def test_a_message_covers_nothing_beside_itself(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path), (80, 24)) as pilot:
        before = screen_text(pilot).split("\n")
        context_of(pilot.app).notify("Saved.")
        await shows(pilot, "Saved.")
        after = screen_text(pilot).split("\n")
        beside = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        assert [new.split("▌")[0] for old, new in beside] == [
            old[: new.index("▌")] for old, new in beside if "▌" in new
        ]

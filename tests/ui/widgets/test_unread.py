"""A screen that could not be read the first time says so until it is read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ui.screens import press, running, screen_text, settled, setup_for, shows
from tui_app.domain.records.person import Person, Viewer
from tui_app.storage import database as storage
from tui_app.storage.addresses import SqliteAddress


def break_table(address: SqliteAddress, *, mend: bool = False) -> None:
    """Take away the table of people, as somebody with another program may, or give it back."""
    names = ("taken", "person") if mend else ("person", "taken")
    with storage.proxy.connection_context():
        storage.proxy.execute_sql("pragma legacy_alter_table = 1")
        storage.proxy.execute_sql(f"alter table {names[0]} rename to {names[1]}")


@pytest.mark.parametrize("tab", "1234567")
async def test_a_screen_that_could_not_be_read_says_so_until_it_is(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: SqliteAddress, tab: str
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        break_table(database)
        screen: Any = pilot.app.screen
        if tab == "1":
            screen.shown = None
            screen.reload()
        await press(pilot, tab)
        pilot.app.clear_notifications()
        await settled(pilot)
        await shows(pilot, "Press F5 to try again")
        assert "is missing in the database" in screen_text(pilot)
        await press(pilot, "f5")
        assert screen_text(pilot).count("Press F5 to try again") == 1
        break_table(database, mend=True)
        await press(pilot, "f5")
        pilot.app.clear_notifications()
        await settled(pilot)
        assert "Press F5" not in screen_text(pilot)

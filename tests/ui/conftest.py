"""What the tests of the screens share: English on the screen, and SQLite below it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual import _wait

from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.database import SqliteAddress
from tui_app.ui.language import speak

# Textual's pilot takes the program to be idle when it did next to nothing for 20 ms, and looks so several times a key;
# nothing here rests for longer than a frame, and the tests of the screens spent most of their time in these naps.
_wait.SLEEP_GRANULARITY = 1 / 100
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 5


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The screen's words as they stand in the code."""
    speak("en")
    yield
    speak("en")


@pytest.fixture
def database(sqlite_address: SqliteAddress) -> SqliteAddress:
    """Screens are tried on SQLite; the services below them on both."""
    storage.use(schema.open_database(sqlite_address))
    return sqlite_address

"""What the tests of the screens share: English on the screen, and SQLite below it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import textual.app
import textual.pilot
import textual.screen

from tests.ui.quiet import quiet
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.text.i18n import set_language

textual.app.wait_for_idle = textual.pilot.wait_for_idle = quiet  # type: ignore[attr-defined]
textual.screen.UPDATE_PERIOD = 1 / 500  # type: ignore[misc]  # nobody watches: a key waits for its frame, often several


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The screen's words as they stand in the code."""
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def database(sqlite_address: SqliteAddress) -> SqliteAddress:
    """Screens are tried on SQLite; the services below them on both."""
    storage.bind_database(schema.open_database(sqlite_address))
    return sqlite_address

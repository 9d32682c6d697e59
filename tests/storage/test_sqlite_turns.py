"""Who writes to a SQLite file waits for others, begins to ask anew now and then, and is told when it takes too long."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from tui_app.domain.errors import StorageError
from tui_app.storage import schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.database import bind_database, proxy, reading, writing
from tui_app.storage.engines import sqlite_turns


@pytest.fixture
def other(sqlite_address: SqliteAddress) -> Any:
    """A second connection to the database of the process."""
    bind_database(schema.open_database(sqlite_address))
    connection = sqlite_address.open()
    connection.connect()
    yield connection
    connection.close()
    proxy.close()


def busy_timeout() -> int:
    ((milliseconds,),) = proxy.execute_sql("pragma busy_timeout").fetchall()
    return int(milliseconds)


def test_a_writer_waits_for_its_turn_beyond_a_round(other: Any) -> None:
    other.begin()
    begun = time.monotonic()

    def write() -> None:
        with writing():
            pass

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(3 * sqlite_turns._ROUND_MS / 1000)
    assert writer.is_alive()
    other.rollback()
    writer.join(5)
    assert not writer.is_alive()
    assert time.monotonic() - begun >= 3 * sqlite_turns._ROUND_MS / 1000


def test_it_is_told_when_it_takes_too_long_and_waits_as_long_as_before(
    other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_turns, "BUSY_MS", 600)
    other.begin()
    begun = time.monotonic()
    with pytest.raises(StorageError, match="database_busy"), writing():
        pass
    assert time.monotonic() - begun >= 0.6
    other.rollback()
    with reading():
        assert busy_timeout() == 5000
        with writing():
            assert busy_timeout() == 600, "a statement in the transaction waits as it did"

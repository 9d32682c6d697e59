"""The line drops at random moments of painting, on both databases: no process and no connection is left over."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.conftest import POSTGRES
from tests.ui.dropping import BURST, SECONDS, drops
from tests.ui.killing import Text, desk
from tui_app.storage.addresses import PostgresAddress, SqliteAddress


def connections(address: SqliteAddress | PostgresAddress) -> int:
    """How many connections to the database the server has, those of the test among them."""
    if isinstance(address, SqliteAddress):
        return 0
    name = urlsplit(address.url).path[1:]
    with psycopg.connect(POSTGRES) as server:
        row = server.execute("select count(*) from pg_stat_activity where datname = %s", (name,)).fetchone()
    return int(row[0]) if row else 0


def drop_often(database: Any, key: str, folder: Path, seeds: range) -> None:
    """Drop the line once for each seed; neither a process nor a connection is left."""
    place = desk(database, key, folder, Text.FORM)
    before = connections(database)
    for seed in seeds:
        drops(place.env, seed, BURST)
        end = time.monotonic() + SECONDS
        while (left := connections(database)) > before and time.monotonic() < end:
            time.sleep(0.05)  # the server notices the end of a process a moment later
        assert left <= before, seed
    assert list(folder.glob("**/crashes.log")) == []


@pytest.mark.brief
def test_no_connection_is_left_over(database: Any, key: str, tmp_path: Path) -> None:
    drop_often(database, key, tmp_path, range(20, 23))


@pytest.mark.slow
def test_none_of_two_hundred_is_left_over(database: Any, key: str, tmp_path: Path) -> None:
    """As many times as SAMTALE_TEST_DROPS says."""
    drop_often(database, key, tmp_path, range(100, 100 + int(os.environ.get("SAMTALE_TEST_DROPS", "20"))))

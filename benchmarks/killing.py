"""Kills the program while somebody types minutes, two hundred times, and measures the typing that was lost.

Run it with `python -m benchmarks.killing [TRIES [SEED]]`. It uses PostgreSQL if SAMTALE_TEST_POSTGRES names a server,
otherwise SQLite. Two hundred tries take ten minutes; they can be run in pieces, each with its own seed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.ui.killing import desk, lost_seconds
from tui_app.storage import database, schema
from tui_app.storage.addresses import PostgresAddress, SqliteAddress

KEY = "ab" * 32
BATCH_SIZE = 50
"""Tries on one text: the typing of many more would not fit and be refused, which is not a loss by a kill."""


def measure(tries: int, seed: int) -> None:
    """Print how often at most one second was lost, and the longest loss."""
    lost: list[float] = []
    while len(lost) < tries:
        lost += _run_batch(min(BATCH_SIZE, tries - len(lost)), seed + len(lost))
    in_time = sum(seconds <= 1.0 for seconds in lost)
    where = "PostgreSQL" if os.environ.get("SAMTALE_TEST_POSTGRES") else "SQLite"
    print(f"kill -9 while typing, {where}: at most 1 s lost in {in_time} of {len(lost)}, longest {max(lost):.2f} s")


def _run_batch(tries: int, seed: int) -> list[float]:
    """The seconds lost in each try, on a text that is empty at first."""
    with tempfile.TemporaryDirectory(prefix="samtale-kill-") as folder:
        if url := os.environ.get("SAMTALE_TEST_POSTGRES"):
            with _postgres(url) as server:
                schema.upgrade_postgres(server)
                database.bind_database(schema.open_postgres(server))
                return lost_seconds(desk(server, KEY, Path(folder) / "home"), tries, seed)
        address = SqliteAddress(Path(folder) / "samtale.db", KEY)
        database.bind_database(schema.open_sqlite(address, create=True))
        return lost_seconds(desk(address, KEY, Path(folder) / "home"), tries, seed)


class _postgres:  # noqa: N801 - a small context manager
    """A database of its own on a server, dropped afterwards."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> PostgresAddress:
        self._run("drop database if exists samtale_kill with (force)", "create database samtale_kill")
        return PostgresAddress(f"{self._url.rpartition('/')[0]}/samtale_kill")

    def __exit__(self, *error: object) -> None:
        self._run("drop database samtale_kill with (force)")

    def _run(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(self._url, autocommit=True) as server:
            for statement in statements:
                server.execute(statement)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    measure(*numbers, *(200, 1)[len(numbers) :])

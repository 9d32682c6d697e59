"""Kill -9 while somebody types minutes, two hundred times: the longest typing that was lost.

Run by `python -m benchmarks.killing [TRIES]`; with SAMTALE_TEST_POSTGRES on PostgreSQL too.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.ui.killing import desk, lost_seconds
from tui_app.storage import database, schema
from tui_app.storage.database import PostgresAddress, SqliteAddress

KEY = "ab" * 32


def measure(tries: int) -> None:
    """Print how often at most a second was lost, and the longest loss."""
    with tempfile.TemporaryDirectory(prefix="samtale-kill-") as folder:
        address = SqliteAddress(Path(folder) / "samtale.db", KEY)
        database.use(schema.open_sqlite(address, create=True))
        _tell("SQLite", lost_seconds(desk(address, KEY, Path(folder) / "sqlite"), tries, seed=1))
        if url := os.environ.get("SAMTALE_TEST_POSTGRES"):
            with _postgres(url) as server:
                schema.upgrade_postgres(server)
                database.use(schema.open_postgres(server))
                _tell("PostgreSQL", lost_seconds(desk(server, KEY, Path(folder) / "postgres"), tries, seed=2))


class _postgres:  # noqa: N801 - a small context manager
    """A database of its own on a server, gone afterwards."""

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


def _tell(where: str, lost: list[float]) -> None:
    kept = sum(seconds <= 1.0 for seconds in lost)
    print(f"kill -9 while typing, {where}: at most 1 s lost in {kept} of {len(lost)}, longest {max(lost):.2f} s")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

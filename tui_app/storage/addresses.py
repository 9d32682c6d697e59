"""Addresses of databases: what to connect to, and the peewee database for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import peewee as pw
from msgspec import Struct

CHANNEL = "samtale"
"""The PostgreSQL channel that is notified of commits, without any content."""
SQLITE_PRAGMAS: tuple[tuple[str, object], ...] = (
    ("cipher_log_level", "NONE"),  # first: otherwise SQLCipher prints a wrong key's error over the screen
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("busy_timeout", 5000),
    ("secure_delete", 1),
    ("trusted_schema", 0),
)


class SqliteAddress(Struct, frozen=True):
    """A SQLite file and its raw encryption key (64 hexadecimal digits).

    Attributes:
        is_temporary: True if nobody needs it after a power failure: no write waits for the disk.
    """

    path: Path
    key: str
    is_temporary: bool = False

    @property
    def name(self) -> str:
        """The absolute path, by which messages name the database."""
        return str(self.path.absolute())

    def open(self, *, create: bool = False, one_connection: bool = False) -> Any:
        """Return the peewee database, not connected yet.

        Args:
            create: create a missing file. Otherwise connecting fails, so that a lost file is not replaced by an
                empty one.
            one_connection: share one connection among all threads; the caller must make them take turns.
        """
        from tui_app.storage.engines.sqlite_turns import TurnTakingDatabase

        return TurnTakingDatabase(
            f"{self.path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
            uri=True,
            passphrase=f"x'{self.key}'",
            lock_type="IMMEDIATE",
            autoconnect=False,
            thread_safe=not one_connection,
            check_same_thread=not one_connection,
            pragmas=(*SQLITE_PRAGMAS, ("synchronous", "off")) if self.is_temporary else SQLITE_PRAGMAS,
        )


class PostgresAddress(Struct, frozen=True):
    """The URL of a PostgreSQL database, `postgresql://…`; it may name several hosts."""

    url: str

    @property
    def name(self) -> str:
        """Server and database, without user and password, by which messages name the database."""
        return self.url.rpartition("@")[2].partition("?")[0]

    def open(self, *, create: bool = False, one_connection: bool = False) -> Any:
        """Return the peewee database, not connected yet: a pool, unless `one_connection`. `create` has no effect."""
        if one_connection:
            return pw.PostgresqlDatabase(self.url, prefer_psycopg3=True, autoconnect=False, thread_safe=False)
        from tui_app.storage.engines.postgres_pool import SessionPool

        return SessionPool(self.url, CHANNEL)


Address = SqliteAddress | PostgresAddress

"""TODO-DOC."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peewee as pw

SQLITE_PRAGMAS: tuple[tuple[str, object], ...] = (
    ("cipher_log_level", "NONE"),  # first: a wrong key would otherwise be printed over the screen
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("foreign_keys", 1),
    ("busy_timeout", 5000),
    ("secure_delete", 1),
    ("trusted_schema", 0),
)


@dataclass(frozen=True, slots=True)
class SqliteAddress:
    """A SQLite file and the raw key (64 hexadecimal digits) that opens it."""

    path: Path
    key: str

    def open(self, *, create: bool = False, one_connection: bool = False) -> Any:
        """The peewee database. Only with `create` is a missing file made: a lost file must not come back empty.

        With `one_connection` all threads share one connection; its user sees to it that they take turns.
        """
        from playhouse.sqlcipher_ext import SqlCipherDatabase

        return SqlCipherDatabase(
            f"{self.path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
            uri=True,
            passphrase=f"x'{self.key}'",
            lock_type="IMMEDIATE",
            autoconnect=False,
            thread_safe=not one_connection,
            check_same_thread=not one_connection,
            pragmas=SQLITE_PRAGMAS,
        )


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """A PostgreSQL address, `postgresql://…`, several hosts allowed."""

    url: str

    def open(self, *, create: bool = False, one_connection: bool = False) -> Any:
        """The peewee database, pooled unless one connection is enough; `create` is not needed here."""
        if one_connection:
            return pw.PostgresqlDatabase(self.url, prefer_psycopg3=True, autoconnect=False, thread_safe=False)
        from playhouse.pool import PooledPostgresqlDatabase

        return PooledPostgresqlDatabase(
            self.url,
            prefer_psycopg3=True,
            autoconnect=False,
            max_connections=8,
            timeout=5,
            stale_timeout=300,
        )


Address = SqliteAddress | PostgresAddress

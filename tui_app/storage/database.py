"""The database: chosen by one address, opened in scopes, its errors told as refusals.

SQLite (encrypted, through SQLCipher) is the default; PostgreSQL serves when several machines share one database.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import peewee as pw

from tui_app.domain.records import Viewer
from tui_app.domain.refusals import StorageProblem

log = logging.getLogger("samtale.storage")

proxy = pw.DatabaseProxy()
"""The one database of this process; `use` fills it."""

CHANNEL = "samtale"
"""PostgreSQL's NOTIFY channel on which commits are announced (ids only, never text)."""

_LISTEN_SECONDS = 0.02
"""How long PostgreSQL's announcements are waited for at each look; what comes later is seen at the next."""

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


def use(database: Any) -> None:
    """Make this the database of the process."""
    proxy.initialize(database)


def is_postgres() -> bool:
    """Whether the database in use is PostgreSQL."""
    return isinstance(proxy.obj, pw.PostgresqlDatabase)


_SIGNS = (
    # the words the drivers use -> the code that the screen words
    ("driver not found", "postgres_driver_missing"),
    ("disk is full", "disk_full"),
    ("no space left", "disk_full"),
    ("readonly database", "read_only"),
    ("unable to open database file", "database_missing"),
    ("not a database", "wrong_key"),
    ("malformed", "database_damaged"),
    ("disk i/o error", "database_damaged"),
    ("database is locked", "database_busy"),
    ("maxconnectionsexceeded", "database_busy"),
    ("password authentication failed", "database_refuses"),
    ("permission denied", "database_refuses"),
    ("does not exist", "database_missing"),
    ("no such table", "schema_missing"),
    ("connection refused", "database_unreachable"),
    ("connection failed", "database_unreachable"),
    ("connection timeout", "database_unreachable"),
    ("connection is closed", "database_unreachable"),
    ("connection is lost", "database_unreachable"),
    ("could not translate host", "database_unreachable"),
    ("server closed", "database_unreachable"),
    ("terminating", "database_unreachable"),
)


def told(error: BaseException) -> StorageProblem:
    """The refusal for a database error: a code that a person can act on, the driver's words in the log only.

    SQLite ends the transaction itself on a full disk; the failing rollback after it then hides the cause, so
    what the error arose from is looked at too.
    """
    cause: BaseException | None = error
    while cause is not None:
        words = f"{type(cause).__name__}: {cause}".lower()
        log.error("database: %s", words.splitlines()[0])
        for sign, code in _SIGNS:
            if sign in words:
                return StorageProblem(code, **_place())
        cause = cause.__context__
    return StorageProblem("database_failed")


def _place() -> dict[str, str]:
    """The file or the server in use, for the words; nobody's password."""
    if proxy.obj is None:
        return {}
    return {"path": unquote(str(proxy.obj.database).rpartition("@")[2].partition("?")[0].removeprefix("file://"))}


_DRIVERS = {"peewee", "playhouse", "sqlcipher3", "psycopg", "psycopg_pool"}


def _is_from_database(error: Exception) -> bool:
    """Whether peewee or a driver raised it; rows are fetched past peewee's own wrapping of errors."""
    return type(error).__module__.split(".")[0] in _DRIVERS or isinstance(error, OSError)


@contextmanager
def problems_told() -> Iterator[None]:
    """Turn what the database raises into a `StorageProblem`; a broken rule of the schema stays what it is."""
    try:
        yield
    except pw.IntegrityError:
        raise
    except Exception as error:
        if _is_from_database(error):
            raise told(error) from error
        raise


@contextmanager
def reading(viewer: Viewer | None = None) -> Iterator[None]:
    """One connection for the reads of one use case.

    Args:
        viewer: for whom; the outermost scope names them. Without one, PostgreSQL shows nothing of what people wrote
            in confidence (`migrations/0005_row_security.py`).
    """
    with problems_told(), proxy.connection_context(), _on_behalf_of(viewer):
        yield


@contextmanager
def writing(viewer: Viewer | None = None, *, is_announced: bool = True) -> Iterator[None]:
    """One connection and one transaction: all of it happens or none of it. Scopes nest; the outermost commits.

    Args:
        viewer: as for `reading`.
        is_announced: other terminals on PostgreSQL hear of it; not where nobody else can see what was written.
    """
    with problems_told(), proxy.connection_context(), proxy.atomic(), _on_behalf_of(viewer):
        yield
        if is_announced and is_postgres():
            proxy.execute_sql("select pg_notify(%s, '')", (CHANNEL,))


class _Behalf(threading.local):
    """For whom this thread's scope works, as PostgreSQL is told; None outside of any scope."""

    told: tuple[str, str] | None = None


_behalf = _Behalf()
_KEEPER = ("keeper", "")
_NOBODY = ("", "")


def _tell(told: tuple[str, str]) -> None:
    _behalf.told = told
    proxy.execute_sql(
        "select set_config('samtale.viewer', %s, false), set_config('samtale.leads_as', %s, false)", told
    ).fetchall()


@contextmanager
def _on_behalf_of(viewer: Viewer | None) -> Iterator[None]:
    before = _behalf.told
    if not is_postgres() or before not in (None, _NOBODY):
        yield
        return
    try:
        _tell((str(viewer.id), ",".join(map(str, sorted(viewer.leads_as)))) if viewer else _NOBODY)
        yield
    finally:
        _behalf.told = before


@contextmanager
def for_everybody() -> Iterator[None]:
    """Work on everybody's behalf that shows nobody anything: erasing, verifying. Call it inside a scope."""
    before = _behalf.told
    if before is None:
        yield
        return
    _tell(_KEEPER)
    try:
        yield
    except Exception:
        with suppress(pw.PeeweeException):  # after an error of the database's the transaction is over
            _tell(before)
        raise
    _tell(before)


class Pulse:
    """Tells whether another connection may have committed since it was asked last.

    Holds a connection of its own.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._database: Any = None
        self._seen: object = None
        self._turn = threading.Lock()

    def changed(self) -> bool:
        """Whether something may have been committed since the last call.

        True at the first call, and at the first after a broken connection: nobody listened before.

        Raises:
            StorageProblem: the database is gone.
        """
        with self._turn, problems_told():
            if self._database is None:
                self._database = self._address.open(one_connection=True)
                self._database.connect()
                if isinstance(self._address, PostgresAddress):
                    self._database.execute_sql(f"listen {CHANNEL}")
                else:
                    self._seen = self._version()
                return True
            if isinstance(self._address, PostgresAddress):
                return self._notified()
            seen, self._seen = self._seen, self._version()
            return seen != self._seen

    def close(self) -> None:
        """Give the connection back."""
        with self._turn:
            if self._database is not None:
                self._database.close()
                self._database = None

    def _version(self) -> object:
        return self._database.execute_sql("pragma data_version").fetchone()[0]

    def _notified(self) -> bool:
        try:
            connection = self._database.connection()
            return bool(list(connection.notifies(timeout=_LISTEN_SECONDS)))
        except Exception:
            # a broken connection is opened anew at the next call; until then the caller is told
            self._database = None
            raise

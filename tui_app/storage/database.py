"""The database: chosen by one address, opened in scopes, its errors told as refusals.

SQLite (encrypted, through SQLCipher) is the default; PostgreSQL serves when several machines share one database.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import unquote

import peewee as pw

from tui_app.domain.records.person import Viewer
from tui_app.storage.driver_errors import is_database_error, translate_error

log = logging.getLogger("samtale.storage")

proxy = pw.DatabaseProxy()
"""The one database of this process; `bind_database` fills it."""

CHANNEL = "samtale"
"""PostgreSQL's NOTIFY channel on which commits are announced (ids only, never text)."""


def bind_database(database: Any) -> None:
    """Make this the database of the process."""
    proxy.initialize(database)


def is_postgres() -> bool:
    """Whether the database in use is PostgreSQL."""
    return isinstance(proxy.obj, pw.PostgresqlDatabase)


def _location() -> dict[str, str]:
    """The file or the server in use, for the words; nobody's password."""
    if proxy.obj is None:
        return {}
    return {"path": unquote(str(proxy.obj.database).rpartition("@")[2].partition("?")[0].removeprefix("file://"))}


@contextmanager
def translating_errors() -> Iterator[None]:
    """Turn what the database raises into a `StorageError`; a broken rule of the schema stays what it is."""
    try:
        yield
    except pw.IntegrityError:
        raise
    except Exception as error:
        if is_database_error(error):
            raise translate_error(error, **_location()) from error
        raise


@contextmanager
def reading(viewer: Viewer | None = None) -> Iterator[None]:
    """One connection for the reads of one use case.

    Args:
        viewer: for whom; the outermost scope names them. Without one, PostgreSQL shows nothing of what people wrote
            in confidence (`migrations/0005_row_security.py`).
    """
    with translating_errors(), proxy.connection_context(), _limited_to(viewer):
        yield


@contextmanager
def writing(viewer: Viewer | None = None, *, is_announced: bool = True) -> Iterator[None]:
    """One connection and one transaction: all of it happens or none of it. Scopes nest; the outermost commits.

    Args:
        viewer: as for `reading`.
        is_announced: other terminals on PostgreSQL hear of it; not where nobody else can see what was written.
    """
    with translating_errors(), proxy.connection_context(), proxy.atomic(), _limited_to(viewer):
        yield
        if is_announced and is_postgres():
            proxy.execute_sql("select pg_notify(%s, '')", (CHANNEL,))


class _RowSecurity(threading.local):
    """For whom this thread's scope works, as PostgreSQL is told; None outside of any scope."""

    told: tuple[str, str] | None = None


_row_security = _RowSecurity()
_ALL_ROWS = ("keeper", "")
_NO_ROWS = ("", "")


def _set_row_security(told: tuple[str, str]) -> None:
    _row_security.told = told
    proxy.execute_sql(
        "select set_config('samtale.viewer', %s, false), set_config('samtale.leads_as', %s, false)", told
    ).fetchall()


@contextmanager
def _limited_to(viewer: Viewer | None) -> Iterator[None]:
    before = _row_security.told
    if not is_postgres() or before not in (None, _NO_ROWS):
        yield
        return
    try:
        _set_row_security((str(viewer.id), ",".join(map(str, sorted(viewer.leads_as)))) if viewer else _NO_ROWS)
        yield
    finally:
        _row_security.told = before


@contextmanager
def bypassing_row_security() -> Iterator[None]:
    """Work on everybody's behalf that shows nobody anything: erasing, verifying. Call it inside a scope."""
    before = _row_security.told
    if before is None:
        yield
        return
    _set_row_security(_ALL_ROWS)
    try:
        yield
    except Exception:
        with suppress(pw.PeeweeException):  # after an error of the database's the transaction is over
            _set_row_security(before)
        raise
    _set_row_security(before)

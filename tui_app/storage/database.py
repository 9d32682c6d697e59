"""The database of the process: scopes for reading and writing, translated errors, row-level security.

SQLite, encrypted by SQLCipher, is the default; with PostgreSQL several machines share one database.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from typing import Any, cast
from urllib.parse import unquote

import peewee as pw

from tui_app.domain.errors import NotFound, StorageError
from tui_app.domain.records.person import Viewer
from tui_app.storage.addresses import CHANNEL, Address
from tui_app.storage.changes import notices
from tui_app.storage.driver_errors import is_database_error, translate_error
from tui_app.storage.engines import postgres_rights

proxy = pw.DatabaseProxy()
"""The database of this process; `bind_database` sets it."""


def bind_database(database: Any) -> None:
    """Make a peewee database the database of the process."""
    proxy.initialize(database)
    notices.own_ids.clear()  # another database counts anew


def _location() -> dict[str, str]:
    """The file or server in use, for error messages; without the password of a URL."""
    if proxy.obj is None:
        return {}
    return {"path": unquote(str(proxy.obj.database).rpartition("@")[2].partition("?")[0].removeprefix("file://"))}


def is_postgres() -> bool:
    """True if the database in use is PostgreSQL."""
    return isinstance(proxy.obj, pw.PostgresqlDatabase)


@contextmanager
def translating_errors(address: Address | None = None) -> Iterator[None]:
    """Turn errors of the database into `StorageError`, except a violated constraint (`peewee.IntegrityError`).

    A reference to a record that somebody else has deleted at the same moment is NotFound. A value that somebody else
    has stored at the same moment, although it may be there only once, is `database_busy`: trying again tells more.

    Args:
        address: the database that is meant, for the messages; None for the database of the process.
    """
    try:
        with _naming_revoked_rights():
            yield
    except pw.IntegrityError as error:
        if "foreign key" in str(error).lower():
            raise NotFound() from error
        if is_postgres() and "unique" in str(error).lower():  # SQLite has only one writer at a time
            raise StorageError("database_busy", **_location()) from error
        raise
    except Exception as error:
        if is_database_error(error):
            raise translate_error(error, **({"path": address.name} if address else _location())) from error
        raise


@contextmanager
def _naming_revoked_rights() -> Iterator[None]:
    """Say which rights are gone if that is why PostgreSQL refuses something; it hides tables that may not be seen."""
    try:
        yield
    except Exception as error:
        if is_postgres() and not proxy.in_transaction() and postgres_rights.may_be_revoked(error):
            with suppress(pw.PeeweeException), proxy.connection_context():
                postgres_rights.check_rights(proxy)
        raise


@contextmanager
def connected() -> Iterator[None]:
    """Hold one connection for several scopes, which would make one each: that costs more than most queries."""
    with translating_errors(), proxy.connection_context():
        yield


@contextmanager
def reading(viewer: Viewer | None = None) -> Iterator[None]:
    """Hold one connection for the reads of a use case.

    Args:
        viewer: the person whose access applies; the outermost scope that names a viewer decides. Without a viewer,
            PostgreSQL's row-level security hides what people wrote in confidence (`migrations/0005_row_security.py`).
    """
    with translating_errors(), proxy.connection_context(), _limited_to(viewer):
        yield


@contextmanager
def writing(
    viewer: Viewer | None = None, *, notify: bool = True, about: Collection[int] | None = None
) -> Iterator[None]:
    """Hold one connection and one transaction. Scopes can be nested; the outermost commits.

    Args:
        viewer: as for `reading`.
        notify: tell other terminals; False if nobody else can see what was written.
        about: only terminals that show these people need to read again, or people named meanwhile with
            `notices.concerns`; None if what was written may be shown anywhere.
    """
    with translating_errors(), proxy.connection_context(), proxy.atomic(), _limited_to(viewer), _telling():
        yield
        if notify:
            notices.note(about)


@contextmanager
def _telling() -> Iterator[None]:
    """Tell other terminals what a transaction has changed, as the last thing before the commit."""
    with notices.collected() as notice:
        yield
    if notice.text is None:
        return
    if is_postgres():
        proxy.execute_sql("select pg_notify(%s, %s)", (CHANNEL, notice.text))
        return
    cursor = proxy.execute_sql("insert into change_notice (people) values (?)", (notice.text,))
    if (
        notice.text != notices.EVERYBODY
    ):  # not before the commit: another process would take the same id after a failure
        proxy.after_commit(partial(notices.own_ids.append, cursor.lastrowid))
    proxy.execute_sql("delete from change_notice where id <= ?", (cursor.lastrowid - notices.NOTICES_KEPT,))


def server_clock() -> datetime | None:
    """Return the time by the clock of PostgreSQL's server; None for SQLite, which has the clock of this computer."""
    if not is_postgres():
        return None
    with reading():
        ((moment,),) = proxy.execute_sql("select clock_timestamp()").fetchall()
    return cast(datetime, moment)


def lock_subject(subject: str) -> None:
    """Let the transactions about a subject run one after the other, for a rule that concerns several rows at once.

    Call it in a transaction; it ends with it. SQLite has only one writer at a time anyway.
    """
    if is_postgres():
        proxy.execute_sql("select pg_advisory_xact_lock(hashtext(%s))", (subject,))


class _RowSecurity(threading.local):
    """Whose access applies in the scope of this thread.

    `identity` holds the values of `samtale.viewer` and `samtale.leads_as`, which the policies read; None outside of
    any scope, and on SQLite.
    """

    identity: tuple[str, str] | None = None


_row_security = _RowSecurity()
_ALL_ROWS = ("keeper", "")  # the name is fixed by the policies
_NO_ROWS = ("", "")


def _set_row_security(identity: tuple[str, str]) -> None:
    _row_security.identity = identity
    proxy.execute_sql(
        "select set_config('samtale.viewer', %s, false), set_config('samtale.leads_as', %s, false)", identity
    ).fetchall()


@contextmanager
def _limited_to(viewer: Viewer | None) -> Iterator[None]:
    before = _row_security.identity
    if not is_postgres() or before not in (None, _NO_ROWS):
        yield
        return
    try:
        _set_row_security((str(viewer.id), ",".join(map(str, sorted(viewer.leads_as)))) if viewer else _NO_ROWS)
        yield
    finally:
        _row_security.identity = before


@contextmanager
def bypassing_row_security() -> Iterator[None]:
    """Read and write all rows, for work that shows nobody what others wrote. Call it inside a scope."""
    before = _row_security.identity
    if before is None:
        yield
        return
    _set_row_security(_ALL_ROWS)
    try:
        yield
    except BaseException:  # whatever ends it, such as Ctrl+C, all rows are not left open
        with suppress(pw.PeeweeException):  # a database error has already ended the transaction
            _set_row_security(before)
        raise
    _set_row_security(before)

"""Removing deleted data from the files of the database, and listing copies that still contain it."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import unquote

from tui_app.domain.errors import StorageError
from tui_app.storage.database import is_postgres, proxy, translating_errors
from tui_app.storage.maintenance.part_files import delete_abandoned_parts

log = logging.getLogger("samtale.storage")

_COPY_KINDS = ("backup", "before")
"""How the names of copies continue after the name of the database."""


def truncate_wal() -> bool:
    """Empty the write-ahead log of SQLite, which may hold deleted data. Call it outside of any transaction.

    What was deleted is stored by then, so no error of the database is raised here.

    Returns:
        False if another connection is reading, the disk is full, and on PostgreSQL; call it again later.
    """
    if is_postgres() or proxy.in_transaction():
        return False
    try:
        with translating_errors(), proxy.connection_context():
            blocked, _pages, _done = proxy.execute_sql("pragma wal_checkpoint(truncate)").fetchone()
    except StorageError as error:
        log.warning("erased, but the write-ahead log could not be emptied: %s", error.code)
        return False
    return not blocked


def compact() -> bool:
    """Remove deleted data from the files of the database. Call it outside of any transaction.

    On SQLite the file is rewritten, since pages may still hold copies of rows that were moved before they were deleted,
    the write-ahead log is emptied, and unfinished copies of killed programs are deleted. On PostgreSQL dead rows are
    removed. What was deleted is stored by then, so no error of the database is raised here.

    Returns:
        False if somebody else is using the database, or there is no room to rewrite it; call it again later.
    """
    if proxy.in_transaction():
        return False
    if not is_postgres():
        delete_abandoned_parts(_sqlite_path())
    try:
        with translating_errors(), proxy.connection_context():
            table_names = ", ".join(f'"{name}"' for name in proxy.get_tables()) if is_postgres() else ""
            proxy.execute_sql(f"vacuum {table_names}")
    except StorageError as error:
        log.warning("erased, but the database could not be rewritten: %s", error.code)
        return False
    return is_postgres() or truncate_wal()


def list_copies() -> tuple[str, ...]:
    """Return the names of copies and backups beside a SQLite file, which still contain erased data."""
    if is_postgres():
        return ()
    path = _sqlite_path()
    return tuple(sorted(copy.name for kind in _COPY_KINDS for copy in path.parent.glob(f"{path.name}.{kind}-*")))


def _sqlite_path() -> Path:
    """The file of the SQLite database in use."""
    return Path(unquote(str(proxy.obj.database).partition("?")[0].removeprefix("file://")))

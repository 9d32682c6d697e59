"""TODO-DOC."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import peewee as pw

from tui_app.storage.database import is_postgres, proxy, translating_errors
from tui_app.storage.maintenance.erase import log

_COPY_KINDS = ("backup", "before")
"""How the names of copies go on after the name of the database."""


def truncate_wal() -> bool:
    """SQLite: put what was deleted out of the write-ahead log too. Call it outside of every transaction.

    Returns:
        False when somebody else is reading just now; the next time does it.
    """
    if is_postgres() or proxy.in_transaction():
        return False
    with translating_errors(), proxy.connection_context():
        blocked, _pages, _done = proxy.execute_sql("pragma wal_checkpoint(truncate)").fetchone()
    return not blocked


def compact() -> bool:
    """Leave nothing of what was deleted in the database's files. Call it outside of every transaction.

    SQLite: the file is written anew, since a page may still hold copies of rows that were moved before they were
    deleted; then the write-ahead log is emptied. PostgreSQL: dead rows are cleared away.

    Returns:
        False when somebody else uses the database just now; the next time does it.
    """
    if proxy.in_transaction():
        return False
    with translating_errors(), proxy.connection_context():
        try:
            ours = ", ".join(f'"{name}"' for name in proxy.get_tables()) if is_postgres() else ""
            proxy.execute_sql(f"vacuum {ours}")
        except pw.OperationalError as error:
            if "locked" not in str(error):
                raise
            log.warning("erased, and the file not written anew: %s", error)
            return False
    return is_postgres() or truncate_wal()


def list_copies() -> tuple[str, ...]:
    """Names of the copies and backups that lie beside a SQLite file; what was erased still stands in them."""
    if is_postgres():
        return ()
    path = Path(unquote(str(proxy.obj.database).partition("?")[0].removeprefix("file://")))
    return tuple(sorted(one.name for kind in _COPY_KINDS for one in path.parent.glob(f"{path.name}.{kind}-*")))

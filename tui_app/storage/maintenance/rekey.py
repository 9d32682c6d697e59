"""TODO-DOC."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import peewee as pw

from tui_app.domain.errors import StorageError
from tui_app.storage import database
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import backup, sqlite_files


def rekey(address: SqliteAddress, new_key: str) -> None:
    """Write the database anew with another key, and put that in its place.

    Raises:
        StorageError: `database_in_use`, no room, or damaged; the database is as it was then.
    """
    part = SqliteAddress(address.path.with_name(f"{address.path.name}.rekey.part"), new_key)
    sqlite_files.delete_with_sidecars(part.path)
    with database.translating_errors():
        db = address.open(one_connection=True)
        try:
            with db.connection_context():
                _lock_exclusively(db, address.path)
                backup.export_copy(db, part, begin="begin exclusive")
                with address.path.open("r+b") as old:
                    sqlite_files.replace_file(part.path, address.path, old)
        finally:
            sqlite_files.delete_with_sidecars(part.path)


def _lock_exclusively(db: Any, path: Path) -> None:
    """Let no other program into the open database until it is closed."""
    try:
        db.execute_sql("pragma main.journal_mode=delete").fetchall()
        db.execute_sql("pragma main.locking_mode=exclusive").fetchall()
    except pw.OperationalError as error:
        if "locked" in str(error):
            raise StorageError("database_in_use", path=path) from error
        raise

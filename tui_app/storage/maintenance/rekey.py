"""Encrypting a SQLite database with a new key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import peewee as pw

from tui_app.domain.errors import StorageError
from tui_app.storage import database
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import backup, sqlite_files


def rekey(address: SqliteAddress, new_key: str) -> None:
    """Write a copy of the database with a new key, and replace the database with it.

    Raises:
        StorageError: the database is in use (`database_in_use`), the disk is full or the database is damaged; it is
            unchanged then.
    """
    part = SqliteAddress(address.path.with_name(f"{address.path.name}.rekey.part"), new_key)
    sqlite_files.delete_with_sidecars(part.path)
    with database.translating_errors(address):
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
    """Keep other programs out of the open database until it is closed."""
    try:
        db.execute_sql("pragma main.journal_mode=delete").fetchall()
        db.execute_sql("pragma main.locking_mode=exclusive").fetchall()
    except pw.OperationalError as error:
        if "locked" in str(error):
            raise StorageError("database_in_use", path=path) from error
        raise

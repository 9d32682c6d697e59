"""Encrypting a SQLite database with a new key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import peewee as pw

from tui_app.domain.errors import StorageError
from tui_app.storage import database
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import backup, sqlite_files
from tui_app.storage.maintenance.part_files import part_file


def rekey(address: SqliteAddress, new_key: str) -> None:
    """Write a copy of the database with a new key, and replace the database with it.

    Raises:
        StorageError: the database is in use (`database_in_use`), the disk is full or the database is damaged; it is
            unchanged then.
    """
    with database.translating_errors(address), part_file(address.path) as part:
        db = address.open(one_connection=True)
        with db.connection_context():
            _lock_exclusively(db, address.path)
            backup.export_copy(db, SqliteAddress(part, new_key), begin="begin exclusive")
            with address.path.open("r+b") as old:
                sqlite_files.replace_file(part, address.path, old)


def _lock_exclusively(db: Any, path: Path) -> None:
    """Keep other programs out of the open database until it is closed."""
    try:
        db.execute_sql("pragma main.journal_mode=delete").fetchall()
        db.execute_sql("pragma main.locking_mode=exclusive").fetchall()
    except pw.OperationalError as error:
        if "locked" in str(error):
            raise StorageError("database_in_use", path=path) from error
        raise

"""Putting another database in the place of the one that is there: a backup, or the same with a new key.

A program that is killed in the midst of it leaves the one or the other, whole.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import peewee as pw

from tui_app.domain.errors import StorageError
from tui_app.storage import database, schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import backup, filesystems, sqlite_files


def opens_with_key(address: SqliteAddress) -> bool:
    """Whether a file opens with a key; one that is busy or unreadable does not, for now."""
    db = address.open()
    try:
        with db.connection_context():
            return bool(schema.applied_migrations(db))
    except pw.PeeweeException:
        return False


def prepare_restore(source: Path, address: SqliteAddress) -> SqliteAddress:
    """A verified copy of a backup beside the database, in the schema of this program; the backup is only read.

    Raises:
        StorageError: the backup is not there or cannot be read, another key, damaged, or a newer schema; or the
            database is to lie on a network disk.
    """
    filesystems.require_local_disk(address.path)
    part = SqliteAddress(address.path.with_name(f"{address.path.name}.restore.part"), address.key)
    sqlite_files.delete_with_sidecars(part.path)
    try:
        with database.translating_errors():
            _copy_with_wal(source, part.path)
            db = part.open()
            with db.connection_context():
                if not schema.applied_migrations(db):
                    raise StorageError("backup_damaged", path=source)
                schema.pending_migrations(db)
            backup.verify(part)
            with db.connection_context():
                schema.upgrade(db)
    except StorageError as problem:
        sqlite_files.delete_with_sidecars(part.path)
        problem.values["path"] = source
        if problem.code in ("database_failed", "database_damaged"):
            raise StorageError("backup_damaged", path=source) from problem
        raise
    return part


def _copy_with_wal(source: Path, part: Path) -> None:
    """Copy a closed database, and a WAL that somebody copied with it."""
    for end, needed in (("", True), ("-wal", False)):
        there, here = source.with_name(f"{source.name}{end}"), part.with_name(f"{part.name}{end}")
        if needed or there.exists():
            os.close(os.open(here, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            try:
                shutil.copyfile(there, here)
            except OSError as error:
                raise StorageError("file_unreadable", path=there) from error


def restore(part: SqliteAddress, address: SqliteAddress, aside: Path) -> None:
    """Put a prepared copy in the place of the database, whose present state is kept aside.

    Raises:
        StorageError: `database_in_use`; the database is as it was then.
    """
    with database.translating_errors():
        _leave_wal_mode(part)
        sqlite_files.sync_to_disk(part.path)
        if not address.path.exists():
            part.path.replace(address.path)
            sqlite_files.sync_to_disk(address.path.parent)
            return
        _merge_wal(address)
        with sqlite_files.locked_exclusively(address.path) as old:
            _save_previous(old, address.path, aside)
            sqlite_files.replace_file(part.path, address.path, old)


def require_not_in_use(address: SqliteAddress) -> None:
    """See that no program has the database open, this one neither.

    Raises:
        StorageError: `database_in_use`.
    """
    with database.translating_errors():
        _merge_wal(address)
        with sqlite_files.locked_exclusively(address.path):
            pass


def _leave_wal_mode(address: SqliteAddress) -> None:
    """Leave a file without a WAL: what lies beside a file must never belong to another."""
    db = address.open()
    with db.connection_context():
        db.execute_sql("pragma journal_mode=delete").fetchall()


def _merge_wal(address: SqliteAddress) -> None:
    """Bring what lies beside the present database into it; one that does not open is kept as it lies there.

    Raises:
        StorageError: `database_in_use`.
    """
    try:
        _leave_wal_mode(address)
    except pw.OperationalError as error:
        if "locked" in str(error):
            raise StorageError("database_in_use", path=address.path) from error
    except pw.PeeweeException:
        pass  # damaged, or another key: the reason why somebody restores


def _save_previous(old: BinaryIO, path: Path, aside: Path) -> None:
    """Keep the held file aside, and the WAL of one that could not be opened."""
    part = aside.with_name(f"{aside.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
        shutil.copyfileobj(old, copy)
        copy.flush()
        os.fsync(copy.fileno())
    part.replace(aside)
    sqlite_files.sync_to_disk(aside.parent)
    for end in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(f"{path.name}{end}").replace(aside.with_name(f"{aside.name}{end}"))

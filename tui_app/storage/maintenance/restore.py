"""Restoring a backup: replacing the SQLite database with a verified copy.

If the program is killed meanwhile, either the old or the new database is in place, and intact.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import peewee as pw

from tui_app.domain.errors import StorageError
from tui_app.storage import database, schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import backup, filesystems, sqlite_files
from tui_app.storage.maintenance.part_files import part_file


def opens_with_key(address: SqliteAddress) -> bool:
    """True if a file can be opened with its key now; False too if it is locked or unreadable."""
    db = address.open()
    try:
        with db.connection_context():
            return bool(schema.applied_migrations(db))
    except pw.PeeweeException:
        return False


def create_folder(folder: Path) -> None:
    """Create the folder of the database, and those above it, for their owner only, as on a new computer."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


@contextmanager
def prepared_restore(source: Path, address: SqliteAddress) -> Iterator[SqliteAddress]:
    """Copy a backup beside the database, verify the copy, and upgrade it to the schema of this program.

    The backup itself is not changed, and no copy remains unless it has become the database.

    Args:
        source: the backup.
        address: the database that it will replace, with the key of the backup.

    Raises:
        StorageError: the backup is missing, unreadable, encrypted with another key or damaged, or its schema is newer
            than the program; the database would be on a network disk; or there is no room or right to write it.
    """
    filesystems.require_local_disk(address.path)
    _require_readable(source)
    with database.translating_errors(address), part_file(address.path) as path:
        part = SqliteAddress(path, address.key)
        _copy_with_wal(source, part.path)
        _verify_and_upgrade(part, source)
        yield part


def _require_readable(source: Path) -> None:
    try:
        if source.exists() and not source.is_file():
            raise OSError(errno.EINVAL, "not a file")  # a pipe would wait for ever, a device never end
        with source.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise StorageError("file_unreadable", path=source) from error


def _verify_and_upgrade(part: SqliteAddress, source: Path) -> None:
    """Check the copy of a backup; what is wrong with it is told of the backup, what is wrong with the disk is not."""
    try:
        with database.translating_errors(part):
            db = part.open()
            with db.connection_context():
                if not schema.applied_migrations(db):
                    raise StorageError("backup_damaged", path=source)
                schema.pending_migrations(db)
            backup.verify(part)
            with db.connection_context():
                schema.upgrade(db)
    except StorageError as error:
        if error.code in ("disk_full", "read_only"):
            raise
        error.values["path"] = source
        if error.code in ("database_failed", "database_damaged", "disk_failed"):
            raise StorageError("backup_damaged", path=source) from error
        raise


def _copy_with_wal(source: Path, part: Path) -> None:
    """Copy a closed database, and its write-ahead log if there is one beside it."""
    for suffix, is_required in (("", True), ("-wal", False)):
        original, copy = source.with_name(f"{source.name}{suffix}"), part.with_name(f"{part.name}{suffix}")
        if is_required or original.exists():
            if not is_required:
                sqlite_files.create_private_file(copy).close()
            shutil.copyfile(original, copy)


def restore(part: SqliteAddress, address: SqliteAddress, previous: Path) -> None:
    """Replace the database with a prepared copy, and keep its present state.

    Args:
        part: the prepared copy; see `prepared_restore`.
        address: the database.
        previous: the file where the present state is kept.

    Raises:
        StorageError: `database_in_use`; the database is unchanged then.
    """
    with database.translating_errors(address):
        _leave_wal_mode(part)
        sqlite_files.sync_to_disk(part.path)
        if not address.path.exists():
            part.path.replace(address.path)
            sqlite_files.sync_to_disk(address.path.parent)
            return
        _merge_wal(address)
        with sqlite_files.locked_exclusively(address.path) as old:
            _save_previous(old, address.path, previous)
            sqlite_files.replace_file(part.path, address.path, old)


def require_not_in_use(address: SqliteAddress) -> None:
    """Check that no program has the database open, not even this one.

    Raises:
        StorageError: `database_in_use`.
    """
    with database.translating_errors(address):
        _merge_wal(address)
        with sqlite_files.locked_exclusively(address.path):
            pass


def _leave_wal_mode(address: SqliteAddress) -> None:
    """Merge the write-ahead log into the file and delete it, so that it never remains beside another file."""
    db = address.open()
    with db.connection_context():
        db.execute_sql("pragma journal_mode=delete").fetchall()


def _merge_wal(address: SqliteAddress) -> None:
    """Merge the write-ahead log into the present database; a database that cannot be opened is left as it is.

    Raises:
        StorageError: `database_in_use`.
    """
    try:
        _leave_wal_mode(address)
    except pw.OperationalError as error:
        if "locked" in str(error):
            raise StorageError("database_in_use", path=address.path) from error
    except pw.PeeweeException:
        pass  # damaged or another key, which may be why somebody restores


def _save_previous(old: BinaryIO, path: Path, previous: Path) -> None:
    """Copy the locked file `old`, and move its write-ahead log if it could not be merged."""
    with part_file(previous) as part:
        with part.open("r+b") as copy:
            shutil.copyfileobj(old, copy)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(previous)
    sqlite_files.sync_to_disk(previous.parent)
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(f"{path.name}{suffix}").replace(previous.with_name(f"{previous.name}{suffix}"))

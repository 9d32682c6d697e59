"""Writing and verifying copies of a SQLite database."""

from __future__ import annotations

import errno
import shutil
from filecmp import cmp
from pathlib import Path
from typing import Any

import peewee as pw

from tui_app.domain.errors import StorageError
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance.sqlite_files import create_private_file, delete_with_sidecars, sync_to_disk


def write_backup(db: Any, address: SqliteAddress, target: Path) -> None:
    """Write a consistent copy of the open database, with the same key, to `target`, and verify it.

    Others can write to the database meanwhile. A file at `target` is replaced when the copy is verified.

    Raises:
        StorageError: `backup_failed`, if the copy cannot be written or verified; no part of it remains.
    """
    # beside the database, since the target may be on a network disk, where SQLite's locks do not work
    part = address.path.with_name(f"{address.path.name}.copy.part")
    part.unlink(missing_ok=True)
    try:
        export_copy(db, SqliteAddress(part, address.key))
        _move_into_place(part, target)
    except (pw.PeeweeException, OSError) as error:
        raise StorageError("backup_failed", path=str(target)) from error
    finally:
        delete_with_sidecars(part)


def export_copy(db: Any, copy: SqliteAddress, begin: str = "begin") -> None:
    """Write the open database to a new file that only its owner can read, with its own key, and verify it.

    Args:
        db: the open database.
        copy: the new file, which must not exist, and its key.
        begin: the statement that starts the transaction in which the database is read.

    Raises:
        peewee.PeeweeException, OSError: it cannot be read, written or verified.
    """
    create_private_file(copy.path).close()
    db.execute_sql("attach database ? as copy key ?", (str(copy.path), f"x'{copy.key}'"))
    try:
        db.execute_sql(begin)
        try:
            db.execute_sql("select sqlcipher_export('copy')").fetchall()
        except BaseException:
            db.execute_sql("rollback")
            raise
        db.execute_sql("commit")
    finally:
        db.execute_sql("detach database copy")
    verify(copy)
    sync_to_disk(copy.path)


def verify(address: SqliteAddress) -> None:
    """Verify that a closed file opens with its key and that its pages and references are intact.

    It leaves the file without a write-ahead log.

    Raises:
        peewee.PeeweeException: the file cannot be opened or is damaged.
    """
    copy = address.open()
    with copy.connection_context():
        results = [
            copy.execute_sql(f"pragma {name}").fetchall()
            for name in ("cipher_integrity_check", "integrity_check", "foreign_key_check")
        ]
        migrations = copy.execute_sql("select count(*) from schema_migration").fetchone()[0]
        if results != [[], [("ok",)], []] or not migrations:
            raise pw.DatabaseError("the copy is damaged")
        copy.execute_sql("pragma journal_mode=delete").fetchall()


def _move_into_place(part: Path, target: Path) -> None:
    """Move a finished copy to its place, which may be on another disk."""
    try:
        part.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        on_target_disk = target.with_name(f"{target.name}.part")
        shutil.copy(part, on_target_disk)
        sync_to_disk(on_target_disk)
        if not cmp(part, on_target_disk, shallow=False):
            on_target_disk.unlink()
            raise
        on_target_disk.replace(target)
    sync_to_disk(target.parent)

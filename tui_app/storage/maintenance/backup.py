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
from tui_app.storage.maintenance.part_files import part_file
from tui_app.storage.maintenance.sqlite_files import create_private_file, sync_to_disk, widen_cache


def write_backup(db: Any, address: SqliteAddress, target: Path, *, replace: bool = True) -> None:
    """Write a consistent copy of the open database, with the same key, to `target`, and verify it.

    Others can write to the database meanwhile.

    Args:
        replace: replace a file at `target` when the copy is verified.

    Raises:
        StorageError: `file_exists`, `file_unwritable`, `backup_no_room`; or `backup_failed`, if the copy cannot be
            verified. No part of it remains.
    """
    try:
        # beside the database, since the target may be on a network disk, where SQLite's locks do not work
        with part_file(address.path) as part:
            try:
                export_copy(db, SqliteAddress(part, address.key))
                _move_into_place(part, target, replace=replace)
            except (pw.PeeweeException, OSError) as error:
                raise _failure(error, address.path, target) from error
    except OSError as error:
        raise _failure(error, address.path, target) from error


def _failure(error: Exception, source: Path, target: Path) -> StorageError:
    """Why a backup failed: an error of the system says so itself, SQLite's is explained by the room that is left."""
    if isinstance(error, FileExistsError):
        return StorageError("file_exists", path=target)
    if isinstance(error, OSError):
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        return (
            StorageError("backup_no_room", path=target.parent)
            if is_full
            else StorageError("file_unwritable", path=target)
        )
    if "disk is full" in str(error) or shutil.disk_usage(source.parent).free < source.stat().st_size:
        return StorageError("backup_no_room", path=source.parent)
    return StorageError("backup_failed", path=target)


def export_copy(db: Any, copy: SqliteAddress, begin: str = "begin") -> None:
    """Write the open database to a new file that only its owner can read, with its own key, and verify it.

    Args:
        db: the open database.
        copy: the new file, which is empty and private, and its key.
        begin: the statement that starts the transaction in which the database is read.

    Raises:
        peewee.PeeweeException, OSError: it cannot be read, written or verified.
    """
    db.execute_sql("attach database ? as copy key ?", (str(copy.path), f"x'{copy.key}'"))
    widen_cache(db, "copy")
    for setting in ("synchronous = off", "journal_mode = memory"):  # it is verified and synced when it is whole
        db.execute_sql(f"pragma copy.{setting}").fetchall()
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
    verify(copy, is_new=True)
    sync_to_disk(copy.path)


def verify(address: SqliteAddress, *, is_new: bool = False) -> None:
    """Verify that a closed file opens with its key and that its pages and references are intact.

    It leaves the file without a write-ahead log.

    Args:
        is_new: SQLite has just built the file from its rows, so that its indexes have to match; their pages are
            checked all the same. Comparing each entry with its row takes most of the time.

    Raises:
        peewee.PeeweeException: the file cannot be opened or is damaged.
    """
    copy = address.open()
    with copy.connection_context():
        widen_cache(copy)
        results = [
            copy.execute_sql(f"pragma {name}").fetchall()
            for name in ("cipher_integrity_check", "quick_check" if is_new else "integrity_check", "foreign_key_check")
        ]
        migrations = copy.execute_sql("select count(*) from schema_migration").fetchone()[0]
        if results != [[], [("ok",)], []] or not migrations:
            raise pw.DatabaseError("the copy is damaged")
        copy.execute_sql("pragma journal_mode=delete").fetchall()


def _move_into_place(part: Path, target: Path, *, replace: bool) -> None:
    """Move a finished copy to its place, which may be on another disk."""
    if target.parent.stat().st_dev == part.stat().st_dev:
        _rename(part, target, replace=replace)
        return
    with part_file(target) as on_target_disk:
        shutil.copyfile(part, on_target_disk)
        sync_to_disk(on_target_disk)
        if not cmp(part, on_target_disk, shallow=False):
            raise pw.DatabaseError("the copy on the other disk differs")
        _rename(on_target_disk, target, replace=replace)


def _rename(part: Path, target: Path, *, replace: bool) -> None:
    """Give a finished file its name; unless `replace`, nobody else's file can be lost.

    Raises:
        FileExistsError: there is a file of this name, and not `replace`.
        OSError: a device, pipe or folder has the name: it would be gone.
    """
    if not replace:
        create_private_file(target).close()
    elif target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "not a file")
    try:
        part.replace(target)
    except OSError:
        if not replace:
            target.unlink(missing_ok=True)
        raise
    sync_to_disk(target.parent)

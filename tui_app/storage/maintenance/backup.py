"""Copies of a SQLite file: written, verified, and put in the place of another without a moment in between."""

from __future__ import annotations

import errno
import os
import shutil
from filecmp import cmp
from pathlib import Path
from typing import Any

import peewee as pw

from tui_app.domain.errors import StorageError
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance.sqlite_files import delete_with_sidecars, sync_to_disk


def write_backup(db: Any, address: SqliteAddress, target: Path) -> None:
    """Copy the open database `db` as of one moment to `target`, with the same key, and verify the copy.

    Others may write meanwhile. What was at `target` is given up for the copy when that is verified.

    Raises:
        StorageError: `backup_failed`, when it does not verify or cannot be written; nothing of it is left then.
    """
    part = address.path.with_name(f"{address.path.name}.copy.part")  # here, since SQLite locks files badly on a share
    part.unlink(missing_ok=True)
    try:
        export_copy(db, SqliteAddress(part, address.key))
        _move_into_place(part, target)
    except (pw.PeeweeException, OSError) as error:
        raise StorageError("backup_failed", path=str(target)) from error
    finally:
        delete_with_sidecars(part)


def export_copy(db: Any, copy: SqliteAddress, begin: str = "begin") -> None:
    """Write all of the open database `db` to a new file with a key of its own, readable by its owner, and verify it.

    Args:
        begin: how the transaction begins in which it is read.

    Raises:
        peewee's errors, OSError: it cannot be read, written or verified.
    """
    os.close(os.open(copy.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
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
    """See that a closed file opens with its key and that pages and references are whole; leaves it without a WAL.

    Raises:
        peewee's errors: it does not.
    """
    copy = address.open()
    with copy.connection_context():
        answers = [
            copy.execute_sql(f"pragma {name}").fetchall()
            for name in ("cipher_integrity_check", "integrity_check", "foreign_key_check")
        ]
        ours = copy.execute_sql("select count(*) from schema_migration").fetchone()[0]
        if answers != [[], [("ok",)], []] or not ours:
            raise pw.DatabaseError("the copy does not verify")
        copy.execute_sql("pragma journal_mode=delete").fetchall()


def _move_into_place(part: Path, target: Path) -> None:
    """Give a finished copy its name, on another disk too."""
    try:
        part.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        there = target.with_name(f"{target.name}.part")
        shutil.copy(part, there)
        sync_to_disk(there)
        if not cmp(part, there, shallow=False):
            there.unlink()
            raise
        there.replace(target)
    sync_to_disk(target.parent)

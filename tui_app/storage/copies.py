"""Copies of a SQLite file: written, verified, and put in the place of another without a moment in between."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from filecmp import cmp
from pathlib import Path
from typing import Any, BinaryIO

import peewee as pw

from tui_app.domain.refusals import StorageProblem
from tui_app.storage.database import SqliteAddress

_LOCK_BYTES = (512, 0x40000000)
"""How many, from where: SQLite's own locks on a file (sqlite.org/lockingv3.html). In WAL mode a connection holds one
of them as long as it is open."""
_PAGE = 4096


def write(db: Any, address: SqliteAddress, target: Path) -> None:
    """Copy the open database `db` as of one moment to `target`, with the same key, and verify the copy.

    Others may write meanwhile. What was at `target` is given up for the copy when that is verified.

    Raises:
        StorageProblem: `backup_failed`, when it does not verify or cannot be written; nothing of it is left then.
    """
    part = address.path.with_name(f"{address.path.name}.copy.part")  # here, since SQLite locks files badly on a share
    part.unlink(missing_ok=True)
    try:
        export(db, SqliteAddress(part, address.key))
        _move(part, target)
    except (pw.PeeweeException, OSError) as error:
        raise StorageProblem("backup_failed", path=str(target)) from error
    finally:
        remove(part)


def export(db: Any, copy: SqliteAddress, begin: str = "begin") -> None:
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
    check(copy)
    sync(copy.path)


def check(address: SqliteAddress) -> None:
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


def _move(part: Path, target: Path) -> None:
    """Give a finished copy its name, on another disk too."""
    try:
        part.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        there = target.with_name(f"{target.name}.part")
        shutil.copy(part, there)
        sync(there)
        if not cmp(part, there, shallow=False):
            there.unlink()
            raise
        there.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, have reached the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def remove(path: Path) -> None:
    """Remove a file that SQLite has made, and what it keeps beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


@contextmanager
def alone(path: Path) -> Iterator[BinaryIO]:
    """Hold a SQLite file, even a damaged one, so that no other program has it open or can read it.

    This process must not open it meanwhile: closing any other descriptor of the file would give the lock up.

    Raises:
        StorageProblem: `database_in_use`.
    """
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, *_LOCK_BYTES)
        except OSError as error:
            raise StorageProblem("database_in_use", path=path) from error
        yield file


def swap(new: Path, path: Path, old: BinaryIO) -> None:
    """Put a finished file in the place of the one that is held open as `old`.

    Who waits for the old one must not go on in it when the lock is gone: it is no database any more then.
    """
    new.replace(path)
    sync(path.parent)
    old.seek(0)
    old.write(b"\0" * _PAGE)
    old.flush()

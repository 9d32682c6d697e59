"""Putting another database in the place of the one that is there: a backup, or the same with a new key.

A program that is killed in the midst of it leaves the one or the other, whole.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import peewee as pw

from tui_app.domain.refusals import StorageProblem
from tui_app.storage import copies, database, disks, schema
from tui_app.storage.database import SqliteAddress


def opens(address: SqliteAddress) -> bool:
    """Whether a file opens with a key; one that is busy or unreadable does not, for now."""
    db = address.open()
    try:
        with db.connection_context():
            return bool(schema.applied(db))
    except pw.PeeweeException:
        return False


def prepared(source: Path, address: SqliteAddress) -> SqliteAddress:
    """A verified copy of a backup beside the database, in the schema of this program; the backup is only read.

    Raises:
        StorageProblem: the backup is not there or cannot be read, another key, damaged, or a newer schema; or the
            database is to lie on a network disk.
    """
    disks.of_this_computer(address.path)
    part = SqliteAddress(address.path.with_name(f"{address.path.name}.restore.part"), address.key)
    copies.remove(part.path)
    try:
        with database.problems_told():
            _copied(source, part.path)
            db = part.open()
            with db.connection_context():
                if not schema.applied(db):
                    raise StorageProblem("backup_damaged", path=source)
                schema.pending(db)
            copies.check(part)
            with db.connection_context():
                schema.upgrade(db)
    except StorageProblem as problem:
        copies.remove(part.path)
        problem.values["path"] = source
        if problem.code in ("database_failed", "database_damaged"):
            raise StorageProblem("backup_damaged", path=source) from problem
        raise
    return part


def _copied(source: Path, part: Path) -> None:
    """Copy a closed database, and a WAL that somebody copied with it."""
    for end, needed in (("", True), ("-wal", False)):
        there, here = source.with_name(f"{source.name}{end}"), part.with_name(f"{part.name}{end}")
        if needed or there.exists():
            os.close(os.open(here, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            try:
                shutil.copyfile(there, here)
            except OSError as error:
                raise StorageProblem("file_unreadable", path=there) from error


def restore(part: SqliteAddress, address: SqliteAddress, aside: Path) -> None:
    """Put a prepared copy in the place of the database, whose present state is kept aside.

    Raises:
        StorageProblem: `database_in_use`; the database is as it was then.
    """
    with database.problems_told():
        _closed(part)
        copies.sync(part.path)
        if not address.path.exists():
            part.path.replace(address.path)
            copies.sync(address.path.parent)
            return
        _emptied_wal(address)
        with copies.alone(address.path) as old:
            _keep(old, address.path, aside)
            copies.swap(part.path, address.path, old)


def nobody_else(address: SqliteAddress) -> None:
    """See that no program has the database open, this one neither.

    Raises:
        StorageProblem: `database_in_use`.
    """
    with database.problems_told():
        _emptied_wal(address)
        with copies.alone(address.path):
            pass


def _closed(address: SqliteAddress) -> None:
    """Leave a file without a WAL: what lies beside a file must never belong to another."""
    db = address.open()
    with db.connection_context():
        db.execute_sql("pragma journal_mode=delete").fetchall()


def _emptied_wal(address: SqliteAddress) -> None:
    """Bring what lies beside the present database into it; one that does not open is kept as it lies there.

    Raises:
        StorageProblem: `database_in_use`.
    """
    try:
        _closed(address)
    except pw.OperationalError as error:
        if "locked" in str(error):
            raise StorageProblem("database_in_use", path=address.path) from error
    except pw.PeeweeException:
        pass  # damaged, or another key: the reason why somebody restores


def _keep(old: BinaryIO, path: Path, aside: Path) -> None:
    """Keep the held file aside, and the WAL of one that could not be opened."""
    part = aside.with_name(f"{aside.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
        shutil.copyfileobj(old, copy)
        copy.flush()
        os.fsync(copy.fileno())
    part.replace(aside)
    copies.sync(aside.parent)
    for end in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(f"{path.name}{end}").replace(aside.with_name(f"{aside.name}{end}"))


def rekey(address: SqliteAddress, new_key: str) -> None:
    """Write the database anew with another key, and put that in its place.

    Raises:
        StorageProblem: `database_in_use`, no room, or damaged; the database is as it was then.
    """
    part = SqliteAddress(address.path.with_name(f"{address.path.name}.rekey.part"), new_key)
    copies.remove(part.path)
    with database.problems_told():
        db = address.open(one_connection=True)
        try:
            with db.connection_context():
                _held(db, address.path)
                copies.export(db, part, begin="begin exclusive")
                with address.path.open("r+b") as old:
                    copies.swap(part.path, address.path, old)
        finally:
            copies.remove(part.path)


def _held(db: Any, path: Path) -> None:
    """Let no other program into the open database until it is closed."""
    try:
        db.execute_sql("pragma main.journal_mode=delete").fetchall()
        db.execute_sql("pragma main.locking_mode=exclusive").fetchall()
    except pw.OperationalError as error:
        if "locked" in str(error):
            raise StorageProblem("database_in_use", path=path) from error
        raise

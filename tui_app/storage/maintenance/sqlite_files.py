"""TODO-DOC."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tui_app.domain.errors import StorageError

_SQLITE_LOCK_RANGE = (512, 0x40000000)
"""How many, from where: SQLite's own locks on a file (sqlite.org/lockingv3.html). In WAL mode a connection holds one
of them as long as it is open."""


_PAGE_SIZE = 4096


def sync_to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, have reached the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def delete_with_sidecars(path: Path) -> None:
    """Remove a file that SQLite has made, and what it keeps beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


@contextmanager
def locked_exclusively(path: Path) -> Iterator[BinaryIO]:
    """Hold a SQLite file, even a damaged one, so that no other program has it open or can read it.

    This process must not open it meanwhile: closing any other descriptor of the file would give the lock up.

    Raises:
        StorageError: `database_in_use`.
    """
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, *_SQLITE_LOCK_RANGE)
        except OSError as error:
            raise StorageError("database_in_use", path=path) from error
        yield file


def replace_file(new: Path, path: Path, old: BinaryIO) -> None:
    """Put a finished file in the place of the one that is held open as `old`.

    Who waits for the old one must not go on in it when the lock is gone: it is no database any more then.
    """
    new.replace(path)
    sync_to_disk(path.parent)
    old.seek(0)
    old.write(b"\0" * _PAGE_SIZE)
    old.flush()

"""Operations on the files of a SQLite database: create, lock, replace and delete."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from tui_app.domain.errors import StorageError

_SQLITE_LOCK_RANGE = (512, 0x40000000)
"""Length and start of the bytes that SQLite locks in a file (sqlite.org/lockingv3.html). In WAL mode a connection holds
one of the locks as long as it is open."""

_PAGE_SIZE = 4096
_CACHE_KIB = 256 * 1024
"""Upper limit of the page cache; a small database takes less."""


def create_private_file(path: Path) -> BinaryIO:
    """Create a file that only its owner can read, and open it for writing.

    Raises:
        FileExistsError: there is one already.
    """
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def sync_to_disk(path: Path) -> None:
    """Wait until a file, or the list of files in a folder, is written to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def delete_with_sidecars(path: Path) -> None:
    """Delete a SQLite file and the files that SQLite keeps beside it; missing files are ignored."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)


def widen_cache(db: Any, schema: str = "main") -> None:
    """Let an open connection keep many pages, for work that looks at all of them again and again.

    Each page that is read anew is decrypted and checked anew, which takes most of the time otherwise.
    """
    db.execute_sql(f"pragma {schema}.cache_size = -{_CACHE_KIB}")


@contextmanager
def locked_exclusively(path: Path) -> Iterator[BinaryIO]:
    """Lock a SQLite file, even a damaged one, so that no other program has it open or can read it.

    This process must not open the file meanwhile: closing another descriptor of it would release the lock.

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
    """Replace a file with a finished one.

    The old file, open as `old`, is made unusable: a program that waits for its lock must not continue with it.
    """
    new.replace(path)
    sync_to_disk(path.parent)
    old.seek(0)
    old.write(b"\0" * _PAGE_SIZE)
    old.flush()

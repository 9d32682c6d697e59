"""Writes private files: each one whole or not at all, and on the disk before the call returns."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui_app.domain.errors import DomainError

OWNER_ONLY = 0o600
_PART_PREFIX, _PART_SUFFIX = ".samtale-", ".part"


def write_atomically(path: Path, content: bytes, *, replace: bool = False, mode: int = OWNER_ONLY) -> None:
    """Write a file; readers see the whole new file or the old one.

    Args:
        path: the folder must exist.
        replace: overwrite an existing file.
        mode: the permissions of the file.

    Raises:
        DomainError: `file_exists`, `file_no_room` or `file_unwritable`, with the path.
    """
    try:
        with _part_file(path.parent) as (part, descriptor):
            write_and_sync(descriptor, content)
            if mode != OWNER_ONLY:
                part.chmod(mode)
            if replace and path.exists() and not path.is_file():
                raise OSError(errno.EINVAL, "not a file")  # a device or pipe, which would be gone
            if not replace:
                os.close(create_exclusively(path))  # os.link would be simpler, but memory sticks and shares lack it
            part.replace(path)
    except FileExistsError as error:
        raise DomainError("file_exists", path=path) from error
    except (OSError, ValueError) as error:
        is_full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise DomainError("file_no_room" if is_full else "file_unwritable", path=path) from error


@contextmanager
def _part_file(folder: Path) -> Iterator[tuple[Path, int]]:
    """A new unfinished file, open for writing, which is locked until it has been moved or deleted."""
    import tempfile

    _delete_abandoned_parts(folder)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=_PART_PREFIX, suffix=_PART_SUFFIX)
    lock = os.dup(descriptor)
    try:
        with suppress(OSError):  # some network disks have no locks
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield Path(name), descriptor
    finally:
        Path(name).unlink(missing_ok=True)
        os.close(lock)


def _delete_abandoned_parts(folder: Path) -> None:
    """Delete what a killed program left half-written here; one that still writes holds a lock on its file."""
    with suppress(OSError):
        for path in list(folder.glob(f"{_PART_PREFIX}*{_PART_SUFFIX}")):
            with suppress(OSError):
                descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if os.fstat(descriptor).st_uid == os.geteuid():
                        path.unlink()
                finally:
                    os.close(descriptor)


def create_exclusively(path: Path) -> int:
    """Create a file that does not exist yet, readable by its owner only, and return its descriptor.

    Raises:
        FileExistsError: another file has the name.
    """
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)


def write_and_sync(descriptor: int, content: bytes) -> None:
    """Write to an open file, wait until the disk has it, and close the file."""
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def create_private_folder(folder: Path) -> None:
    """Create a folder, and those above it, for its owner only; an existing one is left as it is."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)

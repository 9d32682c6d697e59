"""Writes private files: each one whole or not at all, and on the disk before the call returns."""

from __future__ import annotations

import os
from pathlib import Path

from tui_app.domain.errors import DomainError

OWNER_ONLY = 0o600


def write_atomically(path: Path, content: bytes, *, replace: bool = False, mode: int = OWNER_ONLY) -> None:
    """Write a file; readers see the whole new file or the old one.

    Args:
        path: the folder must exist.
        replace: overwrite an existing file.
        mode: the permissions of the file.

    Raises:
        DomainError: `file_exists` or `file_unwritable`, with the path.
    """
    try:
        part = _write_temporary_file(path, content)
        try:
            if mode != OWNER_ONLY:
                part.chmod(mode)
            if not replace:
                os.close(create_exclusively(path))  # os.link would be simpler, but memory sticks and shares lack it
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except FileExistsError as error:
        raise DomainError("file_exists", path=path) from error
    except (OSError, ValueError) as error:
        raise DomainError("file_unwritable", path=path) from error


def _write_temporary_file(path: Path, content: bytes) -> Path:
    import tempfile

    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".samtale-", suffix=".part")
    part = Path(name)
    try:
        write_and_sync(descriptor, content)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return part


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

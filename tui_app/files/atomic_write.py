"""Writing files that people asked for: all of it or nothing, and never over something that is there already."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tui_app.domain.errors import DomainError

OWNER_ONLY = 0o600


def write_atomically(path: Path, content: bytes, *, replace: bool = False, mode: int = OWNER_ONLY) -> None:
    """Write a file, readable by its owner only; whoever looks meanwhile sees all of it or what was there before.

    Args:
        path: where to; the folder must be there.
        content: the whole of it.
        replace: whether a file that is there already is given up for it.
        mode: who may read it.

    Raises:
        DomainError: `file_exists` or `file_unwritable`, with the path.
    """
    try:
        part = _write_temporary_file(path, content)
        try:
            if mode != OWNER_ONLY:
                part.chmod(mode)
            if not replace:
                _reserve_name(path)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except FileExistsError as error:
        raise DomainError("file_exists", path=path) from error
    except (OSError, ValueError) as error:
        raise DomainError("file_unwritable", path=path) from error


def _write_temporary_file(path: Path, content: bytes) -> Path:
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".samtale-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return part


def _reserve_name(path: Path) -> None:
    """Make an empty file of this name: the one way to be the first that works on memory sticks and shares too."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

"""Key files: 64 hexadecimal digits, readable by their owner alone."""

from __future__ import annotations

import os
from pathlib import Path

from tui_app.domain.errors import DomainError

KEY_DIGITS = 64


def read_key(path: Path) -> str | None:
    """The key in a file; None when there is no file.

    Raises:
        DomainError: `key_unreadable`.
    """
    try:
        key = path.read_text().strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DomainError("key_unreadable", path=path) from error
    if len(key) != KEY_DIGITS or not all(digit in "0123456789abcdef" for digit in key):
        raise DomainError("key_unreadable", path=path)
    return key


def write_key(path: Path, key: str) -> str:
    """Keep a new key, never in place of another; the key.

    Raises:
        DomainError: `folder_unwritable`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        _fsync_folder(path.parent)
    except OSError as error:
        raise DomainError("folder_unwritable", path=path.parent) from error
    return key


def pending_key_path(path: Path) -> Path:
    """Where the key waits that is to take the place of the one at `path`."""
    return path.with_name(f"{path.name}.next")


def read_pending_key(path: Path) -> str | None:
    """The key that waits to take the place of the one at `path`; None when there is none, or it is only begun."""
    try:
        return read_key(pending_key_path(path))
    except DomainError:
        return None


def activate_pending_key(path: Path) -> None:
    """Put the waiting key in the place of the one at `path`.

    Raises:
        DomainError: `folder_unwritable`.
    """
    try:
        pending_key_path(path).replace(path)
        _fsync_folder(path.parent)
    except OSError as error:
        raise DomainError("folder_unwritable", path=path.parent) from error


def _fsync_folder(folder: Path) -> None:
    """Wait until the names in a folder have reached the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)

"""Key files: 64 hexadecimal digits, readable by their owner only."""

from __future__ import annotations

import os
from pathlib import Path

from tui_app.domain.errors import DomainError
from tui_app.files.atomic_write import create_exclusively, create_private_folder, write_and_sync

KEY_DIGITS = 64


def read_key(path: Path) -> str | None:
    """The key in a file; None if there is no file.

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
    """Write a key to a new file and return it; an existing file is never overwritten.

    Raises:
        DomainError: `folder_unwritable`.
    """
    try:
        create_private_folder(path.parent)
        write_and_sync(create_exclusively(path), key.encode())
        _sync_folder(path.parent)
    except OSError as error:
        raise DomainError("folder_unwritable", path=path.parent) from error
    return key


def pending_key_path(path: Path) -> Path:
    """The file of the new key that will replace the one at `path`."""
    return path.with_name(f"{path.name}.next")


def read_pending_key(path: Path) -> str | None:
    """The new key that will replace the one at `path`; None if there is none, or it is only half written."""
    try:
        return read_key(pending_key_path(path))
    except DomainError:
        return None


def activate_pending_key(path: Path) -> None:
    """Replace the key at `path` by the pending one.

    Raises:
        DomainError: `folder_unwritable`.
    """
    try:
        pending_key_path(path).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise DomainError("folder_unwritable", path=path.parent) from error


def _sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

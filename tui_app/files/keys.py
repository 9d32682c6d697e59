"""Key files: 64 hexadecimal digits, readable by their owner alone."""

from __future__ import annotations

import os
from pathlib import Path

from tui_app.domain.refusals import Refusal

KEY_DIGITS = 64


def read_key(path: Path) -> str | None:
    """The key in a file; None when there is no file.

    Raises:
        Refusal: `key_unreadable`.
    """
    try:
        key = path.read_text().strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise Refusal("key_unreadable", path=path) from error
    if len(key) != KEY_DIGITS or not all(digit in "0123456789abcdef" for digit in key):
        raise Refusal("key_unreadable", path=path)
    return key


def write_key(path: Path, key: str) -> str:
    """Keep a new key, never in place of another; the key.

    Raises:
        Refusal: `folder_unwritable`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        _sync(path.parent)
    except OSError as error:
        raise Refusal("folder_unwritable", path=path.parent) from error
    return key


def next_key(path: Path) -> Path:
    """Where the key waits that is to take the place of the one at `path`."""
    return path.with_name(f"{path.name}.next")


def read_next(path: Path) -> str | None:
    """The key that waits to take the place of the one at `path`; None when there is none, or it is only begun."""
    try:
        return read_key(next_key(path))
    except Refusal:
        return None


def take_next(path: Path) -> None:
    """Put the waiting key in the place of the one at `path`.

    Raises:
        Refusal: `folder_unwritable`.
    """
    try:
        next_key(path).replace(path)
        _sync(path.parent)
    except OSError as error:
        raise Refusal("folder_unwritable", path=path.parent) from error


def _sync(folder: Path) -> None:
    """Wait until the names in a folder have reached the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)

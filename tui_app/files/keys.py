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
    except OSError as error:
        raise Refusal("folder_unwritable", path=path.parent) from error
    return key

"""Log files that only their owner can read."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path


def open_private_log(path: Path) -> int:
    """A file descriptor for appending to a log; a new file is readable by its owner only.

    Raises:
        OSError: it cannot be opened, or the path is a link, which may lead into somebody else's file.
    """
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)


def append_to_private_log(path: Path, text: str) -> bool:
    """Append to a log; False if that is impossible, as on a full or read-only disk. A log never stops its writer."""
    try:
        descriptor = open_private_log(path)
    except OSError:
        return False
    try:
        content = text.encode(errors="backslashreplace")
        return os.write(descriptor, content) == len(content)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            os.close(descriptor)


class PrivateLogHandler(logging.Handler):
    """Logs to a private file; a line that cannot be written is lost, in silence."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self.setFormatter(logging.Formatter("%(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        append_to_private_log(self._path, self.format(record) + "\n")

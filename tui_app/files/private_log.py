"""Log files that only their owner can read."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any


def open_private_log(path: Path) -> int:
    """A file descriptor for appending to a log; a new file is readable by its owner only."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


class PrivateLogHandler(logging.FileHandler):
    """Logs to a private file, which is opened at the first line."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, delay=True)

    def _open(self) -> Any:
        os.close(open_private_log(Path(self.baseFilename)))
        return super()._open()

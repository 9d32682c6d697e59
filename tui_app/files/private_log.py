"""A log that only its owner can read."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any


class PrivateLogHandler(logging.FileHandler):
    """A log file readable by its owner only, opened at the first line."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, delay=True)

    def _open(self) -> Any:
        os.close(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        return super()._open()

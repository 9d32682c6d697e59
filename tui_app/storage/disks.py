"""A look at a SQLite file and its disk, when the driver's message may have several causes."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from tempfile import TemporaryFile

_ROOM_NEEDED = 256 * 1024
"""Bytes that a small change may need: pages in the write-ahead log, and the files beside the database."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_CLOSED_TO_US = (errno.EROFS, errno.EACCES, errno.EPERM)


def examine_file(path: Path) -> str | None:
    """Find out what keeps a SQLite file from being read and written.

    Returns:
        `database_missing`, `read_only`, `disk_full` or `disk_failed`; None if nothing is found.
    """
    try:
        path.stat()
        if not os.access(path, os.R_OK | os.W_OK):
            return "read_only"
        with TemporaryFile(dir=path.parent, buffering=0) as probe:
            remaining = _ROOM_NEEDED
            while remaining:
                remaining -= probe.write(b"\0" * remaining)
    except OSError as error:
        return _code_of(error)
    return None


def _code_of(error: OSError) -> str | None:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "database_missing"
    if error.errno in _FULL:
        return "disk_full"
    if error.errno in _CLOSED_TO_US:
        return "read_only"
    return "disk_failed" if error.errno == errno.EIO else None

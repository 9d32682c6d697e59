"""Reads files that people name: any path at all may come in."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def read_at_most(path: Path, limit: int) -> bytes:
    """The first `limit` bytes of a regular file; `~` stands for the home folder.

    Raises:
        FileNotFoundError: there is no such file, or no file can have this name.
        OSError: it is a folder, or a pipe, which might never end; or it cannot be read.
    """
    try:
        path = path.expanduser()
        if not path.exists():
            raise FileNotFoundError(path)
        if not path.is_file():
            raise OSError(f"not a regular file: {path}")
        # without waiting for a writer, or for content: the system's own logs look like regular files
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # replaced since
                raise OSError(f"not a regular file: {path}")
            content: bytes | None = file.read(limit)
        if content is None:
            raise OSError(f"nothing to read yet: {path}")
        return content
    except (ValueError, RuntimeError) as error:  # a NUL in the name; `~name`, and nobody has that name
        raise FileNotFoundError(path) from error

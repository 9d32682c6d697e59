"""Reads files that people name: any path at all may come in."""

from __future__ import annotations

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
        with path.open("rb") as file:
            return file.read(limit)
    except (ValueError, RuntimeError) as error:  # a NUL in the name; `~name`, and nobody has that name
        raise FileNotFoundError(path) from error

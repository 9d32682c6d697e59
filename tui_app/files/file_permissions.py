"""Looks up owners and permissions of Samtale's files and folders."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tui_app.domain.maintenance.health_checks import FileState
from tui_app.files.paths import AppPaths


def inspect_files(paths: AppPaths, database: Path | None) -> list[FileState]:
    """The state of all of Samtale's files and folders, and of the folders above them.

    Args:
        database: the SQLite file in use; None for PostgreSQL.
    """
    own = {path for folder in (paths.config, paths.data) for path in (folder, *_folder_entries(folder))}
    if database is not None:
        own.update(database.parent.glob(f"{database.name}*") if database.parent.is_dir() else ())
    above = {folder.resolve() for path in own for folder in path.parents} - {path.resolve() for path in own}
    states = [_file_state(path, is_own=path in own) for path in sorted(own | above)]
    return [state for state in states if state is not None]


def _folder_entries(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError):  # the folder itself is reported too
        yield from folder.iterdir()


def _file_state(path: Path, *, is_own: bool) -> FileState | None:
    """The state of a file; None if it does not exist (any more)."""
    try:
        status = path.stat()
    except OSError:
        return None
    return FileState(path, status.st_mode & 0o7777, status.st_uid, path.is_dir(), is_own)

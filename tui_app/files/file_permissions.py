"""How Samtale's files and folders lie on the disk: whose they are, and who else can get at them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tui_app.domain.maintenance.health_checks import FileState
from tui_app.files.paths import AppPaths


def inspect_files(place: AppPaths, database: Path | None) -> list[FileState]:
    """Everything of Samtale's that is there, and the folders on the way to it.

    Args:
        database: the SQLite file in use; None where there is none.
    """
    ours = {path for folder in (place.config, place.data) for path in (folder, *_folder_entries(folder))}
    if database is not None:
        ours.update(database.parent.glob(f"{database.name}*") if database.parent.is_dir() else ())
    above = {folder.resolve() for path in ours for folder in path.parents} - {path.resolve() for path in ours}
    found = [_file_status(path, is_ours=path in ours) for path in sorted(ours | above)]
    return [one for one in found if one is not None]


def _folder_entries(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError):  # the folder itself is judged too
        yield from folder.iterdir()


def _file_status(path: Path, *, is_ours: bool) -> FileState | None:
    try:
        told = path.stat()
    except OSError:  # gone meanwhile, or never there
        return None
    return FileState(path, told.st_mode & 0o7777, told.st_uid, path.is_dir(), is_ours)

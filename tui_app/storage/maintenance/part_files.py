"""Unfinished copies: private, under a name that nobody else can have, and gone when their program is."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from tui_app.storage.maintenance.sqlite_files import delete_with_sidecars

_SUFFIX = ".part"


@contextmanager
def part_file(target: Path) -> Iterator[Path]:
    """Create an empty private file beside `target`; it is deleted afterwards if it is still there.

    It is locked as long as its program runs, so that others can tell it from one that a killed program left behind.
    Those are deleted first.

    Raises:
        OSError: it cannot be created.
    """
    delete_abandoned_parts(target)
    descriptor, name = mkstemp(dir=target.parent, prefix=f"{target.name}.", suffix=_SUFFIX)
    try:
        with suppress(OSError):  # some network disks have no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield Path(name)
    finally:
        delete_with_sidecars(Path(name))
        os.close(descriptor)  # last: closing it releases the locks that SQLite has on the file


def delete_abandoned_parts(target: Path) -> None:
    """Delete the unfinished files beside `target` that programs left behind which were killed; links are not followed.

    A file of another user, or of a program that still runs, stays.
    """
    prefix = f"{target.name}."
    with suppress(OSError):
        for path in list(target.parent.iterdir()):
            if path.name.startswith(prefix) and path.name.endswith(_SUFFIX) and _is_abandoned(path):
                delete_with_sidecars(path)


def _is_abandoned(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(descriptor).st_uid == os.geteuid()
    except OSError:
        return False
    finally:
        os.close(descriptor)

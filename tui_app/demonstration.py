"""The database of the demonstration, filled by a process of its own while this one loads the screens."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app import connection, environment, quiet_terminal
from tui_app.domain.records.person import Viewer

if TYPE_CHECKING:
    from tui_app.storage.addresses import SqliteAddress

VIEWER = Viewer(2, "Kari Nordmann", is_administrator=True)
"""Who looks at the demonstration team; known before the team is read, so that the screen need not wait for it."""


_FOLDER, _IN_USE = "samtale-demo-", "in-use"
"""How the folder of a demonstration is called, and the file in it that its processes have locked."""
_ENDS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
_ATTEMPTS = 50
_LEFT_SECONDS = 60
"""A folder that is younger may be about to be locked."""


@contextmanager
def demo_folder() -> Iterator[Path]:
    """A temporary folder that is deleted afterwards; what a demonstration left that was killed is deleted now."""
    _delete_left_folders()
    with quiet_terminal.holding_signals():
        folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
        quiet_terminal.before_end(partial(_delete_folder, folder))
    try:
        with (folder / _IN_USE).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # also for the process that is split off
            yield folder
    finally:
        _delete_folder(folder)


def _delete_folder(folder: Path) -> None:
    """Delete a demonstration's folder, also while a thread that nobody waits for still makes files in it."""
    for _attempt in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
        time.sleep(0.01)


def _delete_left_folders() -> None:
    """Delete the folders of this user whose processes are gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError):
            found = folder.lstat()
            if found.st_uid != os.getuid() or environment.now().timestamp() - found.st_mtime < _LEFT_SECONDS:
                continue
            with (folder / _IN_USE).open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)


class DemoDatabase:
    """A database that is being filled in the background, where a process can be split off.

    Args:
        path: of the file that will be made.
        key: that opens it.
        language: of the team.
    """

    def __init__(self, path: Path, key: str, language: str) -> None:
        self._path, self._key, self._language = path, key, language
        self._lock = threading.Lock()
        self._is_open = self._is_closed = False
        self._process = self._split_off()

    @property
    def address(self) -> SqliteAddress:
        """Where it is."""
        from tui_app.storage.addresses import SqliteAddress

        return SqliteAddress(self._path, self._key, is_temporary=True)

    def open(self) -> None:
        """Wait until it is filled, and use it in this process; later calls, and those after `close`, do nothing."""
        with self._lock:
            if self._is_open:
                return
            if self._has_been_filled():
                connection.use_database(self.address)
            elif self._is_closed:
                return
            else:
                for left in self._path.parent.glob(f"{self._path.name}*"):  # by an attempt that was interrupted
                    left.unlink()
                self._fill()
            self._is_open = True

    def close(self) -> None:
        """Stop filling it, if that has not ended yet; a thread that waits for it does not begin anew."""
        self._is_closed = True
        if self._process:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self._has_been_filled()

    def discard(self) -> None:
        """Stop filling it, and delete its folder: the process ends at once."""
        with suppress(ChildProcessError):  # a thread waits for it
            self.close()
        _delete_folder(self._path.parent)

    def _split_off(self) -> int:
        """Start the process; its id, or 0 where this process has other threads, which a copy of it would lack."""
        if not hasattr(os, "fork") or threading.active_count() > 1:
            return 0
        process = os.fork()
        if not process:
            code = 1
            try:
                for number in _ENDS:
                    signal.signal(number, signal.SIG_DFL)  # the terminal and the folder are its parent's
                signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
                os.setsid()  # keys that end the application end this by `close`
                self._fill()
                code = 0
            finally:
                os._exit(code)
        return process

    def _has_been_filled(self) -> bool:
        """Wait for the process, if there is one; True if it has done its work."""
        if not self._process:
            return False
        process, self._process = self._process, 0
        try:
            return os.waitpid(process, 0)[1] == 0
        except ChildProcessError:  # who started this one has switched off the signal that a process has ended
            return False

    def _fill(self) -> None:
        connection.block_postgres_driver()
        from tui_app.files.demo.team import read_demo_team
        from tui_app.files.resources import resource_path
        from tui_app.services.demo.fill import fill_database

        connection.create_database(self.address)
        now = environment.now()
        viewer = fill_database(read_demo_team(resource_path("demo_team.toml"), now.date(), self._language), now)
        assert viewer == VIEWER

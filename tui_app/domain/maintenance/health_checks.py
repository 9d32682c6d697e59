"""The health checks of `samtale doctor`: rules that judge a computer and its database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, field

from tui_app.domain.dates.clock import is_from_wrong_clock
from tui_app.domain.maintenance.terminals import MIN_TERMINAL_SIZE, PLAIN_TERMINALS

MIN_SQLITE_VERSION = (3, 51, 3)
"""In older versions, two connections in WAL mode could damage a database (sqlite.org/wal.html, "the WAL-reset bug")."""
MAX_CLOCK_DIFFERENCE = timedelta(seconds=30)
"""If two clocks differ by more than this, entries of the audit log may seem to be in the wrong order."""
MAX_LOG_LEAD = timedelta(minutes=5)
"""How far the newest audit log entry may be ahead of the clock, as several computers write to the log."""
MAX_BACKUP_AGE = timedelta(days=8)
"""A weekly backup that is one day late is not too old."""
SPARE_BYTES = 200 * 1024 * 1024
"""Bytes that should be free, in addition to room for two copies of the database."""


class Severity(StrEnum):
    """The result of a check."""

    OK = "fine"
    WARNING = "warning"
    ERROR = "wrong"


class HealthFinding(Struct, frozen=True):
    """The result of one check.

    Attributes:
        code: what was checked; `text/administration/doctor.py` has the words, `text/errors.py` those for domain errors.
        values: what the words need; names of people, but nothing that they wrote.
    """

    code: str
    severity: Severity = Severity.OK
    values: Mapping[str, object] = field(default_factory=dict)


def ok_finding(code: str, **values: object) -> HealthFinding:
    """No problems."""
    return HealthFinding(code, Severity.OK, values)


def warning_finding(code: str, **values: object) -> HealthFinding:
    """It works but needs attention."""
    return HealthFinding(code, Severity.WARNING, values)


def error_finding(code: str, **values: object) -> HealthFinding:
    """It does not work, or people's data is not protected."""
    return HealthFinding(code, Severity.ERROR, values)


class FileState(Struct, frozen=True):
    """A file or folder.

    Attributes:
        mode: its permission bits, including the sticky bit.
        owner: the user id of its owner.
        is_ours: True if it belongs to Samtale; False for a folder on the path to one of its files.
    """

    path: Path
    mode: int
    owner: int
    is_folder: bool
    is_ours: bool = True


def check_files(files: list[FileState], user_id: int) -> Iterator[HealthFinding]:
    """Check that only the user who runs Samtale can read or replace its files.

    Args:
        files: the files and folders to check.
        user_id: the user who runs Samtale.
    """
    found = [finding for one in files for finding in _check_file(one, user_id)]
    yield from found
    if not found and (count := sum(one.is_ours for one in files)):
        yield ok_finding("files_private", count=count)


def _check_file(file: FileState, user_id: int) -> Iterator[HealthFinding]:
    if not file.is_ours:
        if file.mode & 0o002 and not file.mode & 0o1000:
            yield error_finding("folder_open", path=file.path)
        return
    if file.owner != user_id:
        yield error_finding("anothers", path=file.path, me=user_id)
    elif file.mode & 0o077:
        # others who may only list a folder see its names; the files in it are checked separately
        harmless = file.is_folder and not file.mode & 0o022
        judge = warning_finding if harmless else error_finding
        yield judge("open_to_others", path=file.path, mode="700" if file.is_folder else "600")


def check_terminal(kind: str, size: tuple[int, int] | None, encoding: str) -> Iterator[HealthFinding]:
    """Check that Samtale can be shown in this terminal.

    Args:
        kind: the value of TERM.
        size: columns and rows; None without a terminal.
        encoding: the encoding of the output.
    """
    if size is None:
        yield ok_finding("terminal_none")
        return
    found = []
    if kind in ("", *PLAIN_TERMINALS):
        found.append(error_finding("terminal_dumb", kind=kind))
    if size[0] < MIN_TERMINAL_SIZE[0] or size[1] < MIN_TERMINAL_SIZE[1]:
        found.append(warning_finding("terminal_small", columns=size[0], rows=size[1]))
    if encoding.lower().replace("-", "") not in ("utf8", "utf_8"):
        found.append(warning_finding("terminal_encoding", encoding=encoding))
    yield from found or [ok_finding("terminal", kind=kind, columns=size[0], rows=size[1])]


def check_clock(now: datetime, newest: datetime | None) -> HealthFinding:
    """Check that the clock shows a plausible time.

    Args:
        now: the time that the clock shows.
        newest: the time of the newest audit log entry.
    """
    if newest is not None and newest - now > MAX_LOG_LEAD:
        return error_finding("clock_behind", now=now, newest=newest)
    return ok_finding("clock", now=now)


def check_administrators(today: date, last_day: date) -> HealthFinding:
    """Check that somebody administers, and goes on doing so.

    Args:
        today: the current day.
        last_day: the last day on which somebody administers, as `last_day_administered` says.
    """
    if last_day < today:
        return error_finding("administrator_none")
    if last_day < date.max:
        return warning_finding("administrator_leaves", day=last_day)
    return ok_finding("administrator")


def compare_clocks(now: datetime, server: datetime) -> Iterator[HealthFinding]:
    """Check that this computer's clock and the server's agree."""
    apart = abs(now - server)
    if apart > MAX_CLOCK_DIFFERENCE:
        yield warning_finding("clocks_apart", seconds=round(apart.total_seconds()))


def check_disk_space(free: int, size: int) -> HealthFinding:
    """Check that there is room for the database to grow and to be copied.

    Args:
        free: free bytes on the disk.
        size: size of the database in bytes.
    """
    if free < size + SPARE_BYTES // 10:
        return error_finding("room_none", free=free)
    return warning_finding("room_little", free=free) if free < 2 * size + SPARE_BYTES else ok_finding("room", free=free)


def check_backup(now: datetime, last: datetime | None) -> HealthFinding:
    """Check that there is a recent backup.

    Args:
        now: the current time.
        last: when `samtale backup` last made one.
    """
    if last is None:
        return warning_finding("backup_none")
    is_old = now - last > MAX_BACKUP_AGE or is_from_wrong_clock(last, now)
    return warning_finding("backup_old", last=last) if is_old else ok_finding("backup", last=last)


def check_sqlite(version: str) -> Iterator[HealthFinding]:
    """Check that this version of SQLite is safe for a database that two programs write to."""
    if tuple(int(part) for part in version.split(".") if part.isdigit()) < MIN_SQLITE_VERSION:
        yield error_finding("sqlite_old", version=version)

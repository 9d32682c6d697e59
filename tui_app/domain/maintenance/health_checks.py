"""What is well and what is not on a computer and in its database: the rules by which `samtale doctor` judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

MIN_SQLITE_VERSION = (3, 51, 3)
"""Before it, two connections in WAL mode could damage a database (sqlite.org/wal.html, "the WAL-reset bug")."""
MIN_TERMINAL_SIZE = (80, 24)
"""Columns and rows that every screen is made for."""
MAX_CLOCK_DIFFERENCE = timedelta(seconds=30)
"""Two clocks that are further apart give lines in the log that seem to stand in the wrong order."""
MAX_LOG_LEAD = timedelta(minutes=5)
"""The log may be so far ahead of the clock: several computers write to it."""
MAX_BACKUP_AGE = timedelta(days=8)
"""A weekly backup that came a day late is none too old."""
SPARE_BYTES = 200 * 1024 * 1024
"""Bytes that should be free beside the database, over room for two copies of it."""


class Severity(StrEnum):
    """How what was looked at stands."""

    OK = "fine"
    WARNING = "warning"
    ERROR = "wrong"


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """One thing that was looked at.

    Attributes:
        code: what it is; `ui/health_words.py` has the words, and `ui/refusals.py` for what was refused.
        values: what the words need; nothing that anybody wrote.
    """

    code: str
    severity: Severity = Severity.OK
    values: Mapping[str, object] = field(default_factory=dict)


def ok_finding(code: str, **values: object) -> HealthFinding:
    """It is as it should be."""
    return HealthFinding(code, Severity.OK, values)


def warning_finding(code: str, **values: object) -> HealthFinding:
    """It works, and should be looked after."""
    return HealthFinding(code, Severity.WARNING, values)


def error_finding(code: str, **values: object) -> HealthFinding:
    """It does not work, or what people wrote is not guarded."""
    return HealthFinding(code, Severity.ERROR, values)


@dataclass(frozen=True, slots=True)
class FileState:
    """A file or folder as it lies there.

    Attributes:
        mode: its permission bits, the sticky bit too.
        owner: the number of its owner.
        is_ours: whether it is Samtale's own; else a folder on the way to one.
    """

    path: Path
    mode: int
    owner: int
    is_folder: bool
    is_ours: bool = True


def check_files(files: list[FileState], user_id: int) -> Iterator[HealthFinding]:
    """Whether nobody but the one who runs Samtale can read its files or exchange them.

    Args:
        user_id: the number of that one.
    """
    found = [finding for one in files for finding in _check_file(one, user_id)]
    yield from found
    if not found and (count := sum(one.is_ours for one in files)):
        yield ok_finding("files_private", count=count)


def _check_file(seen: FileState, me: int) -> Iterator[HealthFinding]:
    if not seen.is_ours:
        if seen.mode & 0o002 and not seen.mode & 0o1000:
            yield error_finding("folder_open", path=seen.path)
        return
    if seen.owner != me:
        yield error_finding("anothers", path=seen.path, me=me)
    elif seen.mode & 0o077:
        # a folder that others may only look into shows them names, since what lies in it is judged by itself
        harmless = seen.is_folder and not seen.mode & 0o022
        judge = warning_finding if harmless else error_finding
        yield judge("open_to_others", path=seen.path, mode="700" if seen.is_folder else "600")


def check_terminal(kind: str, size: tuple[int, int] | None, encoding: str) -> Iterator[HealthFinding]:
    """Whether Samtale can be seen here.

    Args:
        kind: as TERM names it.
        size: columns and rows; None where no terminal is.
        encoding: of what is written to it.
    """
    if size is None:
        yield ok_finding("terminal_none")
        return
    found = []
    if kind in ("", "dumb", "unknown"):
        found.append(error_finding("terminal_dumb", kind=kind))
    if size[0] < MIN_TERMINAL_SIZE[0] or size[1] < MIN_TERMINAL_SIZE[1]:
        found.append(warning_finding("terminal_small", columns=size[0], rows=size[1]))
    if encoding.lower().replace("-", "") not in ("utf8", "utf_8"):
        found.append(warning_finding("terminal_letters", encoding=encoding))
    yield from found or [ok_finding("terminal", kind=kind, columns=size[0], rows=size[1])]


def check_clock(now: datetime, newest: datetime | None) -> HealthFinding:
    """Whether the clock shows a time that can be.

    Args:
        newest: when something was last written to the log.
    """
    if newest is not None and newest - now > MAX_LOG_LEAD:
        return error_finding("clock_behind", now=now, newest=newest)
    return ok_finding("clock", now=now)


def compare_clocks(now: datetime, server: datetime) -> Iterator[HealthFinding]:
    """Whether this computer's clock and the server's show the same."""
    apart = abs(now - server)
    if apart > MAX_CLOCK_DIFFERENCE:
        yield warning_finding("clocks_apart", seconds=round(apart.total_seconds()))


def check_disk_space(free: int, size: int) -> HealthFinding:
    """Whether there is room for the database to grow and for copies of it, in bytes."""
    if free < size + SPARE_BYTES // 10:
        return error_finding("room_none", free=free)
    return warning_finding("room_little", free=free) if free < 2 * size + SPARE_BYTES else ok_finding("room", free=free)


def check_backup(now: datetime, last: datetime | None) -> HealthFinding:
    """Whether there is a backup that is new enough.

    Args:
        last: when `samtale backup` last made one.
    """
    if last is None:
        return warning_finding("backup_none")
    return warning_finding("backup_old", last=last) if now - last > MAX_BACKUP_AGE else ok_finding("backup", last=last)


def check_sqlite(version: str) -> Iterator[HealthFinding]:
    """Whether this SQLite can be trusted with a database that two programs write to."""
    if tuple(int(part) for part in version.split(".") if part.isdigit()) < MIN_SQLITE_VERSION:
        yield error_finding("sqlite_old", version=version)

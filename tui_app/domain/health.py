"""What is well and what is not on a computer and in its database: the rules by which `samtale doctor` judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

OLDEST_SQLITE = (3, 51, 3)
"""Before it, two connections in WAL mode could damage a database (sqlite.org/wal.html, "the WAL-reset bug")."""
SMALLEST_TERMINAL = (80, 24)
"""Columns and rows that every screen is made for."""
CLOCKS_APART = timedelta(seconds=30)
"""Two clocks that are further apart give lines in the log that seem to stand in the wrong order."""
WRITTEN_AHEAD = timedelta(minutes=5)
"""The log may be so far ahead of the clock: several computers write to it."""
BACKUP_EVERY = timedelta(days=8)
"""A weekly backup that came a day late is none too old."""
SPARE = 200 * 1024 * 1024
"""Bytes that should be free beside the database, over room for two copies of it."""


class Standing(StrEnum):
    """How what was looked at stands."""

    FINE = "fine"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        code: what it is; `ui/health_words.py` has the words, and `ui/refusals.py` for what was refused.
        values: what the words need; nothing that anybody wrote.
    """

    code: str
    standing: Standing = Standing.FINE
    values: Mapping[str, object] = field(default_factory=dict)


def fine(code: str, **values: object) -> Finding:
    """It is as it should be."""
    return Finding(code, Standing.FINE, values)


def warning(code: str, **values: object) -> Finding:
    """It works, and should be looked after."""
    return Finding(code, Standing.WARNING, values)


def wrong(code: str, **values: object) -> Finding:
    """It does not work, or what people wrote is not guarded."""
    return Finding(code, Standing.WRONG, values)


@dataclass(frozen=True, slots=True)
class Seen:
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


def of_files(seen: list[Seen], me: int) -> Iterator[Finding]:
    """Whether nobody but the one who runs Samtale can read its files or exchange them.

    Args:
        me: the number of that one.
    """
    found = [finding for one in seen for finding in _of_file(one, me)]
    yield from found
    if not found and (count := sum(one.is_ours for one in seen)):
        yield fine("files_private", count=count)


def _of_file(seen: Seen, me: int) -> Iterator[Finding]:
    if not seen.is_ours:
        if seen.mode & 0o002 and not seen.mode & 0o1000:
            yield wrong("folder_open", path=seen.path)
        return
    if seen.owner != me:
        yield wrong("anothers", path=seen.path, me=me)
    elif seen.mode & 0o077:
        # a folder that others may only look into shows them names, since what lies in it is judged by itself
        harmless = seen.is_folder and not seen.mode & 0o022
        judge = warning if harmless else wrong
        yield judge("open_to_others", path=seen.path, mode="700" if seen.is_folder else "600")


def of_terminal(kind: str, size: tuple[int, int] | None, encoding: str) -> Iterator[Finding]:
    """Whether Samtale can be seen here.

    Args:
        kind: as TERM names it.
        size: columns and rows; None where no terminal is.
        encoding: of what is written to it.
    """
    if size is None:
        yield fine("terminal_none")
        return
    found = []
    if kind in ("", "dumb", "unknown"):
        found.append(wrong("terminal_dumb", kind=kind))
    if size[0] < SMALLEST_TERMINAL[0] or size[1] < SMALLEST_TERMINAL[1]:
        found.append(warning("terminal_small", columns=size[0], rows=size[1]))
    if encoding.lower().replace("-", "") not in ("utf8", "utf_8"):
        found.append(warning("terminal_letters", encoding=encoding))
    yield from found or [fine("terminal", kind=kind, columns=size[0], rows=size[1])]


def of_clock(now: datetime, newest: datetime | None) -> Finding:
    """Whether the clock shows a time that can be.

    Args:
        newest: when something was last written to the log.
    """
    if newest is not None and newest - now > WRITTEN_AHEAD:
        return wrong("clock_behind", now=now, newest=newest)
    return fine("clock", now=now)


def of_two_clocks(now: datetime, server: datetime) -> Iterator[Finding]:
    """Whether this computer's clock and the server's show the same."""
    apart = abs(now - server)
    if apart > CLOCKS_APART:
        yield warning("clocks_apart", seconds=round(apart.total_seconds()))


def of_room(free: int, size: int) -> Finding:
    """Whether there is room for the database to grow and for copies of it, in bytes."""
    if free < size + SPARE // 10:
        return wrong("room_none", free=free)
    return warning("room_little", free=free) if free < 2 * size + SPARE else fine("room", free=free)


def of_backup(now: datetime, last: datetime | None) -> Finding:
    """Whether there is a backup that is new enough.

    Args:
        last: when `samtale backup` last made one.
    """
    if last is None:
        return warning("backup_none")
    return warning("backup_old", last=last) if now - last > BACKUP_EVERY else fine("backup", last=last)


def of_sqlite(version: str) -> Iterator[Finding]:
    """Whether this SQLite can be trusted with a database that two programs write to."""
    if tuple(int(part) for part in version.split(".") if part.isdigit()) < OLDEST_SQLITE:
        yield wrong("sqlite_old", version=version)

"""Backups of the whole database, and putting one back, for whoever keeps the key; SQLite only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui_app.domain.audit import AuditKind
from tui_app.domain.refusals import Refusal, StorageProblem
from tui_app.domain.upkeep import Contents
from tui_app.services import upkeep
from tui_app.storage import copies, database, replacing, schema
from tui_app.storage.database import SqliteAddress


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back.

    Attributes:
        aside: where the database lies that was there before; None when there was none.
    """

    contents: Contents
    aside: Path | None


def backup_name(address: SqliteAddress, now: datetime) -> Path:
    """What a backup of today is called, beside the database."""
    return address.path.with_name(f"{address.path.name}.backup-{now:%Y-%m-%d}")


def backup(now: datetime, address: SqliteAddress, target: Path, terminal: str, *, replace: bool = False) -> None:
    """Write a verified copy of the database in use; others may go on working in it.

    Args:
        replace: whether a file that is there already is given up for it.

    Raises:
        Refusal: `file_exists`, or `backup_failed` with nothing written.
    """
    if target.exists() and (not replace or target.samefile(address.path)):
        raise Refusal("file_exists", path=target)
    with database.reading():
        copies.write(database.proxy.obj, address, target)
    upkeep.note(now, AuditKind.COPIED, terminal)


def restore(now: datetime, address: SqliteAddress, source: Path, terminal: str, *, replace: bool = False) -> Restored:
    """Put a backup in the place of the database, which no program may have open meanwhile.

    Args:
        replace: whether a database that is there is kept aside for it.

    Raises:
        Refusal: `file_exists`; or the backup is not whole, or the database in use: all is as it was then.
    """
    if address.path.exists() and not replace:
        raise Refusal("file_exists", path=address.path)
    aside = address.path.with_name(f"{address.path.name}.before-restore-{now:%Y-%m-%d-%H%M%S}")
    part = replacing.prepared(source, address)
    try:
        database.use(part.open())
        if not upkeep.verify().holds:
            raise StorageProblem("backup_not_whole", path=source)
        contents = upkeep.contents()
        replaced = address.path.exists()
        replacing.restore(part, address, aside)
    finally:
        copies.remove(part.path)
    database.use(schema.open_sqlite(address, create=False))
    upkeep.note(now, AuditKind.RESTORED, terminal)
    return Restored(contents, aside if replaced else None)

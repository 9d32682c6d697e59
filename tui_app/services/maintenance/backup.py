"""Backups of the whole database, and putting one back, for whoever keeps the key; SQLite only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui_app.domain.audit import AuditKind
from tui_app.domain.errors import DomainError, StorageError
from tui_app.domain.maintenance.integrity import BackupContents
from tui_app.services import access_log
from tui_app.services.maintenance import integrity
from tui_app.storage import database, schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import backup, sqlite_files
from tui_app.storage.maintenance import restore as replacing


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What was put back.

    Attributes:
        aside: where the database lies that was there before; None when there was none.
    """

    contents: BackupContents
    aside: Path | None


def backup_name(address: SqliteAddress, now: datetime) -> Path:
    """What a backup of today is called, beside the database."""
    return address.path.with_name(f"{address.path.name}.backup-{now:%Y-%m-%d}")


def create(now: datetime, address: SqliteAddress, target: Path, terminal: str, *, replace: bool = False) -> None:
    """Write a verified copy of the database in use; others may go on working in it.

    Args:
        replace: whether a file that is there already is given up for it.

    Raises:
        DomainError: `file_exists`, or `backup_failed` with nothing written.
    """
    if target.exists() and (not replace or target.samefile(address.path)):
        raise DomainError("file_exists", path=target)
    with database.reading():
        backup.write_backup(database.proxy.obj, address, target)
    access_log.record_maintenance(now, AuditKind.COPIED, terminal)


def restore(
    now: datetime, address: SqliteAddress, source: Path, terminal: str, *, replace: bool = False
) -> RestoreResult:
    """Put a backup in the place of the database, which no program may have open meanwhile.

    Args:
        replace: whether a database that is there is kept aside for it.

    Raises:
        DomainError: `file_exists`; or the backup is not whole, or the database in use: all is as it was then.
    """
    if address.path.exists() and not replace:
        raise DomainError("file_exists", path=address.path)
    aside = address.path.with_name(f"{address.path.name}.before-restore-{now:%Y-%m-%d-%H%M%S}")
    part = replacing.prepare_restore(source, address)
    try:
        database.bind_database(part.open())
        if not integrity.verify().is_intact:
            raise StorageError("backup_not_whole", path=source)
        contents = integrity.contents()
        replaced = address.path.exists()
        replacing.restore(part, address, aside)
    finally:
        sqlite_files.delete_with_sidecars(part.path)
    database.bind_database(schema.open_sqlite(address, create=False))
    access_log.record_maintenance(now, AuditKind.RESTORED, terminal)
    return RestoreResult(contents, aside if replaced else None)

"""Backups of the whole database, and restoring one. SQLite only."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tui_app.domain.audit import AuditEntry, AuditKind
from tui_app.domain.errors import DomainError, StorageError
from tui_app.domain.maintenance.integrity import BackupContents
from tui_app.services import access_log
from tui_app.services.maintenance import integrity
from tui_app.storage import audit_log, database, schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import backup
from tui_app.storage.maintenance import restore as stored_restore


class RestoreResult(Struct, frozen=True):
    """The result of restoring a backup.

    Attributes:
        contents: what the restored database contains.
        previous_database: where the database before it was moved to; None if there was none.
    """

    contents: BackupContents
    previous_database: Path | None


def backup_name(address: SqliteAddress, now: datetime) -> Path:
    """The default path of today's backup, beside the database."""
    return address.path.with_name(f"{address.path.name}.backup-{now:%Y-%m-%d}")


def create(now: datetime, address: SqliteAddress, target: Path, terminal: str, *, replace: bool = False) -> bool:
    """Write a verified copy of the database, which may be in use.

    Args:
        replace: overwrite the target if it exists.

    Returns:
        False if the copy is there, but could not be noted in the log.

    Raises:
        DomainError: `file_exists`; or `backup_failed`, with nothing written.
    """
    if os.path.lexists(target) and (not replace or _is_same_file(target, address.path)):
        raise DomainError("file_exists", path=target)
    with database.reading():
        backup.write_backup(database.proxy.obj, address, target, replace=replace)
    return access_log.record_maintenance(now, AuditKind.COPIED, terminal)


def _is_same_file(target: Path, database_path: Path) -> bool:
    return target.exists() and target.samefile(database_path)


def restore(
    now: datetime, address: SqliteAddress, source: Path, terminal: str, *, replace: bool = False
) -> RestoreResult:
    """Replace the database by a backup. No program may have the database open.

    Args:
        replace: move an existing database aside first.

    Raises:
        DomainError: `file_exists`; or the backup is damaged, or the database in use. Nothing has changed then.
    """
    if address.path.exists() and not replace:
        raise DomainError("file_exists", path=address.path)
    previous_database = address.path.with_name(f"{address.path.name}.before-restore-{now:%Y-%m-%d-%H%M%S}")
    try:
        stored_restore.create_folder(address.path.parent)
    except OSError as error:
        raise StorageError("folder_unwritable", path=address.path.parent) from error
    with stored_restore.prepared_restore(source, address) as prepared:
        database.bind_database(prepared.open())
        if not integrity.verify().is_intact:
            raise StorageError("backup_not_whole", path=source)
        contents = integrity.contents()
        with database.writing():  # now, since afterwards there may be no room for it
            audit_log.add(AuditEntry(now, AuditKind.RESTORED, terminal=terminal))
        had_database = address.path.exists()
        stored_restore.restore(prepared, address, previous_database)
    database.bind_database(schema.open_sqlite(address, create=False))
    return RestoreResult(contents, previous_database if had_database else None)

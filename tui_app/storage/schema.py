"""The schema: made, checked and upgraded. A newer one than the program's is never touched."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee as pw

from tui_app.domain.errors import StorageError
from tui_app.storage import database
from tui_app.storage.addresses import Address, PostgresAddress, SqliteAddress
from tui_app.storage.maintenance import backup, filesystems

MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_TABLE = "schema_migration"
_LOCK_ID = 0x5A37A1E
"""Advisory lock under which PostgreSQL's schema is upgraded; any number that is only ours."""


def known_migrations() -> tuple[str, ...]:
    """Names of the migrations that this program ships, in order."""
    return tuple(sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py")))


def applied_migrations(db: Any) -> tuple[str, ...]:
    """Names of the migrations that the open database `db` has had, in order; none when it is empty."""
    try:
        with db.atomic():
            rows = db.execute_sql(f"select name from {_MIGRATION_TABLE} order by name").fetchall()
    except (pw.OperationalError, pw.ProgrammingError) as error:
        words = str(error)
        if "no such table" in words or "does not exist" in words:
            return ()
        raise
    return tuple(name for (name,) in rows)


def pending_migrations(db: Any) -> tuple[str, ...]:
    """Migrations that the open database still needs.

    Raises:
        StorageError: `schema_newer`, when it has had migrations that this program does not know.
    """
    have = applied_migrations(db)
    if unknown := set(have) - set(known_migrations()):
        raise StorageError("schema_newer", newest=max(unknown))
    return tuple(name for name in known_migrations() if name not in have)


def upgrade(db: Any) -> tuple[str, ...]:
    """Apply what is pending to the open database; the names applied. Each in one transaction with its record."""
    from playhouse.migrations import Runner

    names: list[str] = Runner(db, str(MIGRATIONS), table_name=_MIGRATION_TABLE).up()
    return tuple(names)


def open_sqlite(address: SqliteAddress, *, create: bool) -> Any:
    """Open a SQLite database, upgraded if needed: under a lock, after a verified backup beside it.

    Args:
        address: the file and its key.
        create: make the file when it is not there.

    Raises:
        StorageError: on a network disk, missing, wrong key, damaged, read-only, full, or a newer schema.
    """
    filesystems.require_local_disk(address.path)
    with database.translating_errors():
        fresh = create and not address.path.exists()
        db = address.open(create=create)
        with db.connection_context():
            missing = pending_migrations(db)
        if fresh:
            address.path.chmod(0o600)
        if missing:
            with _upgrade_lock(address.path), db.connection_context():
                missing = pending_migrations(db)
                before = address.path.with_name(f"{address.path.name}.before-{missing[0]}") if missing else None
                # one that is there already is from before a first, interrupted upgrade
                if before and applied_migrations(db) and not before.exists():
                    backup.write_backup(db, address, before)
                if missing:
                    upgrade(db)
        return address.open()


def open_postgres(address: PostgresAddress) -> Any:
    """Open a PostgreSQL database whose schema is exactly this program's.

    Raises:
        StorageError: unreachable, `schema_older` (run `samtale upgrade`) or `schema_newer`.
    """
    db, missing = open_without_upgrade(address)
    if missing:
        db.close_all()
        raise StorageError("schema_older", missing=len(missing))
    return db


def open_database(address: Address, *, create: bool = False) -> Any:
    """Open either kind; see `open_sqlite` and `open_postgres`."""
    if isinstance(address, SqliteAddress):
        return open_sqlite(address, create=create)
    return open_postgres(address)


def open_without_upgrade(address: Address) -> tuple[Any, tuple[str, ...]]:
    """Open either kind without an upgrade; the database, and the migrations that it still needs.

    Raises:
        StorageError: it cannot be opened, there is no Samtale in it, or a newer schema.
    """
    with database.translating_errors():
        db = address.open()
        try:
            with db.connection_context():
                missing = pending_migrations(db)
                if missing == known_migrations():
                    raise StorageError("schema_missing")
        except BaseException:
            if isinstance(address, PostgresAddress):
                db.close_all()
            raise
        return db, missing


def upgrade_postgres(address: PostgresAddress) -> tuple[str, ...]:
    """Upgrade a PostgreSQL database, one program at a time; the names of the migrations applied.

    Raises:
        StorageError: unreachable, or a newer schema.
    """
    with database.translating_errors():
        db = address.open(one_connection=True)
        with db.connection_context():
            db.execute_sql("select pg_advisory_lock(%s)", (_LOCK_ID,))
            try:
                return upgrade(db) if pending_migrations(db) else ()
            finally:
                db.execute_sql("select pg_advisory_unlock(%s)", (_LOCK_ID,))


@contextlib.contextmanager
def _upgrade_lock(path: Path) -> Iterator[None]:
    """Let one program at a time upgrade a file; a second one waits and then finds the work done."""
    import fcntl

    number = os.open(path.with_name(f"{path.name}.upgrade-lock"), os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(number, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)

"""The schema: creating, checking and upgrading it. A schema newer than this program is never changed."""

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
from tui_app.storage.engines import postgres_rights
from tui_app.storage.maintenance import filesystems

MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_TABLE = "schema_migration"
_LOCK_ID = 0x5A37A1E
"""PostgreSQL advisory lock held during an upgrade; an arbitrary number that only this program uses."""


def known_migrations() -> tuple[str, ...]:
    """Return the names of the migrations shipped with this program, in order."""
    return tuple(sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py")))


def applied_migrations(db: Any) -> tuple[str, ...]:
    """Return the names of the migrations applied to the open database, in order; none if it is empty."""
    try:
        with db.atomic():
            rows = db.execute_sql(f"select name from {_MIGRATION_TABLE} order by name").fetchall()
    except (pw.OperationalError, pw.ProgrammingError) as error:
        message = str(error)
        if "no such table" in message or "does not exist" in message:
            return ()
        raise
    return tuple(name for (name,) in rows)


def pending_migrations(db: Any) -> tuple[str, ...]:
    """Return the names of the migrations that the open database still needs, in order.

    Raises:
        StorageError: `schema_newer`, if migrations were applied that this program does not know.
    """
    applied = applied_migrations(db)
    if unknown := set(applied) - set(known_migrations()):
        raise StorageError("schema_newer", newest=max(unknown))
    return tuple(name for name in known_migrations() if name not in applied)


def upgrade(db: Any) -> tuple[str, ...]:
    """Apply the pending migrations to the open database, each in a transaction, and return their names."""
    from playhouse.migrations import Runner

    names: list[str] = Runner(db, str(MIGRATIONS), table_name=_MIGRATION_TABLE).up()
    return tuple(names)


def open_sqlite(address: SqliteAddress, *, create: bool) -> Any:
    """Open a SQLite database and upgrade it if needed, under a lock and after a verified backup beside it.

    Args:
        address: the file and its key.
        create: create the file if it is missing.

    Raises:
        StorageError: the file is on a network disk, missing, encrypted with another key, damaged or read-only, the
            disk is full, or the schema is newer than the program.
    """
    filesystems.require_local_disk(address.path)
    with database.translating_errors(address):
        is_new = create and not address.path.exists()
        db = address.open(create=create)
        with db.connection_context():
            missing = pending_migrations(db)
        if is_new:
            address.path.chmod(0o600)
        if missing:
            with _upgrade_lock(address.path), db.connection_context():
                missing = pending_migrations(db)
                if missing:  # another program may have upgraded it meanwhile
                    from tui_app.storage.maintenance import backup

                    copy = address.path.with_name(f"{address.path.name}.before-{missing[0]}")
                    # an existing copy was made before a first attempt that was interrupted
                    if applied_migrations(db) and not copy.exists():
                        backup.write_backup(db, address, copy)
                    upgrade(db)
        return address.open()


def open_postgres(address: PostgresAddress) -> Any:
    """Open a PostgreSQL database that has exactly the schema of this program.

    Raises:
        StorageError: it cannot be opened, `schema_older` (run `samtale upgrade`) or `schema_newer`.
    """
    db, missing = open_without_upgrade(address)
    if missing:
        db.close_all()
        raise StorageError("schema_older", missing=len(missing))
    return db


def open_database(address: Address, *, create: bool = False) -> Any:
    """Open a database of either kind; see `open_sqlite` and `open_postgres`."""
    if isinstance(address, SqliteAddress):
        return open_sqlite(address, create=create)
    return open_postgres(address)


def open_without_upgrade(address: Address) -> tuple[Any, tuple[str, ...]]:
    """Open a database of either kind as it is; return it with the names of the migrations that it still needs.

    Raises:
        StorageError: it cannot be opened, `schema_missing` (no migration was applied), `schema_newer`, or
            `rights_missing`: the role of PostgreSQL cannot see or read the tables.
    """
    with database.translating_errors(address):
        db = address.open()
        try:
            with db.connection_context(), _naming_missing_rights(db):
                missing = pending_migrations(db)
                if missing == known_migrations():
                    raise StorageError("schema_missing")
        except BaseException:
            if isinstance(address, PostgresAddress):
                db.close_all()
            raise
        return db, missing


def upgrade_postgres(address: PostgresAddress) -> tuple[str, ...]:
    """Upgrade a PostgreSQL database, one program at a time, and return the names of the migrations applied.

    Raises:
        StorageError: it cannot be opened, `schema_newer`, or `rights_missing` or `tables_of_another_role`: the role may
            not create or change the tables.
    """
    with database.translating_errors(address):
        db = address.open(one_connection=True)
        with db.connection_context(), _naming_missing_rights(db, upgrades=True):
            db.execute_sql("select pg_advisory_lock(%s)", (_LOCK_ID,))
            try:
                return upgrade(db) if pending_migrations(db) else ()
            finally:
                db.execute_sql("select pg_advisory_unlock(%s)", (_LOCK_ID,))


@contextlib.contextmanager
def _naming_missing_rights(db: Any, *, upgrades: bool = False) -> Iterator[None]:
    """Name the rights that a role of PostgreSQL lacks: to it, tables that it may not see look as if they were missing.

    Raises:
        StorageError: `rights_missing`.
    """
    try:
        yield
    except (pw.DatabaseError, StorageError) as error:
        is_about_rights = isinstance(error, pw.DatabaseError) or error.code == "schema_missing"
        if is_about_rights and isinstance(db, pw.PostgresqlDatabase):
            postgres_rights.check_rights(db, upgrades=upgrades)
        raise


@contextlib.contextmanager
def _upgrade_lock(path: Path) -> Iterator[None]:
    """Let one program at a time upgrade a file; others wait, and then find it upgraded."""
    import fcntl

    descriptor = os.open(path.with_name(f"{path.name}.upgrade-lock"), os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)

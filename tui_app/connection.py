"""TODO-DOC."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui_app.domain.errors import DomainError, StorageError
from tui_app.environment import _organisation_zone, new_key
from tui_app.files.keys import activate_pending_key, pending_key_path, read_key, read_pending_key, write_key
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings

if TYPE_CHECKING:
    from tui_app.storage.addresses import Address


def resolve_requested_address(database: str | None, settings: Settings, place: AppPaths) -> Address:
    """The database that is meant; PostgreSQL's driver is not loaded for a SQLite file.

    Raises:
        DomainError: no such kind of address, or no key.
    """
    wanted = requested_address(database, settings)
    if not (wanted or "").startswith(("postgresql://", "postgres://")):
        block_postgres_driver()
    return resolve_address(wanted, place)


def use_organisation_zone() -> None:
    """From now on today is the date of the organisation's zone: two computers in two zones agree on it."""
    from zoneinfo import ZoneInfo

    from tui_app.domain.organisation import is_time_zone
    from tui_app.services.administration.organisation import time_zone_name as name_of_zone

    name = name_of_zone()
    _organisation_zone[:] = [ZoneInfo(name)] if name and is_time_zone(name) else []


def requested_address(option: str | None, settings: Settings) -> str | None:
    """The database address asked for: by option, else SAMTALE_DATABASE, else the settings; None is the usual file."""
    return option or os.environ.get("SAMTALE_DATABASE") or settings.database


def sqlite_path(wanted: str | None, place: AppPaths) -> Path | None:
    """The SQLite file that was asked for, the usual one for None; None where a PostgreSQL server is meant.

    Raises:
        DomainError: an address of an unknown kind.
    """
    if wanted and wanted.startswith(("postgresql://", "postgres://")):
        return None
    if wanted and "://" in wanted and not wanted.startswith("sqlite:///"):
        raise DomainError("address_unknown", address=wanted.split("://")[0])
    return (Path(wanted.removeprefix("sqlite:///")) if wanted else place.database).expanduser()


def resolve_address(wanted: str | None, place: AppPaths) -> Address:
    """The database address for what was asked for.

    Args:
        wanted: `postgresql://…`, the path of a SQLite file, or None for the usual one.

    Raises:
        DomainError: the key is missing though the database is there, or an address of an unknown kind.
    """
    from tui_app.storage.addresses import PostgresAddress, SqliteAddress

    path = sqlite_path(wanted, place)
    if path is None:
        return PostgresAddress(wanted or "")
    return SqliteAddress(
        path, _finish_interrupted_rekey(place, path) or _read_or_create_key(place, database_exists=path.exists())
    )


def block_postgres_driver() -> None:
    """Keep peewee from loading PostgreSQL's driver when the database is SQLite: it takes longer than all the rest."""
    if "peewee" not in sys.modules:
        sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
        import peewee  # noqa: F401

        if sys.modules["psycopg"] is None:
            del sys.modules["psycopg"]


def _finish_interrupted_rekey(place: AppPaths, path: Path) -> str | None:
    """The database's new key, where giving it one was broken off after the file was changed (`rekeying.py`)."""
    if not pending_key_path(place.key).exists() or (waiting := read_pending_key(place.key)) is None:
        return None
    from tui_app.storage.addresses import SqliteAddress
    from tui_app.storage.maintenance.restore import opens_with_key

    if not opens_with_key(SqliteAddress(path, waiting)):
        return None
    activate_pending_key(place.key)
    return waiting


def _read_or_create_key(place: AppPaths, *, database_exists: bool) -> str:
    """The database key, made at first start, readable by its owner only."""
    key = read_key(place.key)
    if key is None and database_exists:
        raise DomainError("key_missing", path=place.key)
    return key or write_key(place.key, new_key())


def address_name(address: Address) -> str:
    """How settings name a database: its path or its address without the password."""
    from tui_app.storage.addresses import SqliteAddress

    if isinstance(address, SqliteAddress):
        return str(address.path.absolute())
    credentials, at, rest = address.url.rpartition("@")
    return f"{credentials.split('://')[0]}://{rest}" if at else address.url


def open_if_exists(address: Address, settings: Settings) -> bool:
    """Open the database for this process; False when there is none yet and it is to be made at first start.

    Raises:
        StorageError: it cannot be opened, or a database that was there is gone.
    """
    from tui_app.storage import database, schema
    from tui_app.storage.addresses import SqliteAddress

    if isinstance(address, SqliteAddress) and not address.path.exists():
        if address_name(address) in settings.me:
            raise StorageError("database_lost", path=address.path)
        return False
    try:
        database.bind_database(schema.open_database(address))
    except StorageError as problem:
        problem.values.setdefault("path", address_name(address))
        raise
    use_organisation_zone()
    return True


def create_database(address: Address) -> None:
    """Make the SQLite database and use it.

    Raises:
        StorageError: the folder cannot be written to, or the disk is full.
    """
    from tui_app.storage import database, schema
    from tui_app.storage.addresses import SqliteAddress

    if isinstance(address, SqliteAddress):
        try:
            address.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StorageError("folder_unwritable", path=address.path.parent) from error
    try:
        database.bind_database(schema.open_database(address, create=True))
    except StorageError as problem:
        problem.values.setdefault("path", address_name(address))
        raise

"""Finds, opens and creates the database of this process."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tui_app import environment
from tui_app.domain.errors import DomainError, StorageError
from tui_app.files.atomic_write import create_private_folder
from tui_app.files.keys import activate_pending_key, read_key, read_pending_key, write_key
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings

if TYPE_CHECKING:
    from tui_app.storage.addresses import Address, PostgresAddress, SqliteAddress

SQLITE_SCHEME = "sqlite:///"
POSTGRES_SCHEMES = ("postgresql://", "postgres://")


class DatabaseTarget(Struct, frozen=True):
    """The database that is meant; it is not opened yet and may not exist.

    Attributes:
        requested: a `postgresql://` address or the path of a SQLite file; None for the default SQLite file.
    """

    paths: AppPaths
    settings: Settings
    requested: str | None = None

    @property
    def is_postgres(self) -> bool:
        """True if the address names a PostgreSQL server."""
        return (self.requested or "").startswith(POSTGRES_SCHEMES)

    @property
    def sqlite_path(self) -> Path | None:
        """The SQLite file; None for a PostgreSQL server.

        Raises:
            DomainError: `address_unknown`, for any other kind of address.
        """
        if self.is_postgres:
            return None
        if not self.requested:
            return self.paths.database
        if "://" in self.requested and not self.requested.startswith(SQLITE_SCHEME):
            raise DomainError("address_unknown", address=self.requested.split("://")[0])
        return Path(self.requested.removeprefix(SQLITE_SCHEME)).expanduser()

    @property
    def name(self) -> str:
        """The name by which settings and messages know the database: an absolute path, or an address without password.

        Raises:
            DomainError: `address_unknown`.
        """
        if path := self.sqlite_path:
            return str(path.absolute())
        url = self.requested or ""
        credentials, at, server = url.rpartition("@")
        return f"{credentials.split('://')[0]}://{server}" if at else url

    @property
    def is_lost(self) -> bool:
        """True if this computer has used this SQLite file, and the file is gone."""
        path = self.sqlite_path
        return path is not None and not path.exists() and self.name in self.settings.me

    def address(self, *, create_key: bool = False) -> Address:
        """The address with the key that opens the database.

        Args:
            create_key: create the key if there is neither a key nor a database.

        Raises:
            DomainError: `key_missing` or `key_unreadable`; `address_unknown`; `folder_unwritable`, for a new key.
        """
        if self.is_postgres:
            return self.postgres_address()
        return self.sqlite_address(create_key=create_key)

    def postgres_address(self) -> PostgresAddress:
        """The address of a PostgreSQL database."""
        from tui_app.storage.addresses import PostgresAddress

        return PostgresAddress(self.requested or "")

    def sqlite_address(self, *, create_key: bool = False) -> SqliteAddress:
        """The path of a SQLite file and its key.

        A link is followed: whoever copies, replaces or deletes the database must not do so with the link alone.

        Raises:
            DomainError: `postgres_copies`, if it is not a SQLite file; otherwise as `address`.
        """
        path = self.sqlite_path
        if path is None:
            raise DomainError("postgres_copies", address=self.name)
        path = _followed(path)
        block_postgres_driver()
        from tui_app.storage.addresses import SqliteAddress

        key = self._finish_interrupted_rekey(path) or read_key(self.paths.key)
        if key is None:
            if path.exists() or not create_key:
                raise DomainError("key_missing", path=self.paths.key)
            key = write_key(self.paths.key, environment.new_key())
        return SqliteAddress(path, key)

    def _finish_interrupted_rekey(self, path: Path) -> str | None:
        """The new key, if a rekey was interrupted after the file was replaced (see `cli/rekey.py`); None otherwise."""
        if (pending := read_pending_key(self.paths.key)) is None:
            return None
        from tui_app.storage.addresses import SqliteAddress
        from tui_app.storage.maintenance.part_files import delete_abandoned_parts
        from tui_app.storage.maintenance.restore import opens_with_key

        delete_abandoned_parts(path)
        if not opens_with_key(SqliteAddress(path, pending)):
            return None
        activate_pending_key(self.paths.key)
        return pending

    def open_if_exists(self) -> bool:
        """Open the database for this process; False if there is no SQLite file yet.

        Raises:
            StorageError: `database_lost`, if a file that was used before is gone; or it cannot be opened.
            DomainError: as `address`.
        """
        path = self.sqlite_path
        if path is not None and not path.exists():
            if self.is_lost:
                raise StorageError("database_lost", path=path)
            return False
        address = self.address()
        from tui_app.storage import database, schema

        try:
            database.bind_database(schema.open_database(address))
        except StorageError as error:
            error.values.setdefault("path", self.name)
            raise
        environment.follow_clock(database.server_clock())
        use_organisation_zone()
        return True


def find_target(option: str | None, paths: AppPaths, settings: Settings) -> DatabaseTarget:
    """The database that is meant: by the option, otherwise by SAMTALE_DATABASE, otherwise by the settings."""
    return DatabaseTarget(paths, settings, option or environment.database_variable() or settings.database)


def create_database(address: SqliteAddress) -> None:
    """Create a SQLite database and use it in this process.

    Raises:
        StorageError: the folder cannot be written to, or the disk is full.
    """
    from tui_app.storage import database, schema

    folder = address.path.parent
    try:
        create_private_folder(folder)
    except OSError as error:
        raise StorageError("folder_unwritable", path=folder) from error
    try:
        database.bind_database(schema.open_database(address, create=True))
    except StorageError as error:
        error.values.setdefault("path", str(address.path.absolute()))
        raise


def use_database(address: SqliteAddress) -> None:
    """Use a SQLite database that was created by this version of the program."""
    from tui_app.storage import database

    database.bind_database(address.open())


def _followed(path: Path) -> Path:
    """Where a link leads, even if nothing is there; the path itself if it leads in a circle."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError):
        return path


def use_organisation_zone() -> None:
    """Use the time zone of the organisation in the open database, if it has one."""
    from tui_app.services.administration import time_zone

    environment.set_time_zone(time_zone.time_zone_name())


def block_postgres_driver() -> None:
    """Keep peewee from importing PostgreSQL's driver, which takes longer than everything else at the start."""
    if "peewee" not in sys.modules:
        sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
        import peewee  # noqa: F401

        if sys.modules["psycopg"] is None:
            del sys.modules["psycopg"]

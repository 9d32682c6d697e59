"""Fixtures for the tests of upgrades: a database of an older schema, filled and upgraded, of either kind."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import POSTGRES
from tui_app.domain.records.person import Viewer
from tui_app.storage import schema
from tui_app.storage.addresses import Address, PostgresAddress, SqliteAddress
from tui_app.storage.database import bind_database

KARI, OLA = Viewer(1, "Kari Łukasz", is_administrator=True), Viewer(2, "Ola Hansen")
"""Kari leads Ola: the people in the rows of all upgrade tests."""

KARI_AND_OLA = """
insert into person (name, search, sorting, email, title, unit, is_administrator, version)
values ('Kari', 'kari', 'kari', '', '', '', true, 1);
insert into person (name, search, sorting, email, title, unit, leader_id, is_administrator, version)
values ('Ola', 'ola', 'ola', '', '', '', 1, false, 1);
"""
ONE_FOLLOW_UP = f"""{KARI_AND_OLA}
insert into follow_up (person_id, by_id, "on", note, version) values (2, 1, '2026-11-10', 'Bra', 1)
"""
"""Rows for every schema up to now."""

UpgradedFrom = Callable[[str, str], Any]


@pytest.fixture(params=["sqlite", *([pytest.param("postgresql", marks=pytest.mark.postgres)] if POSTGRES else [])])
def address(request: pytest.FixtureRequest, tmp_path: Path, key: str, worker_id: str) -> Iterator[Address]:
    """The address of a database of either kind without a schema."""
    if request.param == "sqlite":
        yield SqliteAddress(tmp_path / "old.db", key)
        return
    import psycopg

    name = f"samtale_old_{worker_id}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"drop database if exists {name} with (force)")
        server.execute(f"create database {name}")
        yield PostgresAddress(f"{POSTGRES.rpartition('/')[0]}/{name}")
        server.execute(f"drop database if exists {name} with (force)")


@pytest.fixture
def upgraded_from(address: Address, tmp_path: Path) -> Iterator[UpgradedFrom]:
    """Create a database of an older schema, upgrade it, and make it the database of the process.

    Call it with the number of the last migration that the old program had, such as "0012", and with the statements that
    fill the old tables, separated by semicolons. It returns the open database.
    """
    opened: list[Any] = []

    def upgrade(last_migration: str, rows: str) -> Any:
        migrations = tmp_path / "migrations"
        migrations.mkdir()
        for name in schema.known_migrations():
            if name[:4] <= last_migration:
                shutil.copy(schema.MIGRATIONS / f"{name}.py", migrations)
        with pytest.MonkeyPatch.context() as old_program:
            old_program.setattr(schema, "MIGRATIONS", migrations)
            old = _upgrade_and_open(address)
            with old.connection_context(), old.atomic():
                for statement in rows.split(";"):
                    old.execute_sql(statement)
        _close(old)
        db = _upgrade_and_open(address)
        opened.append(db)
        bind_database(db)
        return db

    yield upgrade
    for db in opened:
        _close(db)


def _upgrade_and_open(address: Address) -> Any:
    if isinstance(address, PostgresAddress):
        schema.upgrade_postgres(address)
    return schema.open_database(address, create=True)


def _close(db: Any) -> None:
    if hasattr(db, "close_all"):  # the pool of PostgreSQL
        db.close_all()

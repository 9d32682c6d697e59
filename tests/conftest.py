"""What the tests share: databases of both kinds, a frozen moment, a leader with a team."""

from __future__ import annotations

import gc
import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import first_start
from tui_app.services.people import people
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import PostgresAddress, SqliteAddress
from tui_app.storage.tables import registry as tables

settings.register_profile(
    "samtale",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    max_examples=int(os.environ.get("SAMTALE_TEST_EXAMPLES", "30")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("samtale")
gc.set_threshold(100_000, 50, 100)  # looking for garbage as often as Python does takes a quarter of the tests' time

POSTGRES = os.environ.get("SAMTALE_TEST_POSTGRES", "")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""A Monday, week 48."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a server that is not there, and what a slow test of the same module tries for long."""
    for item in items:
        if not POSTGRES and item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs a PostgreSQL server"))
    if "not slow" in config.option.markexpr:
        return
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    brief = [item for item in items if item.get_closest_marker("brief") and item.path in slow]
    if brief:
        config.hook.pytest_deselected(items=brief)
        items[:] = [item for item in items if item not in brief]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not run."""
    if not POSTGRES:
        terminalreporter.write_line(
            "Not run: the tests on PostgreSQL. Name a server with SAMTALE_TEST_POSTGRES=postgresql://…"
        )


@pytest.fixture(scope="session")
def key() -> str:
    """A database key."""
    return secrets.token_hex(32)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory, key: str) -> Path:
    """A migrated, empty SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    schema.open_sqlite(SqliteAddress(path, key), create=True)
    return path


@pytest.fixture(scope="session")
def postgres_address(worker_id: str) -> Iterator[PostgresAddress]:
    """A migrated PostgreSQL database of this worker's own.

    It belongs to a role without special rights, so that row-level security holds for everything that is tested.
    """
    import psycopg

    name = f"samtale_test_{worker_id}_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"drop database if exists {name} with (force)")
        server.execute(f"drop role if exists {name}")
        server.execute(f"create role {name} login password '{name}'")
        server.execute(f"create database {name} owner {name}")
        host = POSTGRES.rpartition("/")[0].rpartition("@")[2].removeprefix("postgresql://")
        address = PostgresAddress(f"postgresql://{name}:{name}@{host}/{name}")
        schema.upgrade_postgres(address)
        yield address
        server.execute(f"drop database if exists {name} with (force)")
        server.execute(f"drop role if exists {name}")


@pytest.fixture
def sqlite_address(tmp_path: Path, empty_sqlite: Path, key: str) -> SqliteAddress:
    """An empty, migrated SQLite database of the test's own."""
    path = tmp_path / "samtale.db"
    shutil.copy(empty_sqlite, path)
    return SqliteAddress(path, key)


@pytest.fixture(params=["sqlite", *([pytest.param("postgresql", marks=pytest.mark.postgres)] if POSTGRES else [])])
def database(request: pytest.FixtureRequest) -> Iterator[Any]:
    """An empty, migrated database in use: the whole test runs once on each kind."""
    if request.param == "sqlite":
        address: Any = request.getfixturevalue("sqlite_address")
    else:
        address = request.getfixturevalue("postgres_address")
    opened = schema.open_database(address)
    storage.bind_database(opened)
    if request.param == "postgresql":
        _empty(address)
    yield address
    if not opened.is_closed():
        opened.close()
    if request.param == "postgresql":
        opened.close_all()


def _empty(address: PostgresAddress) -> None:
    """Leave no row of the test before; a superuser's work, since the log refuses to be emptied."""
    import psycopg

    names = ", ".join(f"'{table._meta.table_name}'" for table in tables.ALL_TABLES)
    with psycopg.connect(POSTGRES, dbname=address.url.rpartition("/")[2]) as server:
        server.execute(f"""
            set local session_replication_role = replica;
            do $$
            declare name text;
            begin
                foreach name in array array[{names}] loop
                    if pg_relation_size(name::regclass) > 1000000 then
                        execute format('truncate %I cascade', name);
                    else  -- a truncation of little takes far longer than this
                        execute format('delete from %I', name);
                    end if;
                end loop;
                perform setval(sequencename::regclass, 1, false) from pg_sequences
                where last_value is not null and left(sequencename, -length('_id_seq')) = any(array[{names}]);
            end $$
        """)


@pytest.fixture
def now() -> datetime:
    """The frozen moment."""
    return NOW


@pytest.fixture
def kari(database: Any, now: datetime) -> Viewer:
    """The first person of the database: leader and administrator."""
    return first_start.create_first_person(now, validate_draft(PersonDraft, {"name": "Kari Nordmann"}))


@pytest.fixture
def ola(kari: Viewer, now: datetime) -> Person:
    """A report of Kari's."""
    return people.add(kari, now, validate_draft(PersonDraft, {"name": "Ola Hansen", "title": "Sykepleier"}))


def viewer_of(person: Person) -> Viewer:
    """The person, signed in."""
    return Viewer(person.id, person.name, person.is_administrator)

"""The schema: models and migrations agree, upgrades keep what is there, and what cannot be opened is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playhouse.schema_diff import diff_models

from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import StorageError
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import sessions
from tui_app.storage import change_monitor, schema
from tui_app.storage import database as storage
from tui_app.storage.addresses import PostgresAddress, SqliteAddress
from tui_app.storage.tables import registry as tables

FUTURE = """\"\"\"A migration that only a test knows.\"\"\"


def up(migrator, db):
    db.execute_sql("create table later (id integer)")
"""


@contextmanager
def opened_by_the_next_program(address: Any) -> Iterator[Any]:
    """The database opened once more; what it keeps open is closed afterwards."""
    db = schema.open_database(address)
    yield db
    if isinstance(address, PostgresAddress):
        db.close_all()


def test_models_and_migrations_agree(database: Any) -> None:
    with storage.reading():
        assert not diff_models(storage.proxy.obj, tables.ALL_TABLES)


def test_what_is_written_is_there_for_the_next_program(database: Any, kari: Viewer, now: datetime) -> None:
    with opened_by_the_next_program(database) as db:
        storage.bind_database(db)
        assert sessions.get_viewer(Session(kari.id), now) == kari


def test_a_broken_use_case_leaves_nothing_behind(database: Any, kari: Viewer) -> None:
    with pytest.raises(ZeroDivisionError), storage.writing():
        tables.Setting.insert(key="half", value=1).execute()
        _ = 1 / 0
    with storage.reading():
        assert tables.Setting.select().count() == 0


def test_another_connections_commit_is_noticed(database: Any, kari: Viewer) -> None:
    pulse = change_monitor.ChangeMonitor(database)
    assert pulse.changed()  # nobody listened before
    assert not pulse.changed()
    with storage.writing():
        tables.Setting.insert(key="new", value=1).execute()
    # PostgreSQL's announcement may take a moment
    assert any(pulse.changed() for _ in range(100))
    assert not pulse.changed()
    pulse.close()


def test_the_wrong_key_is_told_and_the_file_is_not_plain_text(sqlite_address: SqliteAddress) -> None:
    assert b"SQLite format" not in sqlite_address.path.read_bytes()
    with pytest.raises(StorageError, match="wrong_key"):
        schema.open_sqlite(SqliteAddress(sqlite_address.path, "0" * 64), create=False)


def test_a_lost_file_does_not_come_back_empty(sqlite_address: SqliteAddress) -> None:
    sqlite_address.path.unlink()
    with pytest.raises(StorageError, match="database_missing"):
        schema.open_sqlite(sqlite_address, create=False)
    assert not sqlite_address.path.exists()


def test_a_new_file_is_its_owners_alone(tmp_path: Path, key: str) -> None:
    address = SqliteAddress(tmp_path / "new.db", key)
    schema.open_sqlite(address, create=True)
    assert address.path.stat().st_mode & 0o777 == 0o600


def test_damage_is_told(sqlite_address: SqliteAddress) -> None:
    with sqlite_address.path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(4096))
    with pytest.raises(StorageError), storage.translating_errors():
        storage.bind_database(schema.open_sqlite(sqlite_address, create=False))
        with storage.reading():
            storage.proxy.execute_sql("pragma integrity_check").fetchall()
            tables.Person.select().count()
            tables.History.select().count()


def test_a_full_disk_is_told_and_nothing_half_is_kept(sqlite_address: SqliteAddress) -> None:
    storage.bind_database(schema.open_sqlite(sqlite_address, create=False))
    with pytest.raises(StorageError, match="disk_full"), storage.writing():
        pages = storage.proxy.execute_sql("pragma page_count").fetchone()[0]
        storage.proxy.execute_sql(f"pragma max_page_count = {pages + 1}")
        tables.Setting.insert(key="big", value="x" * 100_000).execute()
    with storage.reading():
        assert tables.Setting.select().count() == 0


@pytest.fixture
def with_a_future(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped migrations and one more, as the next version of the program would have them."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder)
    (folder / "0099_later.py").write_text(FUTURE)
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    return folder


def test_an_older_file_is_upgraded_after_a_verified_backup(sqlite_address: SqliteAddress, with_a_future: Path) -> None:
    storage.bind_database(schema.open_sqlite(sqlite_address, create=False))
    with storage.reading():
        assert "later" in storage.proxy.get_tables()
    backup = sqlite_address.path.with_name("samtale.db.before-0099_later")
    assert backup.stat().st_mode & 0o777 == 0o600
    copy = SqliteAddress(backup, sqlite_address.key).open()
    with copy.connection_context():
        assert "later" not in copy.get_tables()
        assert "person" in copy.get_tables()


def test_a_failed_upgrade_leaves_the_file_as_it_was(sqlite_address: SqliteAddress, with_a_future: Path) -> None:
    (with_a_future / "0099_later.py").write_text(FUTURE + "    db.execute_sql('no such thing')\n")
    with pytest.raises(StorageError):
        schema.open_sqlite(sqlite_address, create=False)
    db = sqlite_address.open()
    with db.connection_context():
        assert "later" not in db.get_tables()
        assert schema.applied_migrations(db) == tuple(
            name for name in schema.known_migrations() if name != "0099_later"
        )


def test_a_newer_schema_is_never_touched(
    sqlite_address: SqliteAddress, with_a_future: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema.open_sqlite(sqlite_address, create=False)
    (with_a_future / "0099_later.py").unlink()
    before = sqlite_address.path.read_bytes()
    with pytest.raises(StorageError, match="schema_newer"):
        schema.open_sqlite(sqlite_address, create=False)
    assert sqlite_address.path.read_bytes() == before


@pytest.mark.postgres
def test_postgresql_is_upgraded_only_when_asked(database: Any, with_a_future: Path) -> None:
    if not isinstance(database, PostgresAddress):
        pytest.skip("about PostgreSQL")
    with pytest.raises(StorageError, match="schema_older"):
        schema.open_postgres(database)
    assert schema.upgrade_postgres(database) == ("0099_later",)
    assert schema.upgrade_postgres(database) == ()
    (with_a_future / "0099_later.py").unlink()
    with pytest.raises(StorageError, match="schema_newer"):
        schema.open_postgres(database)
    with storage.writing():
        storage.proxy.execute_sql("drop table later")
        storage.proxy.execute_sql("delete from schema_migration where name = '0099_later'")


def test_an_unreachable_server_is_told() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StorageError, match="database_unreachable"):
        schema.open_postgres(PostgresAddress("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2"))

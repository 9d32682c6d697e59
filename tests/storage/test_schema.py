"""The schema: models and migrations agree, upgrades lose nothing, and errors are reported."""

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
from tui_app.services.accounts import signed_in
from tui_app.storage import schema
from tui_app.storage.addresses import PostgresAddress, SqliteAddress
from tui_app.storage.changes.monitor import NOBODY, ChangeMonitor
from tui_app.storage.database import bind_database, proxy, reading, translating_errors, writing
from tui_app.storage.tables import registry as tables

FUTURE = """\"\"\"A migration of a test.\"\"\"


def up(migrator, db):
    db.execute_sql("create table later (id integer)")
"""


@contextmanager
def opened_by_another_program(address: Any) -> Iterator[Any]:
    """Open the database once more; its connections are closed afterwards."""
    db = schema.open_database(address)
    yield db
    if isinstance(address, PostgresAddress):
        db.close_all()


def test_models_and_migrations_agree(database: Any) -> None:
    with reading():
        assert not diff_models(proxy.obj, tables.ALL_TABLES)


def test_written_data_is_visible_to_another_program(database: Any, kari: Viewer, now: datetime) -> None:
    with opened_by_another_program(database) as db:
        bind_database(db)
        assert signed_in.get_viewer(Session(kari.id), now) == kari


def test_a_failed_use_case_writes_nothing(database: Any, kari: Viewer) -> None:
    with pytest.raises(ZeroDivisionError), writing():
        tables.Setting.insert(key="half", value=1).execute()
        _ = 1 / 0
    with reading():
        assert tables.Setting.select().count() == 0


def test_a_commit_by_another_connection_is_noticed(database: Any, kari: Viewer) -> None:
    monitor = ChangeMonitor(database)
    assert monitor.changed() != NOBODY  # nothing was known before
    assert monitor.changed() == NOBODY
    with writing():
        tables.Setting.insert(key="new", value=1).execute()
    # the notification from PostgreSQL may take a moment
    assert any(monitor.changed() != NOBODY for _ in range(100))
    assert monitor.changed() == NOBODY
    monitor.close()


def test_a_wrong_key_is_reported_and_the_file_is_encrypted(sqlite_address: SqliteAddress) -> None:
    assert b"SQLite format" not in sqlite_address.path.read_bytes()
    with pytest.raises(StorageError, match="wrong_key"):
        schema.open_sqlite(SqliteAddress(sqlite_address.path, "0" * 64), create=False)


def test_a_lost_file_is_not_replaced_by_an_empty_one(sqlite_address: SqliteAddress) -> None:
    sqlite_address.path.unlink()
    with pytest.raises(StorageError, match="database_missing"):
        schema.open_sqlite(sqlite_address, create=False)
    assert not sqlite_address.path.exists()


def test_only_the_owner_can_read_a_new_file(tmp_path: Path, key: str) -> None:
    address = SqliteAddress(tmp_path / "new.db", key)
    schema.open_sqlite(address, create=True)
    assert address.path.stat().st_mode & 0o777 == 0o600


def test_damage_is_reported(sqlite_address: SqliteAddress) -> None:
    with sqlite_address.path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(4096))
    with pytest.raises(StorageError), translating_errors():
        bind_database(schema.open_sqlite(sqlite_address, create=False))
        with reading():
            proxy.execute_sql("pragma integrity_check").fetchall()
            tables.Person.select().count()
            tables.History.select().count()


def test_a_full_disk_is_reported_and_nothing_is_written(sqlite_address: SqliteAddress) -> None:
    bind_database(schema.open_sqlite(sqlite_address, create=False))
    with pytest.raises(StorageError, match="disk_full"), writing():
        pages = proxy.execute_sql("pragma page_count").fetchone()[0]
        proxy.execute_sql(f"pragma max_page_count = {pages + 1}")
        tables.Setting.insert(key="big", value="x" * 100_000).execute()
    with reading():
        assert tables.Setting.select().count() == 0


@pytest.fixture
def with_future_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped migrations and one more, as in the next version of the program."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder)
    (folder / "0099_later.py").write_text(FUTURE)
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    return folder


def test_an_older_file_is_upgraded_after_a_backup(sqlite_address: SqliteAddress, with_future_migration: Path) -> None:
    bind_database(schema.open_sqlite(sqlite_address, create=False))
    with reading():
        assert "later" in proxy.get_tables()
    backup = sqlite_address.path.with_name("samtale.db.before-0099_later")
    assert backup.stat().st_mode & 0o777 == 0o600
    copy = SqliteAddress(backup, sqlite_address.key).open()
    with copy.connection_context():
        assert "later" not in copy.get_tables()
        assert "person" in copy.get_tables()


def test_a_failed_upgrade_changes_nothing(sqlite_address: SqliteAddress, with_future_migration: Path) -> None:
    (with_future_migration / "0099_later.py").write_text(FUTURE + "    db.execute_sql('no such thing')\n")
    with pytest.raises(StorageError):
        schema.open_sqlite(sqlite_address, create=False)
    db = sqlite_address.open()
    with db.connection_context():
        assert "later" not in db.get_tables()
        assert schema.applied_migrations(db) == tuple(
            name for name in schema.known_migrations() if name != "0099_later"
        )


def test_a_newer_schema_is_never_changed(
    sqlite_address: SqliteAddress, with_future_migration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema.open_sqlite(sqlite_address, create=False)
    (with_future_migration / "0099_later.py").unlink()
    before = sqlite_address.path.read_bytes()
    with pytest.raises(StorageError, match="schema_newer"):
        schema.open_sqlite(sqlite_address, create=False)
    assert sqlite_address.path.read_bytes() == before


@pytest.mark.postgres
def test_postgresql_is_upgraded_only_on_request(database: Any, with_future_migration: Path) -> None:
    if not isinstance(database, PostgresAddress):
        pytest.skip("PostgreSQL only")
    with pytest.raises(StorageError, match="schema_older"):
        schema.open_postgres(database)
    assert schema.upgrade_postgres(database) == ("0099_later",)
    assert schema.upgrade_postgres(database) == ()
    (with_future_migration / "0099_later.py").unlink()
    with pytest.raises(StorageError, match="schema_newer"):
        schema.open_postgres(database)
    with writing():
        proxy.execute_sql("drop table later")
        proxy.execute_sql("delete from schema_migration where name = '0099_later'")


def test_an_unreachable_server_is_reported() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StorageError, match="database_unreachable"):
        schema.open_postgres(PostgresAddress("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2"))

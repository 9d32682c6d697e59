"""A driver's message that may have several causes is examined before anything is said."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee as pw
import pytest

from tests.conftest import POSTGRES
from tests.small_disks import fill_up, make_read_only, small_disk
from tui_app.domain.errors import StorageError
from tui_app.domain.records.person import Viewer
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import PostgresAddress, SqliteAddress
from tui_app.storage.database import bypassing_row_security, reading, writing
from tui_app.storage.driver_errors import translate_error
from tui_app.storage.tables import registry as tables
from tui_app.text.errors import error_message

UNCERTAIN = ["disk I/O error", "unable to open database file", "attempt to write a readonly database", "disk is full"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk with a file on it."""
    with small_disk(tmp_path / "disk", "1m") as folder:
        (folder / "samtale.db").write_bytes(b"pages")
        yield folder / "samtale.db"


@pytest.mark.parametrize("message", UNCERTAIN)
def test_the_same_message_has_the_cause_that_is_found(disk: Path, message: str) -> None:
    def code() -> str:
        return translate_error(pw.OperationalError(message), path=disk).code

    fill_up(disk.parent)
    assert code() == "disk_full"
    (disk.parent / "filler").unlink()
    make_read_only(disk.parent)
    assert code() == "read_only"
    assert translate_error(pw.OperationalError(message), path=disk.with_name("none.db")).code == "database_missing"


def test_without_a_cause_the_gravest_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "samtale.db"
    path.write_bytes(b"pages")
    for message in UNCERTAIN[:2]:
        assert translate_error(pw.OperationalError(message), path=path).code == "disk_failed"
    assert translate_error(OSError(errno.ENOSPC, "No space left on device"), path=path).code == "disk_full"


def test_a_message_without_its_values_shows_no_placeholder() -> None:
    for code in ("database_damaged", "wrong_key", "database_missing", "disk_failed", "file_exists", "person_not_found"):
        assert "$" not in error_message(StorageError(code))


def test_a_really_full_disk_is_not_called_damage(tmp_path: Path, key: str, empty_sqlite: Path) -> None:
    with small_disk(tmp_path / "disk", "2m") as folder:
        path = folder / "samtale.db"
        path.write_bytes(empty_sqlite.read_bytes())
        storage.bind_database(schema.open_database(SqliteAddress(path, key)))
        fill_up(folder, 20_000)
        with pytest.raises(StorageError) as refused:
            for number in range(400):
                with writing():
                    tables.Person.insert(name="x" * 2000, search=str(number), sorting="").execute()
        assert refused.value.code == "disk_full"
        storage.proxy.close()


@pytest.mark.parametrize("change", ["alter table action rename column text to words", "drop table statement"])
def test_an_altered_table_is_not_called_a_missing_database(kari: Viewer, database: Any, change: str) -> None:
    table = tables.Action if "column" in change else tables.Statement
    with storage.translating_errors(), storage.proxy.connection_context(), storage.proxy.atomic() as transaction:
        storage.proxy.execute_sql(change)
        with pytest.raises(StorageError, match="schema_altered"), storage.translating_errors():
            list(table.select().dicts())
        transaction.rollback()
    with reading(), bypassing_row_security():
        list(table.select().dicts())


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("part", "other", "code"),
    [
        ("database", "no_such_database", "database_missing"),
        ("role", "no_such_role", "database_refuses"),
        ("host", "127.0.0.1:9", "database_unreachable"),
    ],
)
def test_each_refusal_of_a_server_has_its_own_words(
    postgres_address: PostgresAddress, part: str, other: str, code: str
) -> None:
    from urllib.parse import urlsplit

    url = urlsplit(postgres_address.url)
    server = other if part == "host" else f"{url.hostname}:{url.port}"
    user = other if part == "role" else url.username
    name = other if part == "database" else url.path[1:]
    with pytest.raises(StorageError, match=code):
        schema.open_database(PostgresAddress(f"postgresql://{user}@{server}/{name}"))


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("change", "back", "code"),
    [
        ("nologin", "login", "database_refuses"),
        ("set default_transaction_read_only = on", "reset default_transaction_read_only", "server_read_only"),
    ],
)
def test_what_a_server_does_not_allow_is_no_matter_of_files_or_networks(
    postgres_address: PostgresAddress, change: str, back: str, code: str
) -> None:
    from urllib.parse import urlsplit

    import psycopg

    role = urlsplit(postgres_address.url).username
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'alter role "{role}" {change}')
        try:
            with pytest.raises(StorageError, match=code):
                storage.bind_database(schema.open_database(postgres_address))
                with writing():
                    tables.Setting.insert(key="x", value={}).execute()
        finally:
            server.execute(f'alter role "{role}" {back}')
            storage.proxy.close_all()

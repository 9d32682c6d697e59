"""Which database is meant, and that nothing is created unless it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest

from tui_app import connection, environment
from tui_app.connection import DatabaseTarget
from tui_app.domain.errors import DomainError, StorageError
from tui_app.files.keys import pending_key_path, read_key, write_key
from tui_app.files.paths import AppPaths
from tui_app.files.settings import Settings
from tui_app.storage import database as storage
from tui_app.storage.addresses import PostgresAddress

OTHER_KEY = "ab" * 32


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return AppPaths(tmp_path / "config", tmp_path / "data")


def test_the_option_comes_before_the_variable_and_both_before_the_settings(
    paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(database="/settings.db")
    monkeypatch.delenv("SAMTALE_DATABASE", raising=False)
    assert connection.find_target(None, paths, Settings()).requested is None
    assert connection.find_target(None, paths, settings).requested == "/settings.db"
    monkeypatch.setenv("SAMTALE_DATABASE", "/variable.db")
    assert connection.find_target(None, paths, settings).requested == "/variable.db"
    assert connection.find_target("/option.db", paths, settings).requested == "/option.db"


@pytest.mark.parametrize(
    ("requested", "path", "name"),
    [
        (None, "{data}/samtale.db", "{data}/samtale.db"),
        ("/there/team.db", "/there/team.db", "/there/team.db"),
        ("sqlite:////there/team.db", "/there/team.db", "/there/team.db"),
        ("postgresql://kari:pw@db/team", None, "postgresql://db/team"),
        ("postgres://db/team", None, "postgres://db/team"),
    ],
)
def test_an_address_is_understood_and_named_without_its_password(
    paths: AppPaths, requested: str | None, path: str | None, name: str
) -> None:
    target = DatabaseTarget(paths, Settings(), requested)
    assert target.is_postgres is (path is None)
    assert target.sqlite_path == (Path(path.format(data=paths.data)) if path else None)
    assert target.name == name.format(data=paths.data)


def test_an_unknown_kind_of_address_is_refused(paths: AppPaths) -> None:
    target = DatabaseTarget(paths, Settings(), "oracle://db/team")
    assert not target.is_postgres
    with pytest.raises(DomainError, match="address_unknown"):
        target.open_if_exists()


def test_nothing_is_created_where_nothing_is(paths: AppPaths, tmp_path: Path) -> None:
    target = DatabaseTarget(paths, Settings())
    assert target.open_if_exists() is False
    with pytest.raises(DomainError, match="key_missing"):
        target.address()
    assert not list(tmp_path.iterdir())


def test_a_key_is_created_when_asked_for_and_never_for_a_database_that_exists(paths: AppPaths) -> None:
    target = DatabaseTarget(paths, Settings())
    address = target.sqlite_address(create_key=True)
    assert (address.path, address.key) == (paths.database, read_key(paths.key))
    assert paths.key.stat().st_mode & 0o777 == 0o600
    connection.create_database(address)
    assert target.open_if_exists() is True
    paths.key.unlink()
    with pytest.raises(DomainError, match="key_missing"):
        target.address(create_key=True)
    assert not paths.key.exists()


def test_a_database_that_was_used_before_and_is_gone_is_told(paths: AppPaths) -> None:
    target = DatabaseTarget(paths, Settings(me={str(paths.database): 1}))
    assert target.is_lost
    with pytest.raises(StorageError, match="database_lost"):
        target.open_if_exists()


def test_a_server_has_no_file(paths: AppPaths) -> None:
    target = DatabaseTarget(paths, Settings(), "postgresql://kari:pw@db/team")
    with pytest.raises(DomainError, match="postgres_copies") as refused:
        target.sqlite_address()
    assert refused.value.values == {"address": "postgresql://db/team"}
    assert not target.is_lost


def test_an_interrupted_rekey_is_finished(paths: AppPaths) -> None:
    target = DatabaseTarget(paths, Settings())
    key = target.sqlite_address(create_key=True).key
    connection.create_database(target.sqlite_address())
    paths.key.rename(pending_key_path(paths.key))
    write_key(paths.key, OTHER_KEY)
    assert target.sqlite_address().key == key
    assert read_key(paths.key) == key
    assert not pending_key_path(paths.key).exists()


def test_a_pending_key_that_opens_nothing_is_left_alone(paths: AppPaths) -> None:
    target = DatabaseTarget(paths, Settings())
    key = target.sqlite_address(create_key=True).key
    connection.create_database(target.sqlite_address())
    write_key(pending_key_path(paths.key), OTHER_KEY)
    assert target.sqlite_address().key == key
    assert pending_key_path(paths.key).exists()


@pytest.mark.postgres
def test_a_wrong_clock_of_this_computer_does_not_matter_on_a_server(
    paths: AppPaths, postgres_address: PostgresAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ahead(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) + timedelta(days=400)

    monkeypatch.setattr(environment, "datetime", Ahead)
    try:
        assert DatabaseTarget(paths, Settings(), postgres_address.url).open_if_exists()
        assert abs(environment.now() - datetime.now(UTC)) < timedelta(minutes=1)
    finally:
        environment.follow_clock(None)
        storage.proxy.obj.close_all()

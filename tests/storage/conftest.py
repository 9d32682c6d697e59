"""What the tests of upgrades share: a database without a schema, of either kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import POSTGRES
from tui_app.storage import schema
from tui_app.storage.addresses import Address, PostgresAddress, SqliteAddress


@pytest.fixture(params=["sqlite", *([pytest.param("postgresql", marks=pytest.mark.postgres)] if POSTGRES else [])])
def address(request: pytest.FixtureRequest, tmp_path: Path, key: str, worker_id: str) -> Iterator[Address]:
    """A database of either kind without a schema."""
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


def upgraded(address: Address) -> Any:
    """The database with every migration that the program knows now."""
    if isinstance(address, PostgresAddress):
        schema.upgrade_postgres(address)
    return schema.open_database(address, create=True)

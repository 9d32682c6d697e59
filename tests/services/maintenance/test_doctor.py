"""What the doctor finds in either kind of database."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import POSTGRES
from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import Cast
from tui_app.domain.audit import AuditKind
from tui_app.domain.maintenance.health_checks import HealthFinding, Severity
from tui_app.services import access_log
from tui_app.services.accounts import passwords
from tui_app.services.accounts.password_hasher import HashCost, PasswordHasher
from tui_app.services.maintenance import backup
from tui_app.services.maintenance.doctor import diagnose
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import PostgresAddress, SqliteAddress
from tui_app.storage.database import writing
from tui_app.storage.people import people
from tui_app.storage.tables import registry as tables

OTHER_SMITH = PasswordHasher(b"o" * 32, os.urandom, HashCost(memory_kib=64, rounds=1))


def found_in(address: Any, now: datetime, smith: PasswordHasher | None = HASHER) -> dict[str, HealthFinding]:
    """Findings by their code; the bound database is the same afterwards."""
    before = storage.proxy.obj
    found = {one.code: one for one in diagnose(now, address, smith)}
    if storage.proxy.obj is not before and storage.is_postgres():
        storage.proxy.obj.close_all()
    storage.bind_database(before)
    return found


def standing(found: dict[str, HealthFinding]) -> dict[str, str]:
    """Findings that are not fine."""
    return {code: one.severity.value for code, one in found.items() if one.severity is not Severity.OK}


@pytest.fixture
def well(cast: Cast, now: datetime, database: Any) -> Any:
    """The address of a database without problems."""
    passwords.choose_password(cast.employee, now, HASHER, "", PASSWORD)
    access_log.record_maintenance(now, AuditKind.COPIED, "here")
    return database


def about_clocks(found: dict[str, HealthFinding]) -> set[str]:
    """The frozen time of the tests differs from the server's."""
    return found.keys() & {"clocks_apart"}


def test_a_database_that_is_well_is_found_well(well: Any, now: datetime) -> None:
    found = found_in(well, now)
    if isinstance(well, PostgresAddress):
        assert about_clocks(found)
        found.pop("clocks_apart")
    assert standing(found) == {}
    assert {"whole", "schema", "clock", "sign_in_key"} <= found.keys()


def test_another_sign_in_key_and_none_are_wrong(well: Any, now: datetime) -> None:
    assert standing(found_in(well, now, OTHER_SMITH))["sign_in_key_other"] == "wrong"
    assert standing(found_in(well, now, None))["sign_in_key_missing"] == "wrong"


def test_before_the_first_password_any_sign_in_key_will_do(cast: Cast, now: datetime, database: Any) -> None:
    assert "sign_in_unused" in found_in(database, now, None)


def test_a_log_from_later_than_now_shows_that_the_clock_is_wrong(well: Any, now: datetime) -> None:
    assert standing(found_in(well, now - timedelta(hours=1)))["clock_behind"] == "wrong"


def test_the_server_is_asked_for_its_clock_and_our_rights(well: Any, now: datetime) -> None:
    if not isinstance(well, PostgresAddress):
        pytest.skip("about PostgreSQL")
    assert not about_clocks(found_in(well, datetime.now(UTC)))
    name = well.url.rpartition("/")[2]
    as_superuser = PostgresAddress(f"{POSTGRES.rpartition('/')[0]}/{name}")
    found = found_in(as_superuser, now)
    assert standing(found)["server_passes_rules"] == "warning"


def test_a_missing_and_an_old_backup_are_found(cast: Cast, now: datetime, database: Any, tmp_path: Any) -> None:
    if isinstance(database, PostgresAddress):
        assert "backup_elsewhere" in found_in(database, now)
        return
    assert standing(found_in(database, now)) == {"backup_none": "warning"}
    backup.create(now, database, tmp_path / "copy.db", "here")
    assert standing(found_in(database, now)) == {}
    assert standing(found_in(database, now + timedelta(days=9))) == {"backup_old": "warning"}


def test_an_older_schema_is_found_and_left_as_it_is(well: Any, now: datetime) -> None:
    newest = schema.known_migrations()[-1]
    with writing():
        storage.proxy.execute_sql(f"delete from schema_migration where name = '{newest}'")
    is_file = isinstance(well, SqliteAddress)
    try:
        found = standing(found_in(well, now))
        found.pop("clocks_apart", None)
        assert found == ({"schema_waits": "warning"} if is_file else {"schema_older": "wrong"})
        with storage.reading():
            assert schema.pending_migrations(storage.proxy.obj) == (newest,)
    finally:
        with writing():
            storage.proxy.execute_sql(f"insert into schema_migration (name, applied) values ('{newest}', '2026-01-01')")


def test_a_newer_schema_a_wrong_key_and_damage_are_found(well: Any, now: datetime) -> None:
    if not isinstance(well, SqliteAddress):
        pytest.skip("about SQLite")
    assert standing(found_in(SqliteAddress(well.path, "12" * 32), now)) == {"wrong_key": "wrong"}
    with writing():
        storage.proxy.execute_sql("insert into schema_migration (name, applied) values ('9999_future', '2030-01-01')")
    assert standing(found_in(well, now)) == {"schema_newer": "wrong"}
    with storage.proxy.connection_context():
        storage.proxy.execute_sql("delete from schema_migration where name = '9999_future'")
        storage.proxy.execute_sql("pragma wal_checkpoint(truncate)").fetchall()
    with well.path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\0" * 4096 * 8)
    assert set(standing(found_in(well, now)).values()) == {"wrong"}


def test_a_database_that_nobody_administers_is_found_before_it_is_upgraded(
    well: Any, cast: Cast, now: datetime, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing():
        people.update(cast.administrator.id, {"end_date": now.date() - timedelta(days=1)})
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder)
    (folder / "0099_later.py").write_text("def up(migrator, db): pass")
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    assert standing(found_in(well, now))["administrator_none"] == "wrong"


def test_an_address_that_two_share_is_found(well: Any, cast: Cast, now: datetime) -> None:
    with writing():
        people.update(cast.employee.id, {"name": "Ola", "employee_number": "", "email": "ola@x.no"})
        tables.Person.update(email_key=None).where(tables.Person.id == cast.employee.id).execute()
    found = found_in(well, now)
    assert standing(found)["address_shared"] == "warning"
    assert found["address_shared"].values["names"] == "Ola"

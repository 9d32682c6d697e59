"""A role of PostgreSQL that lacks rights is told which, and how to get them; running what is told is enough."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from tests.conftest import POSTGRES
from tui_app.domain.errors import StorageError
from tui_app.storage import database, schema
from tui_app.storage.addresses import PostgresAddress

pytestmark = pytest.mark.postgres
Owner = Callable[[str], None]


@pytest.fixture
def places() -> Iterator[tuple[Owner, PostgresAddress, PostgresAddress]]:
    """Runs SQL as the owner of an empty database; its address for the owner, and for a role without any right."""
    import psycopg

    name = f"samtale_rights_{os.getpid()}"
    role = f"{name} Low"  # names that need quotes
    server = urlsplit(POSTGRES)
    place = f"{server.hostname}:{server.port}/{name}"
    with psycopg.connect(POSTGRES, autocommit=True) as keeper:
        keeper.execute(f'create database "{name}"')
        keeper.execute(f'create role "{role}" login')
        owner = psycopg.connect(f"postgresql://{server.username}@{place}", autocommit=True)
        try:
            owner.execute("revoke all on schema public from public")

            def run(sql: str) -> None:
                for statement in sql.split(";\n"):
                    owner.execute(statement.encode())

            yield (
                run,
                PostgresAddress(f"postgresql://{server.username}@{place}"),
                PostgresAddress(f"postgresql://{role.replace(' ', '%20')}@{place}"),
            )
        finally:
            owner.close()
            keeper.execute(f'drop database "{name}" with (force)')
            keeper.execute(f'drop role "{role}"')


def refusal(address: PostgresAddress, attempt: Callable[[PostgresAddress], object]) -> StorageError:
    with pytest.raises(StorageError) as refused:
        attempt(address)
    return refused.value


@pytest.mark.parametrize("given", ["", "usage", "select"])
def test_what_is_named_is_what_is_missing(places: tuple[Owner, PostgresAddress, PostgresAddress], given: str) -> None:
    run, as_owner, as_low = places
    schema.upgrade_postgres(as_owner)
    role = urlsplit(as_low.url.replace("%20", " ")).username
    if given:
        run(f'grant usage on schema public to "{role}"')
    error = refusal(as_low, schema.open_without_upgrade)
    assert error.code == "rights_missing"
    grants = str(error.values["grants"])
    assert ("grant usage on schema public" in grants) is (not given)
    run(grants.rstrip(";"))
    opened, missing = schema.open_without_upgrade(as_low)
    assert missing == ()
    with opened.connection_context():
        opened.execute_sql("insert into setting (key, value) values ('x', '1')")
    opened.close_all()


def nested_write() -> None:
    """A use case whose error is translated while its transaction is still open."""
    with database.writing(), database.writing():
        database.proxy.execute_sql("insert into setting (key, value) values ('x', '1')")


def plain_read() -> None:
    with database.reading():
        database.proxy.execute_sql("select key from setting").fetchall()


@pytest.mark.parametrize("use_case", [nested_write, plain_read])
@pytest.mark.parametrize("revoked", ["usage on schema public", "select, insert on table setting"])
def test_rights_revoked_while_it_is_open_are_named(
    places: tuple[Owner, PostgresAddress, PostgresAddress], revoked: str, use_case: Callable[[], None]
) -> None:
    run, as_owner, as_low = places
    schema.upgrade_postgres(as_owner)
    run(str(refusal(as_low, schema.open_without_upgrade).values["grants"]).rstrip(";"))
    opened = schema.open_postgres(as_low)
    before = database.proxy.obj
    database.bind_database(opened)
    try:
        plain_read()
        run(f'revoke {revoked} from "{urlsplit(as_low.url.replace("%20", " ")).username}"')
        with pytest.raises(StorageError) as refused:
            use_case()
        assert refused.value.code == "rights_missing"
        run(str(refused.value.values["grants"]).rstrip(";"))
        use_case()
    finally:
        opened.close_all()
        database.bind_database(before)


def test_creating_needs_a_right_of_its_own(places: tuple[Owner, PostgresAddress, PostgresAddress]) -> None:
    run, _, as_low = places
    error = refusal(as_low, schema.upgrade_postgres)
    assert error.code == "rights_missing"
    run(str(error.values["grants"]).rstrip(";"))
    assert schema.upgrade_postgres(as_low) == schema.known_migrations()


def test_tables_of_another_role_are_upgraded_by_that_role(
    places: tuple[Owner, PostgresAddress, PostgresAddress],
) -> None:
    run, as_owner, as_low = places
    schema.upgrade_postgres(as_owner)
    run(str(refusal(as_low, schema.open_without_upgrade).values["grants"]).rstrip(";"))
    run(f"delete from schema_migration where name = '{schema.known_migrations()[-1]}'")
    error = refusal(as_low, schema.upgrade_postgres)
    assert (error.code, error.values) == ("tables_of_another_role", {"owner": urlsplit(POSTGRES).username})


def test_an_empty_database_is_still_called_not_set_up(
    places: tuple[Owner, PostgresAddress, PostgresAddress],
) -> None:
    _, as_owner, _ = places
    assert refusal(as_owner, schema.open_without_upgrade).code == "schema_missing"

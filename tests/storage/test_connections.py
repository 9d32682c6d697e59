"""How many connections a session takes of a PostgreSQL server, and what happens when the server has none left."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.conftest import POSTGRES
from tui_app.domain.errors import StorageError
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import PostgresAddress
from tui_app.storage.changes.monitor import NOBODY, ChangeMonitor
from tui_app.storage.database import proxy, reading, writing
from tui_app.storage.tables import registry as tables
from tui_app.text.errors import error_message

pytestmark = pytest.mark.postgres


@pytest.fixture
def session(postgres_address: PostgresAddress) -> Iterator[PostgresAddress]:
    """A session of its own, from nothing."""
    opened = schema.open_database(postgres_address)
    storage.bind_database(opened)
    yield postgres_address
    opened.close_all()


def connections(address: PostgresAddress) -> int:
    """How many connections to the database the server has."""
    name = urlsplit(address.url).path[1:]
    with psycopg.connect(POSTGRES) as server:
        row = server.execute("select count(*) from pg_stat_activity where datname = %s", (name,)).fetchone()
    return int(row[0]) if row else 0


def read_slowly(together: threading.Barrier | None = None) -> int:
    with reading():
        proxy.execute_sql("select pg_sleep(0.05)")
        if together:
            together.wait(5)
        return int(tables.Person.select().count())


def test_one_connection_while_idle_and_two_while_busy(session: PostgresAddress) -> None:
    monitor = ChangeMonitor(session)
    assert monitor.changed() != NOBODY
    assert connections(session) == 1
    with ThreadPoolExecutor(3) as threads:
        together = threading.Barrier(2)
        jobs = [threads.submit(read_slowly, together) for _ in range(2)]
        jobs += [threads.submit(read_slowly) for _ in range(30)]
        most = 0
        while not all(job.done() for job in jobs):
            most = max(most, connections(session))
            monitor.changed()
        assert [job.result() for job in jobs]
    assert most <= 2
    for _ in range(10):
        monitor.changed()
    assert connections(session) == 1


def test_a_commit_is_heard_while_busy_and_once(session: PostgresAddress) -> None:
    monitor = ChangeMonitor(session)
    monitor.changed()
    with psycopg.connect(session.url, autocommit=True) as other:
        other.execute("notify samtale")
    assert any(monitor.changed() != NOBODY for _ in range(100))
    assert not any(monitor.changed() != NOBODY for _ in range(20))


def test_the_listener_comes_back_after_a_break(session: PostgresAddress) -> None:
    monitor = ChangeMonitor(session)
    monitor.changed()
    name = urlsplit(session.url).path[1:]
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (name,))
    assert monitor.changed() != NOBODY
    with writing():
        tables.Person.update(version=tables.Person.version).execute()
    assert any(monitor.changed() != NOBODY for _ in range(100))


@pytest.fixture
def crowded(session: PostgresAddress) -> Iterator[PostgresAddress]:
    """The role of the session may have one connection, as on a full server."""
    role = urlsplit(session.url).username
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f'alter role "{role}" connection limit 1')
        yield session
        server.execute(f'alter role "{role}" connection limit -1')


def test_a_full_server_is_named_for_what_it_is(crowded: PostgresAddress) -> None:
    with reading(), pytest.raises(StorageError) as refused:
        schema.open_database(crowded)
    assert refused.value.code == "connections_used_up"
    assert "limit" in error_message(refused.value)


def test_a_session_goes_on_with_the_one_connection_it_has(crowded: PostgresAddress) -> None:
    monitor = ChangeMonitor(crowded)
    assert monitor.changed() != NOBODY
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(lambda _: read_slowly(), range(12))) == [read_slowly()] * 12
    assert connections(crowded) == 1

"""The Team overview in a database of 20 people against one of 100,000 people and 1,000,000 actions."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tui_app.domain.records import ActionStatus, Viewer
from tui_app.services import team
from tui_app.storage import database, schema, tables
from tui_app.storage.database import PostgresAddress, SqliteAddress

PEOPLE, ACTIONS_EACH, TEAM = 100_000, 10, 14
RUNS = 60


def measure(folder: Path) -> None:
    """Print the ratio for SQLite, and for PostgreSQL where SAMTALE_TEST_POSTGRES names a server."""
    kinds: dict[str, tuple[Any, Any]] = {
        "SQLite": (SqliteAddress(folder / "small.db", "ab" * 32), SqliteAddress(folder / "large.db", "ab" * 32))
    }
    server = os.environ.get("SAMTALE_TEST_POSTGRES")
    if server:
        kinds["PostgreSQL"] = (_fresh(server, "samtale_bench_small"), _fresh(server, "samtale_bench_large"))
    else:
        print("PostgreSQL: not measured, SAMTALE_TEST_POSTGRES names no server")
    for kind, (small, large) in kinds.items():
        _fill(small, 20)
        _fill(large, PEOPLE)
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(3):
            for place, address in enumerate((small, large)):
                times[place].extend(_overviews(address))
        few, many = (statistics.median(taken) * 1000 for taken in times)
        print(
            f"Team overview, {kind}: {many:.2f} ms among {PEOPLE:,} people and {PEOPLE * ACTIONS_EACH:,} actions, "
            f"{few:.2f} ms among 20: {many / few:.2f} x (bar 1.5 x)"
        )


def _fresh(server: str, name: str) -> PostgresAddress:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name}")
    address = PostgresAddress(f"{server.rpartition('/')[0]}/{name}")
    schema.upgrade_postgres(address)
    return address


def _fill(address: Any, people: int) -> None:
    database.use(schema.open_database(address, create=True))
    with database.writing():
        for rows in _chunks(_people(people)):
            tables.Person.insert_many(rows).execute()
        for action in _actions(date.today()):
            tables.Action.create(person=1, responsible=1, **action)
        _give_to_everybody()
    with database.reading():
        database.proxy.execute_sql("analyze")


def _people(people: int) -> Iterator[dict[str, object]]:
    for number in range(1, people + 1):
        name = f"Person {number}"
        leader = 1 + (number - 2) // TEAM if number > 1 else None
        yield {"name": name, "search": name.lower(), "sorting": name.lower(), "leader": leader}


def _actions(today: date) -> Iterator[dict[str, object]]:
    for number in range(ACTIONS_EACH):
        due = today + timedelta(days=number * 9 - 40)
        done = number < ACTIONS_EACH // 2
        status = ActionStatus.DONE if done else ActionStatus.OPEN
        done_on = due if done else None
        yield {"text": f"Action {number}", "due": due, "first_due": due, "status": status, "done_on": done_on}


def _give_to_everybody() -> None:
    """Copy the first person's actions to all others within the database: a million rows from here take minutes."""
    action, person = tables.Action, tables.Person
    fields = [field for field in action._meta.sorted_fields if not field.primary_key]
    columns = [person.id if field.name in ("person", "responsible") else field for field in fields]
    everybody = action.select(*columns).from_(person, action).where(action.person == 1, person.id > 1)
    action.insert_from(everybody.order_by(person.id, action.id), fields).execute()


def _chunks(rows: Iterator[dict[str, object]], size: int = 1000) -> Iterator[list[dict[str, object]]]:
    chunk: list[dict[str, object]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _overviews(address: Any) -> list[float]:
    database.use(schema.open_database(address))
    viewer, now, taken = Viewer(1, "Person 1"), datetime.now().astimezone(), []
    with database.reading():  # the connection is held, as the application's pulse and pool do
        for _ in range(RUNS):
            began = time.perf_counter()
            found = team.overview(viewer, now, 1)
            taken.append(time.perf_counter() - began)
            assert len(found.rows) == TEAM
    return taken

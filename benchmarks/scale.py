"""Compares team and figures in a database of 20 people and in one of 100,000 people and 1,000,000 actions."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from peewee import Case, fn

from benchmarks import practising
from tui_app.domain.figures.records import Figure, FigureScope
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Viewer
from tui_app.services import figures
from tui_app.services.people import team
from tui_app.storage import database, schema
from tui_app.storage.addresses import PostgresAddress, SqliteAddress
from tui_app.storage.tables import registry as tables

PEOPLE, ACTIONS_EACH, TEAM = 100_000, 10, 14
RUNS = 60


def measure(folder: Path) -> None:
    """Print the ratios for SQLite, and for PostgreSQL if SAMTALE_TEST_POSTGRES names a server."""
    kinds: dict[str, tuple[Any, ...]] = {
        "SQLite": (SqliteAddress(folder / "small.db", "ab" * 32), SqliteAddress(folder / "large.db", "ab" * 32))
    }
    server = os.environ.get("SAMTALE_TEST_POSTGRES")
    if server:
        kinds["PostgreSQL"] = tuple(recreate_postgres(server, f"samtale_bench_{size}") for size in ("small", "large"))
    else:
        print("PostgreSQL: not measured, SAMTALE_TEST_POSTGRES names no server")
    for kind, (small, large) in kinds.items():
        fill(small, 20)
        fill(large, PEOPLE)
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(3):
            for index, address in enumerate((small, large)):
                times[index].extend(_overviews(address))
        few, many = (statistics.median(taken) * 1000 for taken in times)
        _print_figures(kind, small, large)
        print(
            f"Team overview, {kind}: {many:.2f} ms among {PEOPLE:,} people and {PEOPLE * ACTIONS_EACH:,} actions, "
            f"{few:.2f} ms among 20: {many / few:.2f} x (target 1.5 x)"
        )


def _print_figures(kind: str, small: Any, large: Any) -> None:
    few, many = (statistics.median(_figures(address, FigureScope.TEAM, RUNS)) * 1000 for address in (small, large))
    whole = statistics.median(_figures(large, FigureScope.ORGANISATION, 3))
    print(f"Figures of a team, {kind}: {many:.2f} ms, {few:.2f} ms among 20: {many / few:.2f} x (target 1.5 x)")
    print(f"Figures of the organisation, {kind}: {whole:.2f} s (target 2 s on SQLite)")


def _figures(address: Any, scope: FigureScope, runs: int) -> list[float]:
    database.bind_database(schema.open_database(address))
    viewer, now, taken = Viewer(1, "Person 1", is_administrator=True), datetime.now().astimezone(), []
    with database.reading():
        for _ in range(runs):
            started = time.perf_counter()
            view = figures.overview(viewer, now, scope)
            taken.append(time.perf_counter() - started)
            assert view.year.values[Figure.AGREED]
    return taken


def recreate_postgres(server: str, name: str) -> PostgresAddress:
    """An empty database that belongs to an ordinary role, so that row-level security is measured too."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"drop role if exists {name}")
        connection.execute(f"create role {name} login password '{name}'")
        connection.execute(f"create database {name} owner {name}")
    host = server.rpartition("/")[0].rpartition("@")[2].removeprefix("postgresql://")
    address = PostgresAddress(f"postgresql://{name}:{name}@{host}/{name}")
    schema.upgrade_postgres(address)
    return address


def fill(address: Any, people: int) -> None:
    """Create a database with this many people, in teams of fourteen, and ten actions each; bind it to the process."""
    database.bind_database(schema.open_database(address, create=True))
    with database.writing(), database.bypassing_row_security():
        for rows in _chunks(_people(people)):
            tables.Person.insert_many(rows).execute()
        for action in _actions(date.today()):
            tables.Action.create(person=1, responsible=1, **action)
        _copy_to_everyone()
        for table, rows in practising.tables_of(people, TEAM, date.today()):
            for chunk in _chunks(rows):
                table.insert_many(chunk).execute()
    with database.reading():
        database.proxy.execute_sql("analyze")


def _people(people: int) -> Iterator[dict[str, object]]:
    for number in range(1, people + 1):
        name = f"Person {number}"
        leader = 1 + (number - 2) // TEAM if number > 1 else None
        yield {
            "name": name,
            "search": name.lower(),
            "sorting": name.lower(),
            "leader": leader,
            "unit": practising.unit_of(number),
        }


def _actions(today: date) -> Iterator[dict[str, object]]:
    for number in range(ACTIONS_EACH):
        due = today + timedelta(days=number * 9 - 40)
        done = number < ACTIONS_EACH // 2
        status = ActionStatus.DONE if done else ActionStatus.OPEN
        done_on = due if done else None
        yield {"text": f"Action {number}", "due": due, "first_due": due, "status": status, "done_on": done_on}


def _copy_to_everyone() -> None:
    """Copy the first person's actions to everyone else inside the database: sending a million rows takes minutes.

    Completed actions are spread over two and a half years, so that hardly two are alike in everything figures count.
    """
    action, person = tables.Action, tables.Person
    days_ago = _remainder(person.id * 7919 + action.id * 131, 900)
    is_done = action.status == ActionStatus.DONE
    copied: dict[str, Any] = {
        "person": person.id,
        "responsible": person.id,
        "agreed_on": _earlier(action.due, days_ago + 60),
        "due": Case(None, [(is_done, _earlier(action.due, days_ago + 30))], action.due),
        "done_on": Case(None, [(is_done, _earlier(action.due, days_ago + 30 - _remainder(person.id, 30)))], None),
    }
    fields = [field for field in action._meta.sorted_fields if not field.primary_key]
    columns = [copied.get(field.name, field) for field in fields]
    copies = action.select(*columns).from_(person, action).where(action.person == 1, person.id > 1)
    action.insert_from(copies.order_by(person.id, action.id), fields).execute()


def _remainder(number: Any, by: int) -> Any:
    """The remainder of a division; peewee's % means LIKE."""
    return number - number / by * by


def _earlier(day: Any, days: Any) -> Any:
    """The day so many days before."""
    return day - days if database.is_postgres() else fn.date(day, fn.printf("%+d days", 0 - days))


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
    database.bind_database(schema.open_database(address))
    viewer, now, taken = Viewer(1, "Person 1"), datetime.now().astimezone(), []
    with database.reading():  # one connection throughout, as in the application
        for _ in range(RUNS):
            started = time.perf_counter()
            overview = team.overview(viewer, now, 1)
            taken.append(time.perf_counter() - started)
            assert len(overview.rows) == TEAM
    return taken

"""Measures the processor time of one key while many terminals work on one database.

Run it with `python -m benchmarks.many_terminals [TERMINALS ...]`. It uses PostgreSQL as well if SAMTALE_TEST_POSTGRES
names a server. Every terminal moves, changes mode, ticks and searches in turn, twelve keys a second in all. A key's
share includes what the other terminals do because of it; what they use while nobody presses a key is taken away.
On a PostgreSQL server of this computer it is measured as well, in the processes of its connections.
"""

from __future__ import annotations

import os
import random
import select
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from benchmarks.scale import recreate_postgres
from benchmarks.terminal import home_with_demo_team
from tests.ui.tty import Tty
from tui_app.files.demo.team import read_demo_team
from tui_app.files.resources import resource_path
from tui_app.files.settings import Settings, save_settings
from tui_app.services.demo.fill import fill_database
from tui_app.storage import database, schema
from tui_app.storage.tables.people import Person

KEYS_A_SECOND = 12
KEYS = 240
IDLE_SECONDS = 10.0
MOVES = (
    *("j", "j", "j", "k", "2", "j", " ", "j", "k", "1", "j", "4", "j", "j", "1", "k"),
    *("7", "j", "j", "3", "j", "\x10", "a", "\x1b", "4", "j", "k", "1"),
)
"""What one terminal does, again and again: mostly moving, most modes, a tick, a search."""


def measure(folder: Path, counts: list[int]) -> None:
    """Print the processor time of a key for each number of terminals, on each kind of database."""
    server = os.environ.get("SAMTALE_TEST_POSTGRES")
    for kind in ("SQLite", *(["PostgreSQL"] if server else [])):
        for count in counts:
            home, address = _filled(folder / f"{kind}-{count}", server if kind == "PostgreSQL" else None)
            idle, key, on_server, most = _terminals(home, folder / f"{kind}-{count}", address, count)
            print(
                f"{count} terminals, {kind}: {key * 1000:.1f} ms of a core for a key, {idle * 100:.1f} % of one idle"
                + (f", {on_server * 1000:.1f} ms on the server, {most} connections at most" if on_server else ""),
                flush=True,
            )


def _filled(folder: Path, server: str | None) -> tuple[dict[str, str], str]:
    """The environment of a computer with the demonstration team, and the name of its database in the settings."""
    home, _ = home_with_demo_team(folder)
    if server is None:
        return home, str(folder / "data" / "samtale" / "samtale.db")
    address = recreate_postgres(server, "samtale_bench_many")
    database.bind_database(schema.open_postgres(address))
    now = datetime.now().astimezone()
    fill_database(read_demo_team(resource_path("demo_team.toml"), now.date(), "en"), now)
    return home | {"SAMTALE_DATABASE": address.url}, f"postgresql://{address.name}"


def _terminals(home: dict[str, str], folder: Path, address: str, count: int) -> tuple[float, float, float, int]:
    """The processor seconds a second while nobody presses a key, those of one key, and of one on the server.

    The last number is how many connections the server had at most.
    """
    with database.reading():
        ids = [row.id for row in Person.select(Person.id).order_by(Person.id)]
    with ExitStack() as stack:
        terminals = []
        for number in range(count):
            config = folder / f"config-{number}" / "samtale"
            config.mkdir(parents=True)
            (config / "samtale.key").write_text("ab" * 32)
            person = ids[number % len(ids)]
            save_settings(Settings(language="en", me={address: person}), config / "settings.json")
            tty = stack.enter_context(
                Tty([sys.executable, "-m", "tui_app"], home | {"XDG_CONFIG_HOME": str(config.parent)})
            )
            tty.wait_for("My page")
            terminals.append(tty)
        _drain(terminals, 3)
        before = _used(terminals)
        _drain(terminals, IDLE_SECONDS)
        idle = (_used(terminals) - before) / IDLE_SECONDS
        before, started = _used(terminals), time.monotonic()
        on_server, most = _used_on_server(), 0
        steps: Iterator[tuple[Tty, str]] = _steps(terminals)
        for number in range(KEYS):
            tty, key = next(steps)
            tty.type(key)
            _drain(terminals, started + (number + 1) / KEYS_A_SECOND - time.monotonic())
            if number % KEYS_A_SECOND == 0:
                most = max(most, len(_used_on_server()))
        _drain(terminals, 2)
        seconds = time.monotonic() - started
        after = _used_on_server()
        served = sum(after[pid] - on_server[pid] for pid in after.keys() & on_server.keys())
        return idle, (_used(terminals) - before - idle * seconds) / KEYS, served / KEYS, most


def _steps(terminals: list[Tty]) -> Iterator[tuple[Tty, str]]:
    """Who presses which key next; the same in every run."""
    chance = random.Random(1)
    places = [chance.randrange(len(MOVES)) for _ in terminals]
    while True:
        number = chance.randrange(len(terminals))
        yield terminals[number], MOVES[places[number] % len(MOVES)]
        places[number] += 1


def _drain(terminals: list[Tty], seconds: float) -> None:
    """Take what the terminals write, without drawing it."""
    end = time.monotonic() + seconds
    files = [tty.fileno for tty in terminals]
    while (left := end - time.monotonic()) > 0:
        for ready in select.select(files, [], [], left)[0]:
            os.read(ready, 1 << 16)


def _used(terminals: list[Tty]) -> float:
    """The processor seconds that the programs have used."""
    total = 0
    for tty in terminals:
        total += sum(_nanoseconds(task) for task in Path(f"/proc/{tty.pid}/task").iterdir())
    return total / 1e9


def _used_on_server() -> dict[int, float]:
    """The processor seconds that the server's processes for these terminals have used; empty for SQLite."""
    if not database.is_postgres():
        return {}
    with database.reading():
        query = "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        found = [row[0] for row in database.proxy.execute_sql(query).fetchall()]
    return {pid: _nanoseconds(Path(f"/proc/{pid}")) / 1e9 for pid in found if Path(f"/proc/{pid}").is_dir()}


def _nanoseconds(process: Path) -> int:
    return int((process / "schedstat").read_text().split()[0])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="samtale-many-") as name:
        measure(Path(name), [int(one) for one in sys.argv[1:]] or [5, 15, 30])

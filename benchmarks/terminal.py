"""Measures start, memory and keys in a real terminal, against a bare Textual application with one table."""

from __future__ import annotations

import os
import re
import statistics
import sys
import time
from datetime import datetime
from pathlib import Path

from tests.ui.tty import Tty
from tui_app.files.demo.team import read_demo_team
from tui_app.files.resources import resource_path
from tui_app.files.settings import Settings, save_settings
from tui_app.services.demo.fill import fill_database
from tui_app.storage import database, schema
from tui_app.storage.addresses import SqliteAddress

RUNS = 9
LAST_NAME = "Tuva"
"""The last person on the Team screen."""
BARE = """
from textual.app import App
from textual.widgets import DataTable

class Bare(App):
    def compose(self):
        yield DataTable()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.cursor_type = "row"
        table.add_columns("Name", "Actions", "Next")
        for number in range(14):
            table.add_row(f"Person {number}", "1", "2")

Bare().run()
"""
SCREENS = {"Team": "", "Actions": "2w", "Person": "\r"}
"""Screen -> the keys that open it after the start."""


def measure(folder: Path) -> None:
    """Print start, first paint, memory and key times."""
    home, _ = home_with_demo_team(folder)
    bare = [sys.executable, "-c", BARE]
    ours = [sys.executable, "-m", "tui_app"]
    starts: dict[str, list[tuple[float, float, float, float]]] = {"bare": [], "ours": [], "demonstration": []}
    for _ in range(RUNS):  # in turn, since the machine is not equally fast all the time
        starts["bare"].append(_start(bare, home, "Person 0", "Person 13"))
        starts["ours"].append(_start(ours, home, "F1", LAST_NAME))
        starts["demonstration"].append(_start([*ours, "demo"], home, "F1", LAST_NAME))
    for index, (what, target) in {2: ("start to usable", 2.5), 3: ("memory", 2.0)}.items():
        bare_median, our_median = (
            statistics.median(run[index] for run in starts[who]) for who in ("bare", "demonstration")
        )
        print(f"demonstration, {what}: {our_median / bare_median:.2f} x (target {target} x)")
    targets = {
        "first paint (the greeting)": 1.3,
        "first frame of the Team screen": 1.3,
        "start to usable Team screen": 1.7,
        "memory": 2.0,
    }
    for index, (what, target) in enumerate(targets.items()):
        bare_median, our_median = (statistics.median(run[index] for run in starts[who]) for who in ("bare", "ours"))
        unit = "MiB" if what == "memory" else "s"
        ratio = our_median / bare_median
        print(f"{what}: {our_median:.2f} {unit} against {bare_median:.2f}: {ratio:.2f} x (target {target} x)")
    for screen, keys in SCREENS.items():
        times = sorted(_key_times(ours, home, LAST_NAME, keys))
        median, late = statistics.median(times), times[int(len(times) * 0.95)]
        print(f"key to repaint on {screen}: median {median:.1f} ms, 95 % {late:.1f} ms (targets 16 and 33 ms)")


def home_with_demo_team(folder: Path) -> tuple[dict[str, str], int]:
    """The environment of a computer with the demonstration team, and the leader's id.

    Its database is open in this process too.
    """
    config, data = folder / "config" / "samtale", folder / "data" / "samtale"
    config.mkdir(parents=True)
    data.mkdir(parents=True)
    address = SqliteAddress(data / "samtale.db", "ab" * 32)
    (config / "samtale.key").write_text(address.key)
    database.bind_database(schema.open_sqlite(address, create=True))
    now = datetime.now().astimezone()
    team = read_demo_team(resource_path("demo_team.toml"), now.date(), "en")
    viewer = fill_database(team, now)
    save_settings(Settings(language="en", me={str(address.path): viewer.id}), config / "settings.json")
    home = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    home.pop("PYTHONDONTWRITEBYTECODE", None)  # programs are compiled at installation or at the first start
    return home | {"XDG_CONFIG_HOME": str(config.parent), "XDG_DATA_HOME": str(data.parent)}, viewer.id


def _start(command: list[str], home: dict[str, str], frame: str, words: str) -> tuple[float, float, float, float]:
    """Seconds to the first paint, to the words of the frame and to the last words, and resident MiB."""
    started = time.perf_counter()
    with Tty(command, home) as tty:
        while not tty.text().strip():
            tty.read(0.01)
        painted = time.perf_counter() - started
        tty.wait_for(frame)
        framed = time.perf_counter() - started
        tty.wait_for(words)
        usable = time.perf_counter() - started
        tty.settle(0.5)
        status = Path(f"/proc/{tty.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return painted, framed, usable, int(found.group(1)) / 1024 if found else 0.0


def _key_times(command: list[str], home: dict[str, str], words: str, keys: str) -> list[float]:
    """Milliseconds from each of a hundred cursor keys to the last byte of its repaint."""
    times = []
    with Tty(command, home) as tty:
        tty.wait_for(words)
        tty.settle(0.5)
        for key in keys:
            tty.type(key)
            tty.settle(0.5)
        for number in range(100):
            started = time.perf_counter()
            tty.type("j" if number % 10 < 5 else "k")
            last = tty.settle(0.06)
            if last is not None:
                times.append((last - started) * 1000)
    return times

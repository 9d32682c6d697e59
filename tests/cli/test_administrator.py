"""A database that nobody administers: what the commands say, and the way back."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.cli.computer import Computer
from tui_app import environment
from tui_app.storage.database import proxy, writing
from tui_app.storage.people import people


def test_a_shut_database_is_seen_and_opened_again(computer: Computer) -> None:
    computer.open()
    with writing():
        people.update(computer.kari.id, {"end_date": environment.now().date() - timedelta(days=1)})
    proxy.close()
    refused = computer.run("team")
    assert refused.returncode == 2
    assert "samtale administrator NAME" in refused.stderr
    report = json.loads(computer.run("doctor", "--json").stdout)
    assert not report["well"]
    assert "administrator_none" in [one["code"] for one in report["findings"]]
    done = computer.run("administrator", "Kari Nordmann")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Kari Nordmann is an administrator again" in done.stdout
    assert computer.run("team").returncode == 0
    again = computer.run("administrator", "Kari Nordmann")
    assert again.returncode == 2
    assert "Kari Nordmann is an administrator" in again.stderr


def test_without_the_key_nobody_is_appointed(computer: Computer) -> None:
    computer.paths.key.unlink()
    assert computer.run("administrator", "Kari Nordmann").returncode == 2

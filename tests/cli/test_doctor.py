"""`samtale doctor` at the prompt: it finds problems, suggests fixes, and changes nothing."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cli.computer import Computer
from tui_app.domain.records.person import Viewer
from tui_app.files.settings import Settings, save_settings


@pytest.fixture
def computer(computer: Computer, tmp_path: Path) -> Computer:
    """A computer with a backup, as the doctor wants it."""
    computer.run("backup", str(tmp_path / "copy.db"))
    return computer


def found_by(computer: Computer) -> tuple[int, dict[str, str]]:
    """The exit code, and the findings that are not fine."""
    done = computer.run("doctor", "--json")
    report = json.loads(done.stdout)
    assert report["well"] is (done.returncode == 0)
    return done.returncode, {one["code"]: one["standing"] for one in report["findings"] if one["standing"] != "fine"}


def everything(folder: Path) -> dict[Path, tuple[int, bytes]]:
    """All files in a folder, except those that SQLite keeps beside an open database."""
    return {
        path: (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in folder.rglob("*")
        if path.suffix not in (".log", ".db-wal", ".db-shm")
    }


def test_all_is_well_and_nothing_is_changed(computer: Computer) -> None:
    before = everything(computer.home)
    done = computer.run("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "✗" not in done.stdout
    assert "✓ OK       The key opens the database: SQLite 3." in done.stdout
    assert everything(computer.home) == before


def test_what_is_said_to_be_run_mends_it(computer: Computer) -> None:
    for path, mode in ((computer.paths.key, 0o644), (computer.database, 0o660), (computer.paths.data, 0o750)):
        path.chmod(mode)
    computer.paths.data.parent.chmod(0o777)
    assert found_by(computer) == (1, {"open_to_others": "wrong", "folder_open": "wrong"})
    lines = [line.strip() for line in computer.run("doctor").stdout.splitlines()]
    commands = [line.partition("Run: ")[2] for line in lines if line.startswith("Run: chmod")]
    assert len(commands) == 4
    for command in commands:
        subprocess.run(shlex.split(command), check=True)
    assert found_by(computer) == (0, {})


def test_keys_that_are_gone_or_no_keys_are_told_and_none_is_made(computer: Computer) -> None:
    key = computer.paths.key
    good = key.read_text()
    for content, code in (("12" * 32, "wrong_key"), ("too short", "key_unreadable")):
        key.write_text(content)
        assert found_by(computer) == (1, {code: "wrong"})
    key.unlink()
    assert found_by(computer) == (1, {"key_missing": "wrong"})
    assert not key.exists()
    key.write_text(good)
    key.chmod(0o600)
    assert found_by(computer) == (0, {})


def test_a_lost_database_and_a_bad_setting_are_told(computer: Computer) -> None:
    computer.paths.settings.write_text("{")
    assert found_by(computer) == (1, {"settings_unreadable": "wrong"})
    save_settings(Settings(me={str(computer.database): 1}), computer.paths.settings)
    for path in computer.database.parent.glob("samtale.db*"):
        path.unlink()
    assert found_by(computer) == (1, {"database_lost": "wrong"})


def test_a_computer_on_which_nothing_is_yet_stays_so(tmp_path: Path) -> None:
    fresh = Computer(tmp_path, Viewer(0, ""))
    assert found_by(fresh) == (0, {"database_none": "warning"})
    assert not list(tmp_path.iterdir())


def test_an_address_that_does_not_answer_is_told(computer: Computer) -> None:
    done = computer.run("--database", "postgresql://nobody@127.0.0.1:9/none", "doctor")
    assert done.returncode == 1
    assert "cannot be reached" in done.stdout
    assert computer.run("--database", "oracle://somewhere", "doctor").returncode == 1

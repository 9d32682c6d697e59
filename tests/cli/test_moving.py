"""Moving to another computer: a backup, the files it names, and a sign-in that works."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.computer import Computer
from tests.services.hasher import PASSWORD
from tui_app import environment, wiring
from tui_app.domain.records.person import Viewer
from tui_app.files.settings import Settings, save_settings
from tui_app.services.accounts import accounts, passwords, sessions

pytestmark = pytest.mark.slow


def moved(computer: Computer, folder: Path, *without: str) -> tuple[Computer, str]:
    """A new computer to which the backup and the files that it names were taken; and what `restore` said there."""
    said = computer.run("backup", str(folder / "copy.db")).stdout
    named = [Path(line.strip()) for line in said.splitlines() if line.startswith("  /")]
    new = Computer(folder / "new", Viewer(0, ""))
    new.paths.config.mkdir(parents=True)
    for path in named:
        if path.name not in without:
            shutil.copy(path, new.paths.config / path.name)
    save_settings(Settings(language="en"), new.paths.settings)
    done = new.run("restore", str(folder / "copy.db"))
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return new, done.stdout


def test_a_good_backup_comes_back_where_there_is_no_data_folder(computer: Computer, tmp_path: Path) -> None:
    new, said = moved(computer, tmp_path)
    assert "1 person" in said
    assert "enter your name" in said
    assert (new.paths.data.stat().st_mode & 0o777, new.database.stat().st_mode & 0o777) == (0o700, 0o600)
    assert new.run("doctor").returncode == 0


def test_the_only_one_on_the_old_computer_gets_in(computer: Computer, tmp_path: Path) -> None:
    ola = computer.hire("Ola Hansen")
    accounts.issue_code(computer.kari, environment.now(), wiring.password_hasher(computer.paths), ola.id)
    new, said = moved(computer, tmp_path)
    code = re.search(r"One-time code for Kari Nordmann.*: ((\w{4}-){2}\w{4})", said)
    assert code
    new.open()
    hasher = wiring.password_hasher(new.paths)
    assert sessions.sign_in(environment.now(), hasher, "here", "Kari Nordmann", code[1]) is None  # a password is next
    assert new.run("doctor").returncode == 0


def test_doctor_says_that_nobody_can_get_in(computer: Computer) -> None:
    ola = computer.hire("Ola Hansen")
    accounts.issue_code(computer.kari, environment.now(), wiring.password_hasher(computer.paths), ola.id)
    assert "No administrator can sign in" not in computer.run("doctor").stdout
    save_settings(Settings(language="en"), computer.paths.settings)
    done = computer.run("doctor")
    assert (done.returncode, "No administrator can sign in" in done.stdout) == (1, True)


def test_a_forgotten_sign_in_key_is_asked_for(computer: Computer, tmp_path: Path) -> None:
    computer.open()
    hasher = wiring.password_hasher(computer.paths)
    passwords.choose_password(computer.kari, environment.now(), hasher, "", PASSWORD)
    new, said = moved(computer, tmp_path, "sign-in.key")
    assert "Copy sign-in.key" in said
    assert not new.paths.sign_in_key.exists()
    shutil.copy(computer.paths.sign_in_key, new.paths.sign_in_key)
    new.open()
    session = sessions.sign_in(environment.now(), wiring.password_hasher(new.paths), "here", "Kari Nordmann", PASSWORD)
    assert session is not None

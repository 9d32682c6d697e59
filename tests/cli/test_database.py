"""`samtale verify`, `backup`, `restore` and `rekey`, with real files, real programs and real kills."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.computer import Computer
from tui_app import environment
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Viewer
from tui_app.files.settings import Settings, load_settings, save_settings
from tui_app.services.maintenance import backup
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import rekey, restore

pytestmark = pytest.mark.slow  # a new program at each step


@contextmanager
def another_program(computer: Computer) -> Iterator[None]:
    """Another program that has the database open and does nothing."""
    key = computer.paths.key.read_text()
    code = (
        "import sys; from pathlib import Path; from tui_app.storage.addresses import SqliteAddress\n"
        "from tui_app.storage.changes.monitor import ChangeMonitor\n"
        f"monitor = ChangeMonitor(SqliteAddress(Path({str(computer.database)!r}), {key!r}))\n"
        "monitor.changed(); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        assert program.stdout.readline() == b"open\n"
        yield
        program.stdin.close()


def test_verify_says_what_holds_and_where_the_log_ends(computer: Computer) -> None:
    assert computer.run("backup").returncode == 0
    done = computer.run("verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ OK       Log: 1 entry, chain intact" in done.stdout
    head = done.stdout.split("The last log entry is ")[1].splitlines()[0]
    assert computer.run("verify", "--since", head).returncode == 0
    gone = computer.run("verify", "--since", f"1:{'0' * 64}", "--json")
    assert gone.returncode == 1
    assert json.loads(gone.stdout)["log"]["earlier_stands"] is False
    assert computer.run("verify", "--since", "a lot").returncode == 2
    assert computer.run("verify", "--since", f"{'9' * 20}:{'a' * 64}").returncode == 2


def test_a_backup_is_made_while_others_work_and_never_over_another(computer: Computer) -> None:
    with another_program(computer):
        done = computer.run("backup")
    assert (done.returncode, done.stderr) == (0, "")
    (name,) = {name for name in computer.names() if ".backup-" in name}
    assert (computer.database.parent / name).stat().st_mode & 0o777 == 0o600
    assert computer.run("backup").returncode == 2
    assert computer.run("backup", "--replace").returncode == 0
    assert computer.run("backup", str(computer.database), "--replace").returncode == 2
    assert computer.run("backup", str(computer.home / "none" / "here.db")).returncode == 2
    pipe = computer.home / "pipe"
    os.mkfifo(pipe)
    assert computer.run("backup", str(pipe), "--replace").returncode == 2
    assert computer.run("restore", str(pipe), "--replace").returncode == 2
    assert pipe.is_fifo()
    assert not {name for name in computer.names() if name.endswith(".part")}


def test_a_backup_is_put_back_and_what_was_there_is_kept(computer: Computer, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    computer.run("backup", str(copy))
    computer.hire("Ola Hansen")
    assert computer.run("restore", str(copy)).returncode == 2
    assert computer.count_people() == 2
    with another_program(computer):
        in_use = computer.run("restore", str(copy), "--replace")
    assert (in_use.returncode, "Another program has the database open" in in_use.stderr) == (2, True)
    assert computer.count_people() == 2
    before = copy.read_bytes()
    done = computer.run("restore", str(copy), "--replace")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 person, nothing in the log yet" in done.stdout
    assert computer.count_people() == 1
    assert copy.read_bytes() == before
    (aside,) = {name for name in computer.names() if ".before-restore-" in name}
    assert computer.run("restore", str(computer.database.parent / aside), "--replace").returncode == 0
    assert computer.count_people() == 2


def test_a_lost_and_a_damaged_database_come_back(computer: Computer, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    computer.run("backup", str(copy))
    for path in computer.database.parent.glob("samtale.db*"):
        path.unlink()
    assert computer.run("restore", str(copy)).returncode == 0
    assert computer.count_people() == 1
    computer.database.write_bytes(b"nonsense" * 1000)
    computer.database.with_name("samtale.db-wal").write_bytes(b"stale")
    assert computer.run("restore", str(copy), "--replace").returncode == 0
    assert computer.count_people() == 1
    (aside,) = computer.database.parent.glob("*.before-restore-*[0-9]")
    assert aside.read_bytes() == b"nonsense" * 1000


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("damaged", "backup_damaged"),
        ("other key", "wrong_key"),
        ("a letter", "wrong_key"),
        ("missing", "file_unreadable"),
        ("tampered with", "backup_not_whole"),
    ],
)
def test_what_is_no_good_backup_is_not_put_back(computer: Computer, tmp_path: Path, what: str, code: str) -> None:
    copy, now = tmp_path / "copy.db", environment.now()
    address = SqliteAddress(computer.database, computer.paths.key.read_text())
    backup.create(now, address, copy, "here")
    backup.create(now, address, copy, "here", replace=True)
    if what == "damaged":
        with copy.open("r+b") as file:
            file.seek(4096 * 5)
            file.write(b"\0" * 4096)
    elif what == "other key":
        rekey.rekey(address, "12" * 32)
        address = SqliteAddress(address.path, "12" * 32)
    elif what == "a letter":
        copy.write_text("A letter. " * 1000)
    elif what == "missing":
        copy.unlink()
    else:
        opened = SqliteAddress(copy, address.key).open()
        with opened.connection_context():
            opened.execute_sql("drop trigger audit_entry_unchanged")
            opened.execute_sql("update audit_entry set terminal = 'there'")
    before = computer.names()
    with pytest.raises(DomainError, match=code) as refused:
        backup.restore(now, address, copy, "here", replace=True)
    assert refused.value.values["path"] == copy
    assert computer.names() == before
    assert restore.opens_with_key(address)


def test_a_new_key_opens_the_database_and_the_old_one_what_was_before(computer: Computer, tmp_path: Path) -> None:
    old = computer.paths.key.read_text()
    with another_program(computer):
        assert computer.run("rekey").returncode == 2
    assert computer.paths.key.read_text() == old
    done = computer.run("rekey")
    assert (done.returncode, done.stderr) == (0, "")
    assert computer.paths.key.read_text() != old
    assert computer.count_people() == 1
    (kept,) = computer.paths.config.glob("samtale.key.before-rekey-*")
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == (old, 0o600)
    (copy,) = computer.database.parent.glob("samtale.db.before-rekey-*")
    with SqliteAddress(copy, old).open().connection_context():
        pass
    assert computer.run("restore", str(copy), "--replace").returncode == 2


def test_a_lost_or_leaked_sign_in_key_is_replaced(computer: Computer) -> None:
    key = computer.paths.sign_in_key
    first = computer.run("rekey", "--sign-in")
    assert (first.returncode, first.stderr) == (0, "")
    assert re.search(r"One-time code for Kari Nordmann.*: (\w{4}-){2}\w{4}", first.stdout)
    old = key.read_text()
    again = computer.run("rekey", "--sign-in")
    assert again.returncode == 0
    assert (key.read_text() != old, key.stat().st_mode & 0o777) == (True, 0o600)
    (kept,) = computer.paths.config.glob("sign-in.key.before-rekey-*")
    assert kept.read_text() == old
    assert "matches this database" in computer.run("doctor").stdout
    key.write_text("12" * 32)
    assert "samtale rekey --sign-in" in computer.run("doctor").stdout
    assert computer.count_people() == 1


def test_a_key_that_opens_another_database_too_is_not_changed(computer: Computer, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    computer.run("backup", str(other))
    settings = load_settings(computer.paths.settings)
    save_settings(Settings(language="en", me=settings.me | {str(other): 1}), computer.paths.settings)
    done = computer.run("rekey")
    assert (done.returncode, str(other) in done.stderr) == (2, True)


def test_nothing_is_made_where_there_is_no_key(tmp_path: Path) -> None:
    fresh = Computer(tmp_path, Viewer(0, ""))
    for words in (("verify",), ("backup",), ("rekey",), ("restore", "any.db")):
        done = fresh.run(*words)
        assert (done.returncode, "database key is missing" in done.stderr) == (2, True)
    assert not fresh.paths.config.exists()


KILLED = """
import os, signal, sys
left = {step}
def watch(event, arguments):
    global left
    told = event in ("open", "os.rename", "os.remove", "os.chmod", "os.link", "sqlcipher")
    if told and any(sign in str(arguments[0]) for sign in ("samtale.db", "samtale.key")):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
import peewee
def also(execute):
    def execute_sql(self, sql, *values, **more):
        if any(sign in sql for sign in ("attach", "export", "commit", "detach", "journal_mode=delete", "begin")):
            sys.audit("open", "samtale.db: " + sql)
        return execute(self, sql, *values, **more)
    return execute_sql
peewee.Database.execute_sql = also(peewee.Database.execute_sql)
"""
"""Kills the process at its nth step on one of Samtale's files."""


@pytest.mark.parametrize("words", [("rekey",), ("restore", "copy.db", "--replace")])
def test_a_kill_at_any_moment_leaves_one_whole_database(computer: Computer, tmp_path: Path, words: tuple[str]) -> None:
    computer.run("backup", "copy.db")
    computer.hire("Ola Hansen")
    fresh = tmp_path / "fresh"
    shutil.copytree(tmp_path / "config", fresh / "config")
    shutil.copytree(tmp_path / "data", fresh / "data")
    found, step = set[int](), 0
    while True:
        step += 1
        done = computer.run(*words, before=KILLED.format(step=step))
        found.add(computer.count_people())
        if done.returncode != -signal.SIGKILL:
            break
        again = computer.run(*words)
        assert again.returncode == 0, (step, again.stderr)
        for name in ("config", "data"):
            shutil.rmtree(tmp_path / name)
            shutil.copytree(fresh / name, tmp_path / name)
    assert done.returncode == 0, done.stderr
    assert step > 10
    assert found == ({2} if words[0] == "rekey" else {1, 2})

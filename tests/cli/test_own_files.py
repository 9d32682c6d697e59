"""`samtale backup`, `restore` and `rekey` beside Samtale's own files, and where the database is a link."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.computer import Computer, set_up
from tests.small_disks import fill_up, small_disk

pytestmark = pytest.mark.slow  # a new program at each step


@pytest.mark.parametrize(
    "name", ["samtale.key", "sign-in.key", "settings.json", "mail.toml", "samtale.key.before-rekey-1"]
)
def test_a_backup_never_replaces_what_samtale_needs(computer: Computer, name: str) -> None:
    """Without its key the database, and the backup too, would be lost."""
    needed = computer.paths.config / name
    if not needed.exists():
        needed.write_text("needed")
    before = needed.read_bytes()
    for path in (str(needed), os.path.relpath(needed, computer.home)):
        done = computer.run("backup", path, "--replace")
        assert (done.returncode, needed.read_bytes()) == (2, before)
        assert "Samtale itself needs this file" in done.stderr


def test_a_backup_never_replaces_a_part_of_the_database(computer: Computer) -> None:
    for suffix in ("", "-wal", "-shm"):
        part = computer.database.with_name(f"samtale.db{suffix}")
        part.touch()
        assert computer.run("backup", str(part), "--replace").returncode == 2
    linked = computer.home / "other-name.db"
    linked.hardlink_to(computer.database)
    assert computer.run("backup", str(linked), "--replace").returncode == 2
    assert computer.count_people() == 1


def linked(computer: Computer) -> Path:
    """Move the database to another folder, and leave a link to it; its new path."""
    real = computer.home / "disk" / "real.db"
    real.parent.mkdir()
    shutil.move(computer.database, real)
    computer.database.symlink_to(real)
    return real


def test_a_new_key_leaves_no_copy_behind_a_link_that_the_old_key_opens(computer: Computer) -> None:
    real, old_key = linked(computer), computer.paths.key.read_text()
    before = real.read_bytes()
    done = computer.run("rekey")
    assert done.returncode == 0, done.stderr
    assert computer.paths.key.read_text() != old_key
    assert computer.database.is_symlink()
    assert real.read_bytes() != before
    kept = [path for path in real.parent.iterdir() if ".before-rekey-" in path.name]
    assert [str(path) in done.stdout for path in kept] == [True]
    assert computer.count_people() == 1


def test_a_backup_is_put_back_where_the_link_leads(computer: Computer) -> None:
    real = linked(computer)
    assert computer.run("backup", "copy.db").returncode == 0
    computer.hire("Ola Hansen")
    for _attempt in range(2):
        done = computer.run("restore", "copy.db", "--replace")
        assert (done.returncode, computer.database.is_symlink(), real.exists()) == (0, True, True), done.stderr
        assert computer.count_people() == 1
        real.unlink()  # the second time the link leads nowhere


def test_a_new_key_that_finds_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    """A copy that stays at each attempt would fill the disk."""
    with small_disk(tmp_path / "small") as disk:
        computer = set_up(disk / "home")
        assert computer.run("verify").returncode == 0
        size, names, keys = computer.database.stat().st_size, computer.names(), set(computer.paths.config.iterdir())
        filler = fill_up(disk, leaving=2 * size)  # for the backup, and not for the new file too
        done = computer.run("rekey")
        assert (done.returncode, "disk is full" in done.stderr) == (2, True), done.stderr
        filler.unlink()
        assert (computer.names(), set(computer.paths.config.iterdir())) == (names, keys)
        assert computer.count_people() == 1

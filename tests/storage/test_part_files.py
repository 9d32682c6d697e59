"""Unfinished copies: nobody else's file is written or taken over, and what a killed program left goes."""

from __future__ import annotations

import fcntl
import os
from datetime import datetime
from pathlib import Path

import pytest

from tests.small_disks import fill_up, make_read_only, small_disk
from tui_app.domain.errors import DomainError
from tui_app.files.atomic_write import write_atomically
from tui_app.services.maintenance import backup
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance.part_files import delete_abandoned_parts, part_file


@pytest.fixture
def opened(sqlite_address: SqliteAddress) -> SqliteAddress:
    """An open SQLite database."""
    storage.bind_database(schema.open_database(sqlite_address))
    return sqlite_address


def others(folder: Path) -> list[str]:
    """The names of unfinished files, links too."""
    return [path.name for path in folder.iterdir() if path.name.endswith(".part")]


@pytest.mark.parametrize("other_disk", [False, True])
@pytest.mark.parametrize("name", ["copy.db.part", "samtale.db.copy.part"])
def test_a_link_at_a_likely_name_is_not_followed(
    opened: SqliteAddress, now: datetime, tmp_path: Path, name: str, other_disk: bool
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        folder = disk if other_disk else tmp_path
        victim = folder / "victim"
        victim.write_bytes(b"mine")
        for place in {folder, opened.path.parent}:
            (place / name).symlink_to(victim)
        backup.create(now, opened, folder / "copy.db", "here")
        assert victim.read_bytes() == b"mine"
        assert (folder / name).is_symlink()
        assert (folder / "copy.db").stat().st_mode & 0o777 == 0o600
        assert set(others(folder)) == {name}


def test_a_link_in_place_of_the_backup_is_replaced_only_when_asked(
    opened: SqliteAddress, now: datetime, tmp_path: Path
) -> None:
    target, victim = tmp_path / "copy.db", tmp_path / "victim"
    target.symlink_to(victim)
    with pytest.raises(DomainError, match="file_exists"):
        backup.create(now, opened, target, "here")
    backup.create(now, opened, target, "here", replace=True)
    assert (target.is_symlink(), victim.exists()) == (False, False)


@pytest.mark.parametrize(("state", "code"), [("full", "backup_no_room"), ("read-only", "file_unwritable")])
def test_a_target_without_room_is_named_and_left_clean(
    opened: SqliteAddress, now: datetime, tmp_path: Path, state: str, code: str
) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        fill_up(disk, 40_000)
        if state == "read-only":
            make_read_only(disk)
        with pytest.raises(DomainError, match=code):
            backup.create(now, opened, disk / "copy.db", "here")
        assert [path.name for path in disk.iterdir()] == ["filler"]
    assert not others(opened.path.parent)


def test_no_room_beside_the_database_is_named_too(tmp_path: Path, empty_sqlite: Path, key: str, now: datetime) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk:
        address = SqliteAddress(disk / "samtale.db", key)
        address.path.write_bytes(empty_sqlite.read_bytes())
        storage.bind_database(schema.open_database(address))
        fill_up(disk, 300_000)
        with pytest.raises(DomainError, match="backup_no_room"):
            backup.create(now, address, tmp_path / "copy.db", "here")
        assert not others(disk)
        storage.proxy.close()


def test_what_a_killed_program_left_goes_and_what_a_running_one_writes_stays(tmp_path: Path) -> None:
    target = tmp_path / "samtale.db"
    program = os.fork()
    if not program:
        with part_file(target) as part:
            part.write_bytes(b"half")
            os.kill(os.getpid(), 9)
    os.waitpid(program, 0)
    (left,) = others(tmp_path)
    with part_file(target) as mine:
        assert set(others(tmp_path)) == {mine.name} != {left}
        delete_abandoned_parts(target)
        assert mine.exists()
    assert not others(tmp_path)


def test_a_file_for_which_there_is_no_room_leaves_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        fill_up(disk, 10_000)
        for replace in (False, True):
            with pytest.raises(DomainError, match="file_no_room"):
                write_atomically(disk / "minutes.pdf", b"x" * 100_000, replace=replace)
        assert [path.name for path in disk.iterdir()] == ["filler"]


def test_a_written_file_clears_what_a_killed_program_left(tmp_path: Path) -> None:
    old, locked, victim = (tmp_path / f".samtale-{name}.part" for name in ("old", "locked", "link"))
    for path in (old, locked):
        path.write_bytes(b"half")
        os.utime(path, (1, 1))
    victim.symlink_to(tmp_path / "elsewhere")
    with locked.open() as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        write_atomically(tmp_path / "minutes.pdf", b"whole")
        assert sorted(others(tmp_path)) == [".samtale-link.part", ".samtale-locked.part"]

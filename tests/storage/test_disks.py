"""Network disks are known by what the system tells of its mounts, and no database is opened or made on one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_app.domain.errors import StorageError
from tui_app.storage import schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import filesystems, restore

TABLE = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - {root} /dev/vda rw
40 27 0:40 / {folder}/home rw - nfs4 server:/home rw
41 40 0:41 / {folder}/home/kari rw shared:2 master:1 - btrfs /dev/sdb rw
42 27 0:42 / {folder}/a\\040share rw - fuse.sshfs kari@server: rw
43 27 0:43 / {folder}/twice rw - cifs //server/twice rw
44 43 0:44 / {folder}/twice rw - tmpfs tmpfs rw
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the system tells of its mounts, as the tests want it."""
    path = tmp_path / "mountinfo"
    path.write_text(TABLE.format(root="ext4", folder=tmp_path))
    monkeypatch.setattr(filesystems, "MOUNTS", path)
    return path


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("samtale.db", "ext4"),
        ("home/ola/samtale.db", "nfs4"),
        ("home/kari/samtale.db", "btrfs"),
        ("homes/samtale.db", "ext4"),
        ("a share/samtale.db", "fuse.sshfs"),
        ("twice/samtale.db", "tmpfs"),
    ],
)
def test_the_nearest_and_topmost_mount_counts(table: Path, tmp_path: Path, place: str, kind: str) -> None:
    assert filesystems.filesystem_type(tmp_path / place) == kind
    assert filesystems.is_network_type(kind) is (kind in ("nfs4", "fuse.sshfs"))


def test_a_link_is_followed(table: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "home")
    assert filesystems.filesystem_type(tmp_path / "link" / "samtale.db") == "nfs4"


def test_a_container_whose_whole_system_comes_from_outside_is_no_share(table: Path, tmp_path: Path) -> None:
    table.write_text(TABLE.format(root="9p", folder=tmp_path))
    assert not filesystems.is_network_type(filesystems.filesystem_type(tmp_path / "samtale.db"))


def test_where_nobody_tells_of_disks_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystems, "MOUNTS", tmp_path / "nothing")
    filesystems.require_local_disk(tmp_path / "samtale.db")


def test_no_database_is_made_or_put_on_a_network_disk(table: Path, tmp_path: Path, key: str) -> None:
    (tmp_path / "home").mkdir()
    there = SqliteAddress(tmp_path / "home" / "samtale.db", key)
    for attempt in (lambda: schema.open_sqlite(there, create=True), lambda: restore.prepare_restore(tmp_path, there)):
        with pytest.raises(StorageError, match="network_disk"):
            attempt()
    assert not list((tmp_path / "home").iterdir())

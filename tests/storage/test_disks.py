"""Network disks are recognized by the system's list of mounts, and no database is opened or created on one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_app.domain.errors import StorageError
from tui_app.storage import schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import filesystems, restore

MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - {root} /dev/vda rw
40 27 0:40 / {folder}/home rw - nfs4 server:/home rw
41 40 0:41 / {folder}/home/kari rw shared:2 master:1 - btrfs /dev/sdb rw
42 27 0:42 / {folder}/a\\040share rw - fuse.sshfs kari@server: rw
43 27 0:43 / {folder}/twice rw - cifs //server/twice rw
44 43 0:44 / {folder}/twice rw - tmpfs tmpfs rw
"""


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of mounts in place of the system's own."""
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS.format(root="ext4", folder=tmp_path))
    monkeypatch.setattr(filesystems, "MOUNTS", path)
    return path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("samtale.db", "ext4"),
        ("home/ola/samtale.db", "nfs4"),
        ("home/kari/samtale.db", "btrfs"),
        ("homes/samtale.db", "ext4"),
        ("a share/samtale.db", "fuse.sshfs"),
        ("twice/samtale.db", "tmpfs"),
    ],
)
def test_the_nearest_and_topmost_mount_counts(mounts: Path, tmp_path: Path, path: str, kind: str) -> None:
    assert filesystems.filesystem_type(tmp_path / path) == kind
    assert filesystems.is_network_type(kind) is (kind in ("nfs4", "fuse.sshfs"))


def test_a_link_is_followed(mounts: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "home")
    assert filesystems.filesystem_type(tmp_path / "link" / "samtale.db") == "nfs4"


def test_the_root_of_a_container_is_not_a_network_disk(mounts: Path, tmp_path: Path) -> None:
    mounts.write_text(MOUNTS.format(root="9p", folder=tmp_path))
    assert not filesystems.is_network_type(filesystems.filesystem_type(tmp_path / "samtale.db"))


def test_without_a_list_of_mounts_every_disk_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystems, "MOUNTS", tmp_path / "nothing")
    filesystems.require_local_disk(tmp_path / "samtale.db")


def test_no_database_is_created_or_restored_on_a_network_disk(mounts: Path, tmp_path: Path, key: str) -> None:
    (tmp_path / "home").mkdir()
    remote = SqliteAddress(tmp_path / "home" / "samtale.db", key)
    for attempt in (
        lambda: schema.open_sqlite(remote, create=True),
        lambda: restore.prepared_restore(tmp_path, remote).__enter__(),
    ):
        with pytest.raises(StorageError, match="network_disk"):
            attempt()
    assert not list((tmp_path / "home").iterdir())

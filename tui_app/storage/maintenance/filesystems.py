"""The file system of a path: a SQLite database must be on a local disk, not on a network disk."""

from __future__ import annotations

import re
from pathlib import Path

from tui_app.domain.errors import StorageError

MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux lists its mounts (proc(5)); other systems do not have this file."""

_NETWORK_TYPES = re.compile(
    r"9p|afs|beegfs|ceph|cifs|coda|davfs|gfs2|glusterfs|gpfs|lustre|ncpfs|nfs4?|ocfs2|prl_fs|smb3|smbfs|vboxsf|vmhgfs"
    r"|fuse\.(ceph|curlftpfs|davfs2?|glusterfs|gvfsd-fuse|rclone|s3fs|smbnetfs|sshfs|vmhgfs-fuse)"
)
"""File systems that other computers may write to directly. SQLite's locks and the shared memory of its write-ahead log
do not work between computers (sqlite.org/wal.html, section 1)."""


def filesystem_type(path: Path) -> str:
    """Return the type of the file system of a path, which need not exist yet; empty if it is not known."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    target, kind, longest = str(path.absolute().resolve()), "", 0
    for line in lines:
        before, _dash, after = line.partition(" - ")
        mount_point = _unescape(before.split(" ")[4])
        # of several mounts at one place the last is on top
        if len(mount_point) >= longest and (target == mount_point or target.startswith(f"{mount_point.rstrip('/')}/")):
            kind, longest = after.split(" ")[0], len(mount_point)
    return "" if kind == "9p" and longest == 1 else kind  # 9p is the root of some containers, not a network disk


def _unescape(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), text)


def is_network_type(kind: str) -> bool:
    """True if other computers may write to this type of file system directly."""
    return bool(_NETWORK_TYPES.fullmatch(kind))


def require_local_disk(path: Path) -> None:
    """Check that the path of a database, which need not exist yet, is on a local disk.

    Raises:
        StorageError: `network_disk`.
    """
    if is_network_type(kind := filesystem_type(path)):
        raise StorageError("network_disk", path=path, kind=kind)

"""Which disk a path lies on: SQLite belongs on one of this computer, never on one that comes over a network."""

from __future__ import annotations

import re
from pathlib import Path

from tui_app.domain.errors import StorageError

MOUNTS = Path("/proc/self/mountinfo")
"""What Linux tells of its disks (proc(5)); other systems have no such file."""

_NETWORK_TYPES = re.compile(
    r"9p|afs|beegfs|ceph|cifs|coda|davfs|gfs2|glusterfs|gpfs|lustre|ncpfs|nfs4?|ocfs2|prl_fs|smb3|smbfs|vboxsf|vmhgfs"
    r"|fuse\.(ceph|curlftpfs|davfs2?|glusterfs|gvfsd-fuse|rclone|s3fs|smbnetfs|sshfs|vmhgfs-fuse)"
)
"""Kinds of file systems that others may write to past this computer; locks and the shared memory of SQLite's WAL do
not reach across (sqlite.org/wal.html, section 1)."""


def filesystem_type(path: Path) -> str:
    """The kind of file system that a path lies on, though it may not be there yet; empty where nobody tells."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    here, found, longest = str(path.absolute().resolve()), "", 0
    for line in lines:
        before, _dash, after = line.partition(" - ")
        top = _unescaped(before.split(" ")[4])
        # the last of several on one place lies on top of the others
        if len(top) >= longest and (here == top or here.startswith(f"{top.rstrip('/')}/")):
            found, longest = after.split(" ")[0], len(top)
    return "" if found == "9p" and longest == 1 else found  # a container whose whole system comes that way


def _unescaped(place: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), place)


def is_network_type(kind: str) -> bool:
    """Whether others may write to such a file system past this computer."""
    return bool(_NETWORK_TYPES.fullmatch(kind))


def require_local_disk(path: Path) -> None:
    """See that a database lies, or is to lie, on a disk of this computer.

    Raises:
        StorageError: `network_disk`.
    """
    if is_network_type(kind := filesystem_type(path)):
        raise StorageError("network_disk", path=path, kind=kind)

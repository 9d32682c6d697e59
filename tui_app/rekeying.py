"""A new key for the SQLite database: the file and its key change together, whenever the program may be killed.

The new key waits beside the old one (`samtale.key.next`) before the file is written anew. Until the file is in its
place the old key opens it; from then on the waiting one does, and whichever program comes next gives it its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from tui_app.domain.audit import AuditKind
from tui_app.domain.refusals import Refusal
from tui_app.files.keys import next_key, read_key, take_next, write_key
from tui_app.files.places import Places
from tui_app.services import copies, upkeep
from tui_app.storage import database, replacing, schema
from tui_app.storage.database import SqliteAddress


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """Where the old ones are kept: the database, and the key that opens it and all older backups."""

    backup: Path
    old_key: Path


def rekey(now: datetime, place: Places, address: SqliteAddress, new_key: str, others: list[Path], who: str) -> Rekeyed:
    """Give the database in use a new key, after a verified backup.

    Args:
        new_key: random, from the one place that makes such.
        others: other databases that this computer has opened; none may depend on the same key.
        who: terminal, as the log names it.

    Raises:
        Refusal: `key_serves_others`, `database_in_use`, or no backup could be made; nothing has changed then.
    """
    for other in others:
        if other.exists() and not other.samefile(address.path) and replacing.opens(SqliteAddress(other, address.key)):
            raise Refusal("key_serves_others", path=other)
    database.proxy.close()
    replacing.nobody_else(address)
    kept = _free_names(now, place, address)
    copies.backup(now, address, kept.backup, who)
    database.proxy.close()
    write_key(kept.old_key, address.key)
    waiting = next_key(place.key)
    waiting.unlink(missing_ok=True)
    write_key(waiting, new_key)
    try:
        replacing.rekey(address, new_key)
    except Refusal:
        if replacing.opens(address):  # else the file is in its place, and the waiting key is the one that opens it
            waiting.unlink()
            kept.old_key.unlink()
        raise
    take_next(place.key)
    database.use(schema.open_sqlite(SqliteAddress(address.path, read_key(place.key) or ""), create=False))
    upkeep.note(now, AuditKind.REKEYED, who)
    return kept


def _free_names(now: datetime, place: Places, address: SqliteAddress) -> Rekeyed:
    """Where the old ones are to lie; a try of the same second that was broken off has left its own there."""
    for number in count(1):
        sign = f"before-rekey-{now:%Y-%m-%d-%H%M%S}" + (f"-{number}" if number > 1 else "")
        names = Rekeyed(*(path.with_name(f"{path.name}.{sign}") for path in (address.path, place.key)))
        if not (names.backup.exists() or names.old_key.exists()):
            break
    return names

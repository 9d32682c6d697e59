"""New keys: for the SQLite database, and for signing in.

The database file and its key change together, whenever the program may be killed.
The new key waits beside the old one (`samtale.key.next`) before the file is written anew. Until the file is in its
place the old key opens it; from then on the waiting one does, and whichever program comes next gives it its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from tui_app.domain.audit import AuditKind
from tui_app.domain.records import Person
from tui_app.domain.refusals import Refusal
from tui_app.files.keys import next_key, read_key, take_next, write_key
from tui_app.files.places import Places
from tui_app.services import copies, upkeep
from tui_app.services.locksmith import Locksmith
from tui_app.storage import database, replacing, schema
from tui_app.storage.database import SqliteAddress


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """Where the old ones are kept: the database, and the key that opens it and all older backups."""

    backup: Path
    old_key: Path


@dataclass(frozen=True, slots=True)
class SignInRekeyed:
    """Where the old sign-in key is kept, if there was one; those who administer, each with a one-time code."""

    old_key: Path | None
    codes: list[tuple[Person, str]]


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


def rekey_sign_in(now: datetime, place: Places, smith: Locksmith, who: str) -> SignInRekeyed:
    """Give the database in use a new sign-in key, and this computer too; broken off, it is begun anew.

    Args:
        smith: with the new key, from the one place that makes such.
        who: terminal, as the log names it.

    Raises:
        Refusal: the key cannot be kept, or the database does not answer; nothing has changed then.
    """
    waiting = next_key(place.sign_in_key)
    waiting.unlink(missing_ok=True)
    write_key(waiting, smith.key.hex())
    try:
        codes = upkeep.replace_sign_in_key(now, smith, who)
    except Refusal:
        waiting.unlink()
        raise
    old_key = None
    if place.sign_in_key.exists():
        old_key = place.sign_in_key.with_name(f"{place.sign_in_key.name}.before-rekey-{now:%Y-%m-%d-%H%M%S}")
        place.sign_in_key.replace(old_key)
    take_next(place.sign_in_key)
    return SignInRekeyed(old_key, codes)


def _free_names(now: datetime, place: Places, address: SqliteAddress) -> Rekeyed:
    """Where the old ones are to lie; a try of the same second that was broken off has left its own there."""
    for number in count(1):
        sign = f"before-rekey-{now:%Y-%m-%d-%H%M%S}" + (f"-{number}" if number > 1 else "")
        names = Rekeyed(*(path.with_name(f"{path.name}.{sign}") for path in (address.path, place.key)))
        if not (names.backup.exists() or names.old_key.exists()):
            break
    return names

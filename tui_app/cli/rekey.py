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

import click

from tui_app import environment, wiring
from tui_app.cli.common import find_database, open_found_database
from tui_app.cli.database import require_sqlite
from tui_app.domain.audit import AuditKind
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person
from tui_app.files.keys import activate_pending_key, pending_key_path, read_key, write_key
from tui_app.files.paths import AppPaths
from tui_app.services import access_log
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.maintenance import backup as copies
from tui_app.services.maintenance import rekey as sign_in_rekey
from tui_app.storage import database, schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.storage.maintenance import rekey as stored_rekey
from tui_app.storage.maintenance import restore
from tui_app.text.i18n import _, format_message


@dataclass(frozen=True, slots=True)
class RekeyFiles:
    """Where the old ones are kept: the database, and the key that opens it and all older backups."""

    backup: Path
    old_key: Path


@dataclass(frozen=True, slots=True)
class SignInRekeyResult:
    """Where the old sign-in key is kept, if there was one; those who administer, each with a one-time code."""

    old_key: Path | None
    codes: list[tuple[Person, str]]


def rekey_database(
    now: datetime, place: AppPaths, address: SqliteAddress, new_key: str, others: list[Path], who: str
) -> RekeyFiles:
    """Give the database in use a new key, after a verified backup.

    Args:
        new_key: random, from the one place that makes such.
        others: other databases that this computer has opened; none may depend on the same key.
        who: terminal, as the log names it.

    Raises:
        DomainError: `key_serves_others`, `database_in_use`, or no backup could be made; nothing has changed then.
    """
    for other in others:
        if (
            other.exists()
            and not other.samefile(address.path)
            and restore.opens_with_key(SqliteAddress(other, address.key))
        ):
            raise DomainError("key_serves_others", path=other)
    database.proxy.close()
    restore.require_not_in_use(address)
    kept = _unused_paths(now, place, address)
    copies.create(now, address, kept.backup, who)
    database.proxy.close()
    write_key(kept.old_key, address.key)
    waiting = pending_key_path(place.key)
    waiting.unlink(missing_ok=True)
    write_key(waiting, new_key)
    try:
        stored_rekey.rekey(address, new_key)
    except DomainError:
        if restore.opens_with_key(
            address
        ):  # else the file is in its place, and the waiting key is the one that opens it
            waiting.unlink()
            kept.old_key.unlink()
        raise
    activate_pending_key(place.key)
    database.bind_database(schema.open_sqlite(SqliteAddress(address.path, read_key(place.key) or ""), create=False))
    access_log.record_maintenance(now, AuditKind.REKEYED, who)
    return kept


def replace_sign_in_key_file(now: datetime, place: AppPaths, smith: PasswordHasher, who: str) -> SignInRekeyResult:
    """Give the database in use a new sign-in key, and this computer too; broken off, it is begun anew.

    Args:
        smith: with the new key, from the one place that makes such.
        who: terminal, as the log names it.

    Raises:
        DomainError: the key cannot be kept, or the database does not answer; nothing has changed then.
    """
    waiting = pending_key_path(place.sign_in_key)
    waiting.unlink(missing_ok=True)
    write_key(waiting, smith.key.hex())
    try:
        codes = sign_in_rekey.replace_sign_in_key(now, smith, who)
    except DomainError:
        waiting.unlink()
        raise
    old_key = None
    if place.sign_in_key.exists():
        old_key = place.sign_in_key.with_name(f"{place.sign_in_key.name}.before-rekey-{now:%Y-%m-%d-%H%M%S}")
        place.sign_in_key.replace(old_key)
    activate_pending_key(place.sign_in_key)
    return SignInRekeyResult(old_key, codes)


def _unused_paths(now: datetime, place: AppPaths, address: SqliteAddress) -> RekeyFiles:
    """Where the old ones are to lie; a try of the same second that was broken off has left its own there."""
    for number in count(1):
        sign = f"before-rekey-{now:%Y-%m-%d-%H%M%S}" + (f"-{number}" if number > 1 else "")
        names = RekeyFiles(*(path.with_name(f"{path.name}.{sign}") for path in (address.path, place.key)))
        if not (names.backup.exists() or names.old_key.exists()):
            break
    return names


@click.command()
@click.option("--sign-in", is_flag=True, help="The sign-in key instead: everybody chooses a new secret.")
@click.pass_obj
def rekey(database: str | None, sign_in: bool) -> None:
    """Give the SQLite database a new key, after everybody has closed Samtale and after a verified backup."""
    place, settings, any_address = find_database(database)
    if sign_in:
        open_found_database(any_address, settings)
        _run_sign_in_rekey(place)
        return
    address = require_sqlite(any_address)
    open_found_database(address, settings)
    others = [Path(name) for name in settings.me if "://" not in name]
    kept = rekey_database(environment.now(), place, address, environment.new_key(), others, environment.terminal_name())
    click.echo(
        format_message(
            _(
                "The database has a new key: $key\n"
                "Older backups still need the old key, which is kept: $old_key\n"
                "The previous database, with the old key: $backup\n"
                "If the old key may have leaked, delete everything it opens. The sign-in key is "
                "unchanged."
            ),
            key=place.key,
            old_key=kept.old_key,
            backup=kept.backup,
        )
    )


def _run_sign_in_rekey(place: AppPaths) -> None:

    done = replace_sign_in_key_file(environment.now(), place, wiring.temporary_hasher(), environment.terminal_name())
    click.echo(
        format_message(
            _(
                "There is a new sign-in key: $key\n"
                "Copy it to the other computers that use this database. Earlier passwords, PINs and "
                "codes no longer work, and all sessions have ended."
            ),
            key=place.sign_in_key,
        )
    )
    if done.old_key:
        click.echo(format_message(_("The old key is kept, for earlier backups: $old_key"), old_key=done.old_key))
    for person, code in done.codes:
        click.echo(
            format_message(_("One-time code for $name, valid for seven days: $code"), name=person.name, code=code)
        )
    click.echo(_("Administrators make codes for others in People and accounts; leaders make them for their team."))


COMMANDS: dict[str, click.Command] = {"rekey": rekey}

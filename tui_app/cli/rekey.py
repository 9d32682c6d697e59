"""The command `samtale rekey`: new keys for the SQLite database and for signing in.

The database file and its key must change together, even if the program is killed. Therefore the new key is first
written beside the old one (`samtale.key.next`), then the file is replaced. Until then the old key opens the file; from
then on the pending key does, and the next program that starts renames it.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct
from msgspec.structs import replace

from tui_app import environment, wiring
from tui_app.cli.common import find_database, open_existing
from tui_app.cli.output import end_if_unlogged, showing_progress
from tui_app.domain.audit import AuditKind
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person
from tui_app.files.keys import activate_pending_key, pending_key_path, read_key, write_key
from tui_app.files.paths import AppPaths
from tui_app.text.i18n import _, format_message

if TYPE_CHECKING:
    from tui_app.services.accounts.password_hasher import PasswordHasher
    from tui_app.storage.addresses import SqliteAddress


class RekeyFiles(Struct, frozen=True):
    """The files that are kept: a backup of the database, and the old key, which opens it and all older backups.

    Attributes:
        is_logged: False if the new key could not be noted in the log.
    """

    backup_path: Path
    old_key_path: Path
    is_logged: bool = True


class SignInRekeyResult(Struct, frozen=True):
    """The file of the old sign-in key, if there was one, and the administrators, each with a one-time code."""

    old_key_path: Path | None
    codes: list[tuple[Person, str]]


@click.command()
@click.option("--sign-in", is_flag=True, help="Replace the sign-in key instead: everyone chooses a new password.")
@click.pass_obj
def rekey(database: str | None, sign_in: bool) -> None:
    """Make a verified backup and give the SQLite database a new key. Everyone must close Samtale first."""
    target = find_database(database, needs_key=True)
    if sign_in:
        open_existing(target)
        _run_sign_in_rekey(target.paths)
        return
    address = target.sqlite_address()
    open_existing(target)
    others = [Path(name) for name in target.settings.me if "://" not in name]
    with showing_progress():
        files = rekey_database(
            environment.now(), target.paths, address, environment.new_key(), others, environment.terminal_name()
        )
    click.echo(
        format_message(
            _(
                "The database has a new key: $key\n"
                "Older backups still need the old key, which is kept: $old_key\n"
                "The previous database, with the old key: $backup\n"
                "If the old key may have leaked, delete everything it opens. The sign-in key is "
                "unchanged."
            ),
            key=target.paths.key,
            old_key=files.old_key_path,
            backup=files.backup_path,
        )
    )
    end_if_unlogged(is_logged=files.is_logged)


def _run_sign_in_rekey(paths: AppPaths) -> None:
    result = replace_sign_in_key_file(
        environment.now(), paths, wiring.new_password_hasher(), environment.terminal_name()
    )
    click.echo(
        format_message(
            _(
                "There is a new sign-in key: $key\n"
                "Copy it to the other computers that use this database. Earlier passwords, PINs and "
                "codes no longer work, and all sessions have ended."
            ),
            key=paths.sign_in_key,
        )
    )
    if result.old_key_path:
        message = _("The old key is kept, for earlier backups: $old_key")
        click.echo(format_message(message, old_key=result.old_key_path))
    for person, code in result.codes:
        message = _("One-time code for $name, valid for seven days: $code")
        click.echo(format_message(message, name=person.name, code=code))
    click.echo(_("Administrators make codes for others in People and accounts; leaders make them for their team."))


COMMANDS: dict[str, click.Command] = {"rekey": rekey}


def rekey_database(
    now: datetime, paths: AppPaths, address: SqliteAddress, new_key: str, others: list[Path], terminal: str
) -> RekeyFiles:
    """Give the open database a new key, after a verified backup.

    Args:
        new_key: a random key.
        others: other databases that this computer has used; none of them may need the same key.
        terminal: as the audit log names it.

    Raises:
        DomainError: `key_of_another_database`, `database_in_use`, or the backup failed; nothing has changed then.
    """
    from tui_app.services import access_log
    from tui_app.services.maintenance import backup
    from tui_app.storage import database, schema
    from tui_app.storage.addresses import SqliteAddress
    from tui_app.storage.maintenance import restore
    from tui_app.storage.maintenance.rekey import rekey as rekey_file

    _require_key_serves_only(address, others)
    database.proxy.close()
    restore.require_not_in_use(address)
    files = _unused_paths(now, paths, address)
    pending = pending_key_path(paths.key)
    try:
        backup.create(now, address, files.backup_path, terminal)
        database.proxy.close()
        write_key(files.old_key_path, address.key)
        pending.unlink(missing_ok=True)
        write_key(pending, new_key)
        rekey_file(address, new_key)
    except DomainError:
        if restore.opens_with_key(address):  # otherwise the file has been replaced, and the pending key opens it
            for path in (pending, files.old_key_path, files.backup_path):  # whoever tries again must find room
                path.unlink(missing_ok=True)
        raise
    activate_pending_key(paths.key)
    database.bind_database(schema.open_sqlite(SqliteAddress(address.path, read_key(paths.key) or ""), create=False))
    return replace(files, is_logged=access_log.record_maintenance(now, AuditKind.REKEYED, terminal))


def _require_key_serves_only(address: SqliteAddress, others: list[Path]) -> None:
    """Check that the key of a database opens none of the others.

    Raises:
        DomainError: `key_of_another_database`, with the path of one that it opens.
    """
    from tui_app.storage.addresses import SqliteAddress
    from tui_app.storage.maintenance.restore import opens_with_key

    for other in others:
        is_other = other.exists() and not other.samefile(address.path)
        if is_other and opens_with_key(SqliteAddress(other, address.key)):
            raise DomainError("key_of_another_database", path=other)


def replace_sign_in_key_file(
    now: datetime, paths: AppPaths, hasher: PasswordHasher, terminal: str
) -> SignInRekeyResult:
    """Give the open database and this computer a new sign-in key; after an interruption, run it again.

    Args:
        hasher: with the new key.
        terminal: as the audit log names it.

    Raises:
        DomainError: the key cannot be written, or the database does not answer; nothing has changed then.
    """
    from tui_app.services.maintenance.rekey import replace_sign_in_key

    pending = pending_key_path(paths.sign_in_key)
    pending.unlink(missing_ok=True)
    write_key(pending, hasher.key.hex())
    try:
        codes = replace_sign_in_key(now, hasher, terminal)
    except DomainError:
        pending.unlink()
        raise
    old_key = None
    if paths.sign_in_key.exists():
        old_key = paths.sign_in_key.with_name(f"{paths.sign_in_key.name}.before-rekey-{now:%Y-%m-%d-%H%M%S}")
        paths.sign_in_key.replace(old_key)
    activate_pending_key(paths.sign_in_key)
    return SignInRekeyResult(old_key, codes)


def _unused_paths(now: datetime, paths: AppPaths, address: SqliteAddress) -> RekeyFiles:
    """Names for the files to keep; an attempt interrupted in the same second may have left some behind."""
    for number in count(1):
        suffix = f"before-rekey-{now:%Y-%m-%d-%H%M%S}" + (f"-{number}" if number > 1 else "")
        backup_path, old_key_path = (path.with_name(f"{path.name}.{suffix}") for path in (address.path, paths.key))
        files = RekeyFiles(backup_path, old_key_path)
        if not (files.backup_path.exists() or files.old_key_path.exists()):
            break
    return files

"""What stands after `samtale` for whoever keeps the database: verify, backup, restore, rekey."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from tui_app import bootstrap
from tui_app.cli import address_here, settings_here
from tui_app.domain.audit import Head, read_head
from tui_app.domain.refusals import Refusal
from tui_app.domain.upkeep import Verified
from tui_app.files.places import Places
from tui_app.files.settings import Settings
from tui_app.storage.database import Address, SqliteAddress
from tui_app.ui.language import _, told

PROBLEMS = 1
"""Exit code when something that was looked at does not hold."""


def _known(database: str | None) -> tuple[Places, Settings, Address]:
    """The database that is meant; no key is made where there is none.

    Raises:
        Refusal: `key_missing`, or what `address_here` raises.
    """
    place = bootstrap.places()
    settings = settings_here(place)
    wanted = bootstrap.wanted_database(database, settings) or ""
    if not wanted.startswith(("postgresql://", "postgres://")) and not place.key.exists():
        raise Refusal("key_missing", path=place.key)
    return place, settings, address_here(database, settings, place)


def _open(address: Address, settings: Settings) -> None:
    """Use the database.

    Raises:
        Refusal: there is none, or it cannot be opened.
    """
    if not bootstrap.connect(address, settings):
        raise Refusal("database_missing", path=bootstrap.name_of(address))


def _file_of(address: Address) -> SqliteAddress:
    """The address of a SQLite file.

    Raises:
        Refusal: `postgres_copies`: PostgreSQL has tools of its own.
    """
    if not isinstance(address, SqliteAddress):
        raise Refusal("postgres_copies", address=bootstrap.name_of(address))
    return address


def _head(ctx: click.Context, param: click.Parameter, value: str | None) -> Head | None:
    """The last line of an earlier look, as `samtale verify` printed it."""
    try:
        return read_head(value) if value else None
    except ValueError:
        words = _("Give it as it was printed: a number, a colon, and 64 digits and letters.")
        raise click.BadParameter(words, ctx, param) from None


@click.command()
@click.option(
    "--since",
    metavar="NUMBER:HASH",
    callback=_head,
    help="The last line of an earlier look: is it still in the log?",
)
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def verify(database: str | None, since: Head | None, as_json: bool) -> None:
    """Check the log, the signed minutes and the database. Shows nothing of what people wrote."""
    from tui_app.services import upkeep
    from tui_app.ui.upkeep_words import line, words_for_head, words_for_verified

    _place, settings, address = _known(database)
    _open(address, settings)
    found = upkeep.verify(since)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    else:
        for said in words_for_verified(found):
            click.echo(line(said))
        click.echo(words_for_head(found))
    if not found.holds:
        sys.exit(PROBLEMS)


def _as_json(found: Verified) -> dict[str, object]:
    from tui_app.ui.upkeep_words import words_for_damage

    return {
        "holds": found.holds,
        "log": {
            "lines": found.lines,
            "head": str(found.head) if found.head else None,
            "broken": found.broken,
            "earlier_stands": found.earlier_stands,
        },
        "minutes": {"signed": found.minutes, "wrong": found.wrong_minutes},
        "database": {
            "kind": found.kind,
            "tables": found.tables,
            "damage": [{"code": one.code, "where": one.where, "reason": words_for_damage(one)} for one in found.damage],
        },
    }


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--replace", is_flag=True, help="Write over a file of the same name.")
@click.pass_obj
def backup(database: str | None, file: Path | None, replace: bool) -> None:
    """Write a verified copy of the database to FILE, else beside it; people may go on working."""
    from tui_app.services import copies

    _place, settings, any_address = _known(database)
    address, now = _file_of(any_address), bootstrap.now()
    _open(address, settings)
    target = file or copies.backup_name(address, now)
    copies.backup(now, address, target, bootstrap.terminal(), replace=replace)
    click.echo(told(_("A verified copy is in $path\nThe key that opens it is not in it."), path=target))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Though there is a database; that one is kept aside.")
@click.pass_obj
def restore(database: str | None, file: Path, replace: bool) -> None:
    """Put the backup in FILE in the place of the database, after everybody has closed Samtale."""
    from tui_app.services import copies
    from tui_app.ui.upkeep_words import words_for_contents

    _place, _settings, any_address = _known(database)
    now, made = bootstrap.now(), _made_at(file)
    restored = copies.restore(now, _file_of(any_address), file, bootstrap.terminal(), replace=replace)
    click.echo(told(_("Restored: $path, of $moment"), path=file, moment=made))
    click.echo(words_for_contents(restored.contents))
    if restored.aside:
        click.echo(told(_("The database that was there before is kept: $path"), path=restored.aside))


def _made_at(file: Path) -> str:
    try:
        return f"{datetime.fromtimestamp(file.stat().st_mtime).astimezone():%Y-%m-%d %H:%M}"
    except OSError as error:
        raise Refusal("file_unreadable", path=file) from error


@click.command()
@click.option("--sign-in", is_flag=True, help="The sign-in key instead: everybody chooses a new secret.")
@click.pass_obj
def rekey(database: str | None, sign_in: bool) -> None:
    """Give the SQLite database a new key, after everybody has closed Samtale and after a verified backup."""
    from tui_app.rekeying import rekey as change_key

    place, settings, any_address = _known(database)
    if sign_in:
        _open(any_address, settings)
        _rekey_sign_in(place)
        return
    address = _file_of(any_address)
    _open(address, settings)
    others = [Path(name) for name in settings.me if "://" not in name]
    kept = change_key(bootstrap.now(), place, address, bootstrap.new_key(), others, bootstrap.terminal())
    click.echo(
        told(
            _(
                "The database has a new key: $key\n"
                "Older backups still need the old one, which is kept: $old_key\n"
                "The database as it was, with the old key: $backup\n"
                "Where the old key may be in wrong hands, delete what it opens. The sign-in key is the same as before."
            ),
            key=place.key,
            old_key=kept.old_key,
            backup=kept.backup,
        )
    )


def _rekey_sign_in(place: Places) -> None:
    from tui_app.rekeying import rekey_sign_in

    done = rekey_sign_in(bootstrap.now(), place, bootstrap.throwaway_locksmith(), bootstrap.terminal())
    click.echo(
        told(
            _(
                "There is a new sign-in key: $key\n"
                "Copy it to the other computers of this database. All secrets, PINs and codes from before are void, "
                "and what was open has ended."
            ),
            key=place.sign_in_key,
        )
    )
    if done.old_key:
        click.echo(told(_("The old one is kept, for backups from before: $old_key"), old_key=done.old_key))
    for person, code in done.codes:
        click.echo(told(_("One-time code for $name, valid for seven days: $code"), name=person.name, code=code))
    click.echo(_("Who administers makes the others' codes in People and accounts, leaders those of their team."))


COMMANDS: dict[str, click.Command] = {"verify": verify, "backup": backup, "restore": restore, "rekey": rekey}

"""What stands after `samtale` for whoever keeps the database: verify, backup, restore, rekey."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from tui_app import connection, environment
from tui_app.cli.common import find_database, load_user_settings, open_found_database
from tui_app.connection import resolve_requested_address
from tui_app.domain.audit import ChainHead, parse_chain_head
from tui_app.domain.errors import DomainError
from tui_app.domain.maintenance.integrity import IntegrityReport
from tui_app.storage.addresses import Address, SqliteAddress
from tui_app.text.i18n import _, format_message

PROBLEMS = 1
"""Exit code when something that was looked at does not hold."""


def require_sqlite(address: Address) -> SqliteAddress:
    """The address of a SQLite file.

    Raises:
        DomainError: `postgres_copies`: PostgreSQL has tools of its own.
    """
    if not isinstance(address, SqliteAddress):
        raise DomainError("postgres_copies", address=connection.address_name(address))
    return address


def _parse_log_head(ctx: click.Context, param: click.Parameter, value: str | None) -> ChainHead | None:
    """The last line of an earlier look, as `samtale verify` printed it."""
    try:
        return parse_chain_head(value) if value else None
    except ValueError:
        words = _("Enter it as printed: a number, a colon, and 64 digits and letters.")
        raise click.BadParameter(words, ctx, param) from None


@click.command()
@click.option(
    "--since",
    metavar="NUMBER:HASH",
    callback=_parse_log_head,
    help="The last line of an earlier look: is it still in the log?",
)
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def verify(database: str | None, since: ChainHead | None, as_json: bool) -> None:
    """Check the log, the signed minutes and the database. Shows nothing of what people wrote."""
    from tui_app.services.maintenance import integrity
    from tui_app.text.administration.database import format_check_line, log_head_message, verification_lines

    _place, settings, address = find_database(database)
    open_found_database(address, settings)
    found = integrity.verify(since)
    if as_json:
        click.echo(json.dumps(_verification_as_json(found), ensure_ascii=False, indent=2))
    else:
        for said in verification_lines(found):
            click.echo(format_check_line(said))
        click.echo(log_head_message(found))
    if not found.is_intact:
        sys.exit(PROBLEMS)


def _verification_as_json(found: IntegrityReport) -> dict[str, object]:
    from tui_app.text.administration.database import damage_message

    return {
        "holds": found.is_intact,
        "log": {
            "lines": found.lines,
            "head": str(found.head) if found.head else None,
            "broken": found.broken_entries,
            "earlier_stands": found.has_earlier_head,
        },
        "minutes": {"signed": found.minutes, "wrong": found.altered_minutes},
        "database": {
            "kind": found.kind,
            "tables": found.tables,
            "damage": [{"code": one.code, "where": one.where, "reason": damage_message(one)} for one in found.damage],
        },
    }


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--replace", is_flag=True, help="Write over a file of the same name.")
@click.pass_obj
def backup(database: str | None, file: Path | None, replace: bool) -> None:
    """Write a verified copy of the database to FILE, else beside it; people may go on working."""
    from tui_app.services.maintenance import backup as copies

    _place, settings, any_address = find_database(database)
    address, now = require_sqlite(any_address), environment.now()
    open_found_database(address, settings)
    target = file or copies.backup_name(address, now)
    copies.create(now, address, target, environment.terminal_name(), replace=replace)
    click.echo(format_message(_("Verified copy saved to $path\nThe key that opens it is not included."), path=target))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Though there is a database; that one is kept aside.")
@click.pass_obj
def restore(database: str | None, file: Path, replace: bool) -> None:
    """Put the backup in FILE in the place of the database, after everybody has closed Samtale."""
    from tui_app.services.maintenance import backup as copies
    from tui_app.text.administration.database import backup_contents_text

    _place, _settings, any_address = find_database(database)
    now, made = environment.now(), _modified_at(file)
    restored = copies.restore(now, require_sqlite(any_address), file, environment.terminal_name(), replace=replace)
    click.echo(format_message(_("Restored: $path, from $moment"), path=file, moment=made))
    click.echo(backup_contents_text(restored.contents))
    if restored.previous_database:
        click.echo(format_message(_("The previous database is kept: $path"), path=restored.previous_database))


def _modified_at(file: Path) -> str:
    try:
        return f"{datetime.fromtimestamp(file.stat().st_mtime).astimezone():%Y-%m-%d %H:%M}"
    except OSError as error:
        raise DomainError("file_unreadable", path=file) from error


@click.command()
@click.pass_obj
def upgrade(database: str | None) -> None:
    """Bring a PostgreSQL database to this version; a SQLite file is upgraded whenever it is opened."""
    from tui_app.storage import schema
    from tui_app.storage.addresses import PostgresAddress

    place = environment.app_paths()
    settings = load_user_settings(place)
    address = resolve_requested_address(database, settings, place)
    applied: tuple[str, ...] = ()
    if isinstance(address, PostgresAddress):
        applied = schema.upgrade_postgres(address)
    elif not connection.open_if_exists(address, settings):
        raise DomainError("database_missing", path=connection.address_name(address))
    click.echo("\n".join((*applied, _("The database is up to date."))))


COMMANDS: dict[str, click.Command] = {"verify": verify, "backup": backup, "restore": restore, "upgrade": upgrade}

"""The commands `verify`, `backup`, `restore`, `upgrade` and `administrator`, for whoever looks after the database."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_app import environment, wiring
from tui_app.cli.common import ExitCode, asks_who, find_database, open_existing
from tui_app.cli.output import FilePath, end_if_unlogged, print_json, showing_progress
from tui_app.domain.audit import ChainHead, parse_chain_head
from tui_app.domain.errors import DomainError
from tui_app.files.paths import AppPaths
from tui_app.text.i18n import _, format_message

if TYPE_CHECKING:
    from tui_app.connection import DatabaseTarget
    from tui_app.domain.maintenance.integrity import IntegrityReport


def _parse_log_head(ctx: click.Context, param: click.Parameter, value: str | None) -> ChainHead | None:
    try:
        return None if value is None else parse_chain_head(value)
    except ValueError:
        message = _("Enter it as printed: a number, a colon, and 64 digits and letters.")
        raise click.BadParameter(message, ctx, param) from None


@click.command()
@click.option(
    "--since",
    metavar="NUMBER:HASH",
    callback=_parse_log_head,
    help="Check that this last entry of an earlier run is still in the log.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def verify(database: str | None, since: ChainHead | None, as_json: bool) -> None:
    """Check the log, the signed minutes and the database. Shows none of what people wrote."""
    open_existing(find_database(database, needs_key=True))
    from tui_app.services.maintenance import integrity
    from tui_app.text.administration.database import format_check_line, log_head_message, verification_lines

    with showing_progress():
        report = integrity.verify(since)
    if as_json:
        print_json(_verification_as_json(report))
    else:
        for line in verification_lines(report):
            click.echo(format_check_line(line))
        click.echo(log_head_message(report))
    if not report.is_intact:
        sys.exit(ExitCode.PROBLEMS)


def _verification_as_json(report: IntegrityReport) -> dict[str, object]:
    from tui_app.text.administration.database import damage_message

    return {
        "holds": report.is_intact,
        "log": {
            "lines": report.lines,
            "head": str(report.head) if report.head else None,
            "broken": report.broken_entries,
            "earlier_stands": report.has_earlier_head,
        },
        "minutes": {
            "signed": report.minutes,
            "wrong": report.altered_minutes,
            "gone": report.missing_minutes,
            "unlogged": report.unlogged_minutes,
            "conversations": report.altered_conversations,
        },
        "statements": {
            "added": report.statements.count,
            "unchecked": report.statements.unchecked,
            "wrong": report.statements.altered,
            "gone": report.statements.missing,
            "unlogged": report.statements.unlogged,
        },
        "database": {
            "kind": report.kind,
            "tables": report.tables,
            "damage": [
                {"code": damage.code, "where": damage.where, "reason": damage_message(damage)}
                for damage in report.damage
            ],
        },
    }


@click.command()
@click.argument("file", type=FilePath(path_type=Path, dir_okay=False), required=False)
@click.option("--replace", is_flag=True, help="Overwrite an existing file.")
@click.pass_obj
def backup(database: str | None, file: Path | None, replace: bool) -> None:
    """Back up the database to FILE, or beside it, and verify the copy. People can keep working."""
    target = find_database(database, needs_key=True)
    address = target.sqlite_address()
    open_existing(target)
    from tui_app.services.maintenance import backup as service

    now = environment.now()
    copy = file or service.backup_name(address, now)
    if target.paths.is_needed(copy, address.path):
        raise DomainError("file_needed", path=copy)
    with showing_progress():
        is_logged = service.create(now, address, copy, environment.terminal_name(), replace=replace)
    click.echo(format_message(_("Verified copy saved to $path\nThe key that opens it is not included."), path=copy))
    click.echo(_("To open it on another computer, also take these files, apart from the copy:"))
    for path in moved_files(target.paths):
        click.echo(f"  {path}")
    end_if_unlogged(is_logged=is_logged)


def moved_files(paths: AppPaths) -> list[Path]:
    """The files that a computer needs besides a backup; the settings of this computer are not among them."""
    files = [paths.key, paths.sign_in_key, paths.mail_settings]
    return [path for path in files if path.exists()]


@click.command()
@click.argument("file", type=FilePath(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Replace an existing database, which is kept under another name.")
@click.pass_obj
def restore(database: str | None, file: Path, replace: bool) -> None:
    """Restore the database from the backup in FILE. Everyone must close Samtale first."""
    target = find_database(database, needs_key=True)
    address = target.sqlite_address()
    from tui_app.services.maintenance import backup as service
    from tui_app.text.administration.database import backup_contents_text

    now = environment.now()
    made_at = _modified_at(file, now)
    with showing_progress():
        restored = service.restore(now, address, file, environment.terminal_name(), replace=replace)
    click.echo(format_message(_("Restored: $path, from $moment"), path=file, moment=f"{made_at:%Y-%m-%d %H:%M}"))
    click.echo(backup_contents_text(restored.contents))
    if restored.previous_database:
        click.echo(format_message(_("The previous database is kept: $path"), path=restored.previous_database))
    if asks_who(target):
        _show_way_to_sign_in(target, now)


def _show_way_to_sign_in(target: DatabaseTarget, now: datetime) -> None:
    """Say how to get into a database whose owner this computer does not know; give codes if nobody could."""
    from tui_app.services.maintenance.moving import SignInWay, give_codes_to_administrators, way_to_sign_in
    from tui_app.text.administration.database import SIGN_IN_WAYS

    hasher = wiring.password_hasher(target.paths) if target.paths.sign_in_key.exists() else None
    way = way_to_sign_in(now, hasher)
    click.echo(_(SIGN_IN_WAYS[way.value]))
    if way is SignInWay.NOBODY:
        hasher = hasher or wiring.password_hasher(target.paths)
        for person, code in give_codes_to_administrators(now, hasher, environment.terminal_name()):
            message = _("One-time code for $name, valid for seven days: $code")
            click.echo(format_message(message, name=person.name, code=code))


def _modified_at(file: Path, now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, now.tzinfo)
    except OSError as error:
        raise DomainError("file_unreadable", path=file) from error


@click.command()
@click.pass_obj
def upgrade(database: str | None) -> None:
    """Upgrade a PostgreSQL database to this version. SQLite files are upgraded when opened."""
    target = find_database(database)
    applied: tuple[str, ...] = ()
    if target.is_postgres:
        from tui_app.storage import schema

        with showing_progress():
            applied = schema.upgrade_postgres(target.postgres_address())
    else:
        with showing_progress():
            open_existing(target)
    click.echo("\n".join((*applied, _("The database is up to date."))))


@click.command()
@click.argument("name")
@click.pass_obj
def administrator(database: str | None, name: str) -> None:
    """Make NAME an administrator, if there is none left. Needs the key of the database."""
    target = find_database(database, needs_key=True)
    open_existing(target)
    from tui_app.services.accounts.administrators import appoint_at_prompt

    hasher = wiring.password_hasher(target.paths)
    person, code = appoint_at_prompt(environment.now(), hasher, environment.terminal_name(), name)
    message = _("$name is an administrator again, without a last day. It is in the log.")
    click.echo(format_message(message, name=person.name))
    if code:
        message = _("One-time code for $name, valid for seven days: $code")
        click.echo(format_message(message, name=person.name, code=code))


COMMANDS: dict[str, click.Command] = {
    "administrator": administrator,
    "verify": verify,
    "backup": backup,
    "restore": restore,
    "upgrade": upgrade,
}

"""The command `samtale`: opens the application, and the few jobs done without it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_app import __version__, bootstrap
from tui_app.domain.refusals import Refusal
from tui_app.files.settings import Settings
from tui_app.ui.language import _, speak
from tui_app.ui.refusals import words_for

if TYPE_CHECKING:
    from tui_app.storage.database import Address
    from tui_app.ui.parts import Parts

FAILED = 2
"""Exit code when nothing could be done, and why was said."""


def main() -> None:
    """Run the command; what cannot be done is told in a sentence, never as a traceback."""
    bootstrap.clean_environment()
    bootstrap.quiet_log()
    speak(bootstrap.guessed_language())
    try:
        samtale(standalone_mode=False)
    except Refusal as refusal:
        click.echo(words_for(refusal), err=True)
        sys.exit(FAILED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)


class _Commands(click.Group):
    """The commands; importers are loaded only when asked for, since start time is measured."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "import"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "import":
            from tui_app.commands import import_

            return import_
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--database",
    metavar="ADDRESS",
    help="postgresql://… or the path of a file; else SAMTALE_DATABASE, else your own.",
)
@click.version_option(__version__, prog_name="samtale")
@click.pass_context
def samtale(context: click.Context, database: str | None) -> None:
    """Samtale: what leader and employee agree on gets followed up."""
    context.obj = database
    if context.invoked_subcommand is None:
        _open(database)


@samtale.command()
def demo() -> None:
    """Look at a throwaway team; nothing real is touched."""
    place = bootstrap.places()
    settings = _settings(place)
    _show_demo(settings)


@samtale.command()
@click.pass_obj
def upgrade(database: str | None) -> None:
    """Bring a PostgreSQL database to this version."""
    from tui_app.storage import schema
    from tui_app.storage.database import PostgresAddress

    place = bootstrap.places()
    address = _address(database, _settings(place), place)
    if isinstance(address, PostgresAddress):
        applied = schema.upgrade_postgres(address)
    else:
        before = schema.known() if bootstrap.connect(address, Settings()) else ()
        applied = ()
        if not before:
            raise Refusal("database_missing", path=bootstrap.name_of(address))
    click.echo("\n".join(applied) if applied else _("The database is up to date."))


def _settings(place: bootstrap.Places) -> Settings:
    settings = bootstrap.settings_of(place)
    speak(settings.language or bootstrap.guessed_language())
    bootstrap.quiet_log(place.data / "samtale.log")
    return settings


def _address(database: str | None, settings: Settings, place: bootstrap.Places) -> Address:
    wanted = bootstrap.wanted_database(database, settings)
    if not (wanted or "").startswith(("postgresql://", "postgres://")):
        bootstrap.without_postgres_driver()
    return bootstrap.address_for(wanted, place)


def _open(database: str | None) -> None:
    place = bootstrap.places()
    settings = _settings(place)
    parts = bootstrap.whole_app(place, settings, _address(database, settings, place))
    if _run(parts) == "demo":
        _show_demo(settings)


def _show_demo(settings: Settings) -> None:
    from tui_app.ui.language import spoken

    bootstrap.without_postgres_driver()
    with bootstrap.demo_app(settings, spoken()) as parts:
        _run(parts)


def _run(parts: Parts) -> str | None:
    """Open the application; exits where it ended badly."""
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.terminal import accept_stray_bytes

    accept_stray_bytes()
    app = SamtaleApp(parts)
    answer = app.run()
    if app.crash_message:
        click.echo(app.crash_message, err=True)
    if app.return_code:
        sys.exit(app.return_code)
    return answer

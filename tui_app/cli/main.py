"""TODO-DOC."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from tui_app import __version__
from tui_app.cli.application import open_application
from tui_app.text.i18n import _

COMMAND_MODULES = {
    **dict.fromkeys(("actions", "figures", "team"), "show"),
    **dict.fromkeys(("backup", "restore", "upgrade", "verify"), "database"),
    "calendars": "calendars",
    "demo": "demo",
    "doctor": "doctor",
    "export": "export",
    "import": "import_",
    "rekey": "rekey",
    "remind": "remind",
    "retention": "retention",
}
"""Command -> the module of `cli` that defines it in its `COMMANDS`; loaded when the command is asked for."""


def run_command_line() -> None:
    """Do what the command line says; a wrong word on it is told by click."""
    try:
        samtale(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)


class LazyGroup(click.Group):
    """Loads a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMAND_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMAND_MODULES:
            return None
        found: dict[str, click.Command] = import_module(f"tui_app.cli.{COMMAND_MODULES[cmd_name]}").COMMANDS
        return found[cmd_name]


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--database",
    metavar="ADDRESS",
    help="postgresql://… or the path of a file; else SAMTALE_DATABASE, else your own.",
)
@click.option("--kiosk", is_flag=True, help="For a terminal that many use: no way out, no files, anew for each person.")
@click.version_option(__version__, prog_name="samtale")
@click.pass_context
def samtale(context: click.Context, database: str | None, kiosk: bool) -> None:
    """Samtale: what leader and employee agree on gets followed up."""
    context.obj = database
    if kiosk and context.invoked_subcommand is not None:
        raise click.UsageError(_("A kiosk can only open the application."))
    if context.invoked_subcommand is None:
        open_application(database, kiosk=kiosk)

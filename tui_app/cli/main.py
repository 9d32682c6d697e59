"""The command line of `samtale`; the module of a command is imported when the command is used."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module

import click

from tui_app import __version__, environment
from tui_app.cli.application import open_application
from tui_app.cli.common import INTERRUPTED, load_user_settings
from tui_app.domain.errors import DomainError
from tui_app.text.i18n import CATALOGUES, _, current_language

COMMAND_MODULES = {
    **dict.fromkeys(("actions", "figures", "people", "team"), "show"),
    **dict.fromkeys(("administrator", "backup", "restore", "upgrade", "verify"), "database"),
    "calendars": "calendars",
    "codes": "codes",
    "demo": "demo",
    "doctor": "doctor",
    "export": "export",
    "keys": "keys",
    "import": "import_.people",
    "rekey": "rekey",
    "remind": "remind.command",
    "retention": "retention",
}
"""Command -> the module of `cli` that has it in its `COMMANDS`."""


def run_command_line() -> None:
    """Run the command in `sys.argv`; click explains mistakes in it, in the reader's language."""
    with suppress(DomainError):  # a command that needs the settings reports it
        load_user_settings(environment.app_paths())
    environment.translate_libraries(CATALOGUES, current_language())
    try:
        translated(samtale)(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(INTERRUPTED)


class LazyGroup(click.Group):
    """A group that imports the module of a command when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted(COMMAND_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None if there is none."""
        if cmd_name not in COMMAND_MODULES:
            return None
        commands: dict[str, click.Command] = import_module(f"tui_app.cli.{COMMAND_MODULES[cmd_name]}").COMMANDS
        return translated(commands[cmd_name])


def translated(command: click.Command) -> click.Command:
    """The command with its help in the language in use; `scripts/texts.py` collects what is translated here."""
    command.help = command.help and _(command.help)
    command.options_metavar = command.options_metavar and _(command.options_metavar)
    for parameter in command.params:
        parameter.metavar = _translated_metavar(parameter)
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
    if isinstance(command, click.Group):
        command.subcommand_metavar = _(command.subcommand_metavar)
        for part in command.commands.values():
            translated(part)
    return command


def _translated_metavar(parameter: click.Parameter) -> str | None:
    if not isinstance(parameter, click.Argument):
        return parameter.metavar and _(parameter.metavar)
    name = _(str(parameter.name).upper())
    return name if parameter.required else f"[{name}]"


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--database",
    metavar="ADDRESS",
    help="postgresql://… or a file path. Default: SAMTALE_DATABASE, or your own database.",
)
@click.option("--kiosk", is_flag=True, help="For a shared terminal: no quitting, no files, restarts for each person.")
@click.version_option(__version__, prog_name="samtale")
@click.pass_context
def samtale(context: click.Context, database: str | None, kiosk: bool) -> None:
    """Samtale: follow up what leaders and employees agree on."""
    if database == "":
        raise click.UsageError(_("--database needs an address or a file path; it was empty."))
    context.obj = database
    if kiosk and context.invoked_subcommand is not None:
        raise click.UsageError(_("A kiosk can only open the application."))
    if context.invoked_subcommand is None:
        open_application(database, kiosk=kiosk)

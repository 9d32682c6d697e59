"""The command `samtale keys`, which lists every key that can be changed, and checks the changes."""

from __future__ import annotations

import sys

import click

from tui_app import environment
from tui_app.cli.common import ExitCode, load_user_settings
from tui_app.cli.output import print_lines
from tui_app.text.i18n import _, format_message


@click.command()
def keys() -> None:
    """Print the keys that can be changed, under their names, and check the changes in the settings file."""
    paths = environment.app_paths()
    changes = load_user_settings(paths).keys
    from tui_app.ui.key_changes.changes import listed, read_changes
    from tui_app.ui.widgets.key_names import key_name

    good, problems = read_changes(changes)
    rows = [
        (name, " ".join(map(key_name, good.get(name, usual).split(","))), "*" if name in good else " ", what)
        for name, usual, what in listed()
    ]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    print_lines(f"{name:<{widths[0]}}  {shown:<{widths[1]}} {mark} {what}".rstrip() for name, shown, mark, what in rows)
    how = _('\n* changed. To change keys, write them into $path, for example: "keys": {"comment": "z"}')
    print_lines([format_message(how, path=paths.settings)])
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(ExitCode.PROBLEMS if problems else ExitCode.DONE)


COMMANDS = {"keys": keys}

"""The command `samtale administrator`: the way back if nobody administers the database any more."""

from __future__ import annotations

import click

from tui_app import environment, wiring
from tui_app.cli.common import find_database, open_existing
from tui_app.text.i18n import _, format_message


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


COMMANDS: dict[str, click.Command] = {"administrator": administrator}

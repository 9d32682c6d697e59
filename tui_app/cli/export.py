"""TODO-DOC."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tui_app import environment
from tui_app.cli.common import PROBLEMS
from tui_app.cli.identity import current_viewer
from tui_app.domain.errors import DomainError
from tui_app.files import access
from tui_app.text.errors import error_message
from tui_app.text.i18n import format_message, ngettext


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--kind", type=click.Choice(["pdf", "md", "json"]), default="pdf", help="What kind of files.")
@click.option("--person", default="", metavar="NAME", help="Only the conversations with this employee.")
@click.option("--replace", is_flag=True, help="Write over files of the same name.")
@click.pass_obj
def export(database: str | None, folder: Path, kind: str, person: str, replace: bool) -> None:
    """Write the signed minutes of your conversations to files in FOLDER, one for each version."""
    from tui_app.services.minutes import export as signed_minutes
    from tui_app.text.conversations.minutes import minutes_file_name, minutes_labels

    viewer = current_viewer(database)
    now = environment.now()
    found = signed_minutes.export_all(viewer, now, person)
    kept, names = 0, set[str]()
    for signed in found:
        name = minutes_file_name(signed, kind)
        if name in names:  # two conversations of one day
            name = f"{name.removesuffix(kind)[:-1]}-{signed.sha256[:6]}.{kind}"
        names.add(name)
        path = folder / name
        try:
            access.write_minutes(signed, minutes_labels(now.tzinfo), path, replace=replace)
        except DomainError as refusal:
            kept += 1
            click.echo(error_message(refusal), err=True)
            continue
        click.echo(str(path))
    written = len(found) - kept
    click.echo(
        format_message(ngettext("$count file written.", "$count files written.", written), count=written), err=True
    )
    if kept or not found:
        sys.exit(PROBLEMS)


COMMANDS: dict[str, click.Command] = {"export": export}

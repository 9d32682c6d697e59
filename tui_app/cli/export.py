"""The command `samtale export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tui_app import environment
from tui_app.cli.common import ExitCode, current_viewer
from tui_app.cli.output import FilePath, given_name, showing_progress
from tui_app.domain.errors import DomainError
from tui_app.text.errors import error_message
from tui_app.text.i18n import format_message, ngettext
from tui_app.wiring import build_file_access


@click.command()
@click.argument("folder", type=FilePath(path_type=Path, file_okay=False), default=".")
@click.option("--kind", type=click.Choice(["pdf", "md", "json"]), default="pdf", help="File format.")
@click.option("--person", callback=given_name, metavar="NAME", help="Only conversations with this employee.")
@click.option("--replace", is_flag=True, help="Overwrite existing files.")
@click.pass_obj
def export(database: str | None, folder: Path, kind: str, person: str | None, replace: bool) -> None:
    """Export the signed minutes of your conversations to FOLDER, one file per version."""
    viewer, now = current_viewer(database), environment.now()
    from tui_app.services.minutes import export as signed_minutes
    from tui_app.text.conversations.minutes import minutes_file_name, minutes_labels, undrawable_notice

    files = build_file_access()
    with showing_progress():
        versions = signed_minutes.export_all(viewer, now, person or "")
    skipped, names = 0, set[str]()
    for signed in versions:
        name = minutes_file_name(signed, kind)
        if name in names:  # two conversations on one day
            name = f"{name.removesuffix(kind)[:-1]}-{signed.sha256[:6]}.{kind}"
        names.add(name)
        path = folder / name
        labels = minutes_labels(now, signed.document.language)
        if kind == "pdf" and (characters := files.undrawable_in_pdf(signed, labels)):
            click.echo(f"{path}: {undrawable_notice(characters)}", err=True)
        try:
            files.write_minutes(signed, labels, path, replace=replace)
        except DomainError as error:
            skipped += 1
            click.echo(error_message(error), err=True)
            continue
        click.echo(str(path))
    written = len(versions) - skipped
    message = ngettext("$count file written.", "$count files written.", written)
    click.echo(format_message(message, count=written), err=True)
    if skipped or not versions:
        sys.exit(ExitCode.PROBLEMS)


COMMANDS: dict[str, click.Command] = {"export": export}

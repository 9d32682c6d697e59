"""The command `samtale codes`: one-time codes for several people at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_app import environment, wiring
from tui_app.cli.common import ExitCode, current_viewer, find_one
from tui_app.cli.output import FilePath, print_lines, terminal_width
from tui_app.domain.errors import DomainError
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext

if TYPE_CHECKING:
    from datetime import datetime

    from tui_app.domain.accounts.codes import IssuedCodes
    from tui_app.domain.records.person import Person, Viewer

_FILE_PATH = FilePath(path_type=Path, dir_okay=False)


@click.command()
@click.argument("names", nargs=-1)
@click.option("--team", "scope", flag_value="team", help="Everybody in your team without a way to sign in.")
@click.option("--all", "scope", flag_value="all", help="Everybody without a way to sign in (administrators only).")
@click.option("--pdf", type=_FILE_PATH, metavar="FILE", help="Write the codes to a PDF file instead of printing them.")
@click.option("--slips", is_flag=True, help="In the PDF file, a page for each person; otherwise a list.")
@click.option("--replace", is_flag=True, help="Overwrite an existing file.")
@click.option("--dry-run", is_flag=True, help="Show who would get a code, and make none.")
@click.pass_obj
def codes(
    database: str | None,
    names: tuple[str, ...],
    scope: str | None,
    pdf: Path | None,
    slips: bool,
    replace: bool,
    dry_run: bool,
) -> None:
    """Make one-time codes: for each NAME, or for everybody without a way to sign in. They are shown once."""
    if bool(names) == bool(scope):
        raise click.UsageError(_("Say who gets a code: names, or --team, or --all."))
    if slips and pdf is None:
        raise click.UsageError(_("--slips needs --pdf FILE."))
    viewer, now = current_viewer(database), environment.now()
    people = _chosen(viewer, now, names, scope)
    if dry_run:
        print_lines(person.name for person in people)
    if not people:
        click.echo(_("Everyone can sign in."), err=True)
    if dry_run or not people:
        return
    path = pdf and (pdf if pdf.suffix.lower() == ".pdf" else pdf.with_name(pdf.name + ".pdf"))
    if path is not None:
        _require_writable(path, replace=replace)
    issued = _make(viewer, now, people, anew=bool(names))
    is_saved = path is None or _save(issued, now, path, slips=slips, replace=replace)
    if path is None or not is_saved:
        _print(issued)
    if not is_saved or len(issued.codes) < len(people):
        sys.exit(ExitCode.PROBLEMS)


def _chosen(viewer: Viewer, now: datetime, names: Sequence[str], scope: str | None) -> tuple[Person, ...]:
    """Who gets a code.

    Raises:
        DomainError: a name is nobody's, or several people's; or the viewer may not make codes for everybody.
    """
    from tui_app.domain.accounts.codes import CodeScope
    from tui_app.services.accounts import codes as service

    if scope is not None:
        found = service.without_password(viewer, now, CodeScope(scope))
        return tuple(one.person for one in found if one.code_until is None)
    from tui_app.services.people import people, staff_import

    known = staff_import.everybody(viewer, now) if viewer.is_administrator else people.visible_people(viewer, now)
    here = [person for person in known if not person.has_left(now.date())]
    named = (find_one(here, name) for name in names)
    return tuple({person.id: person for person in named}.values())


def _make(viewer: Viewer, now: datetime, people: Sequence[Person], *, anew: bool) -> IssuedCodes:
    from tui_app.services.accounts import codes as service

    hasher = wiring.password_hasher(environment.app_paths())
    shows_progress = sys.stderr.isatty()

    def show(done: int, total: int) -> None:
        sys.stderr.write(f"\r{done} / {total}")
        sys.stderr.flush()

    ids = [person.id for person in people]
    make = partial(service.issue_codes, anew=ids if anew else ())
    try:
        return make(viewer, now, hasher, ids, progress=show) if shows_progress else make(viewer, now, hasher, ids)
    finally:
        if shows_progress:
            sys.stderr.write("\r\x1b[K")


def _require_writable(path: Path, *, replace: bool) -> None:
    """Check before any code is made, since a code that cannot be written down would be lost.

    Raises:
        DomainError: `file_exists` or `file_unwritable`.
    """
    if path.exists() and not replace:
        raise DomainError("file_exists", path=path)
    if not path.parent.is_dir():
        raise DomainError("file_unwritable", path=path)


def _save(issued: IssuedCodes, now: datetime, path: Path, *, slips: bool, replace: bool) -> bool:
    """Write the codes to the file; if that fails after all, say why."""
    from tui_app.text.administration.codes import code_handout

    try:
        handout = code_handout(issued, now, one_each=slips)
        wiring.build_file_access().write_codes(handout, path, replace=replace)
    except DomainError as error:
        click.echo(error_message(error), err=True)
        return False
    count = len(issued.codes)
    message = ngettext("$count one-time code: $path", "$count one-time codes: $path", count)
    click.echo(format_message(message, count=count, path=path), err=True)
    return True


def _print(issued: IssuedCodes) -> None:
    from tui_app.text.administration.codes import code_lines, valid_until_text

    print_lines(code_lines(issued.codes, terminal_width()))
    click.echo(valid_until_text(issued.until), err=True)


COMMANDS: dict[str, click.Command] = {"codes": codes}

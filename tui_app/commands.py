"""What stands after `samtale` on the command line: the demonstration, upgrades, imports."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_app import __version__, bootstrap, doors
from tui_app.asking import viewer_here
from tui_app.cli import FAILED, address_here, open_app, open_demo, settings_here
from tui_app.domain.refusals import Refusal
from tui_app.domain.staff_headings import StaffField, recognise
from tui_app.ui.language import _, ngettext, told
from tui_app.ui.refusals import words_for
from tui_app.ui.staff_words import (
    words_for_column,
    words_for_notice,
    words_for_staff_problem,
    words_for_staff_refusal,
)

if TYPE_CHECKING:
    from tui_app.domain.staff_list import Table
    from tui_app.domain.staff_plan import StaffPlan
    from tui_app.services.staff_import import Outcome

ELSEWHERE = {
    **dict.fromkeys(("actions", "figures", "team"), "printing"),
    **dict.fromkeys(("backup", "rekey", "restore", "verify"), "upkeep"),
    **dict.fromkeys(("calendars", "remind"), "reminding"),
    "doctor": "examining",
    "retention": "keeping",
}
"""Command -> the module that has it: what prints the screens, what keepers of the database do, what timers run."""
PROBLEMS = 1
"""Exit code when not all that was asked was done."""


def run() -> None:
    """Do what the command line says; a wrong word on it is told by click."""
    try:
        samtale(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)


class _Commands(click.Group):
    """Those that stand elsewhere are loaded when one of them is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in ELSEWHERE:
            found: dict[str, click.Command] = import_module(f"tui_app.{ELSEWHERE[cmd_name]}").COMMANDS
            return found[cmd_name]
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
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
        raise click.UsageError(_("A kiosk does nothing but open the application."))
    if context.invoked_subcommand is None:
        open_app(database, kiosk=kiosk)


@samtale.command()
def demo() -> None:
    """Look at a throwaway team; nothing real is touched."""
    open_demo(settings_here(bootstrap.places()))


@samtale.command()
@click.pass_obj
def upgrade(database: str | None) -> None:
    """Bring a PostgreSQL database to this version; a SQLite file is upgraded whenever it is opened."""
    from tui_app.storage import schema
    from tui_app.storage.database import PostgresAddress

    place = bootstrap.places()
    settings = settings_here(place)
    address = address_here(database, settings, place)
    applied: tuple[str, ...] = ()
    if isinstance(address, PostgresAddress):
        applied = schema.upgrade_postgres(address)
    elif not bootstrap.connect(address, settings):
        raise Refusal("database_missing", path=bootstrap.name_of(address))
    click.echo("\n".join((*applied, _("The database is up to date."))))


@samtale.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--kind", type=click.Choice(["pdf", "md", "json"]), default="pdf", help="What kind of files.")
@click.option("--person", default="", metavar="NAME", help="Only the conversations with this employee.")
@click.option("--replace", is_flag=True, help="Write over files of the same name.")
@click.pass_obj
def export(database: str | None, folder: Path, kind: str, person: str, replace: bool) -> None:
    """Write the signed minutes of your conversations to files in FOLDER, one for each version."""
    from tui_app.services import minutes
    from tui_app.ui.exporting import minutes_words, proposed_name

    viewer = viewer_here(database)
    now = bootstrap.now()
    found = minutes.all_exported(viewer, now, person)
    kept, names = 0, set[str]()
    for signed in found:
        name = proposed_name(signed, kind)
        if name in names:  # two conversations of one day
            name = f"{name.removesuffix(kind)[:-1]}-{signed.sha256[:6]}.{kind}"
        names.add(name)
        path = folder / name
        try:
            doors.write_minutes(signed, minutes_words(now.tzinfo), path, replace=replace)
        except Refusal as refusal:
            kept += 1
            click.echo(words_for(refusal), err=True)
            continue
        click.echo(str(path))
    written = len(found) - kept
    click.echo(told(ngettext("$count file written.", "$count files written.", written), count=written), err=True)
    if kept or not found:
        sys.exit(PROBLEMS)


@samtale.group(name="import")
def import_() -> None:
    """Bring in what you have in other programs."""


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "mapped",
    metavar="COLUMN=FIELD",
    multiple=True,
    help=f"What a column holds; the column by heading or number, the field one of {', '.join(StaffField)}.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.option("--skip-bad", is_flag=True, help="Import the good rows though others have problems.")
@click.pass_obj
def people(
    database: str | None, file: Path, mapped: tuple[str, ...], dry_run: bool, as_json: bool, skip_bad: bool
) -> None:
    """Import a staff list, CSV or XLSX. Running it twice changes nothing."""
    from tui_app.services import staff_import

    say = _Json() if as_json else _Words()
    try:
        viewer = viewer_here(database)
        now = bootstrap.now()
        table = doors.read_staff_list(file)
        mapping = _mapping(table, mapped)
        say.columns(table, mapping)
        plan = staff_import.preview(viewer, now, table, mapping)
        say.plan(plan)
        if dry_run:
            say.dry_run(plan)
        elif plan.problems and not skip_bad:
            raise Refusal("staff_list_has_problems", count=plan.left_out)
        else:
            say.outcome(staff_import.carry_out(viewer, now, table, mapping, skip_bad=skip_bad, progress=say.progress))
    except Refusal as refusal:
        say.refusal(refusal)
        sys.exit(PROBLEMS if refusal.code == "staff_list_has_problems" else FAILED)
    finally:
        say.end()
    if plan.problems:
        sys.exit(PROBLEMS)


def _mapping(table: Table, mapped: Sequence[str]) -> list[StaffField]:
    """What each column holds: as its heading says, unless said otherwise; a field moves to the column it is given to.

    Raises:
        Refusal: there is no such column or field.
    """
    chosen: dict[int, StaffField] = {}
    for pair in mapped:
        column, _equals, field = pair.rpartition("=")
        if field.strip().lower() not in list(StaffField):
            raise Refusal("staff_list_unknown_field", field=field, fields=", ".join(StaffField))
        chosen[_column(table, column.strip())] = StaffField(field.strip().lower())
    mapping = [StaffField.IGNORE if field in chosen.values() else field for field in recognise(table.headings)]
    for place, field in chosen.items():
        mapping[place] = field
    return mapping


def _column(table: Table, column: str) -> int:
    headings = [" ".join(heading.split()).casefold() for heading in table.headings]
    if column and column.casefold() in headings:
        return headings.index(column.casefold())
    if column.isascii() and column.isdigit() and 1 <= int(column) <= len(headings):
        return int(column) - 1
    raise Refusal("staff_list_unknown_column", column=column)


class _Words:
    """Says it in words."""

    def __init__(self) -> None:
        self._shows_progress = sys.stderr.isatty()

    def columns(self, table: Table, mapping: Sequence[StaffField]) -> None:
        """The columns and what they hold."""
        for number, (heading, field) in enumerate(zip(table.headings, mapping, strict=True), 1):
            click.echo(f"{number:>3}  {_shown(heading)} = {words_for_column(field)}")
        rows = len(table.rows)
        click.echo(told(ngettext("$count row", "$count rows", rows), count=rows))

    def plan(self, plan: StaffPlan) -> None:
        """The problems and notices."""
        for problem in plan.problems:
            click.echo(told(_("Row $row: $problem"), row=problem.row, problem=_shown(words_for_staff_problem(problem))))
        for notice in plan.notices:
            click.echo(_shown(words_for_notice(notice)))

    def dry_run(self, plan: StaffPlan) -> None:
        """What would be done."""
        from tui_app.domain.staff_plan import Change

        counts = {change.value: plan.count(change) for change in Change}
        click.echo(
            told(
                _("Would be: $create new, $update changed, $unchanged as before, $left_out rows left out."),
                left_out=plan.left_out,
                **counts,
            )
        )

    def outcome(self, outcome: Outcome) -> None:
        """What was done."""
        click.echo(
            told(
                _("Done: $created new, $updated changed, $unchanged as before, $left_out rows left out."),
                created=outcome.created,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
                left_out=outcome.left_out,
            )
        )

    def refusal(self, refusal: Refusal) -> None:
        """Why nothing was done."""
        click.echo(words_for_staff_refusal(refusal), err=True)

    def progress(self, done: int, total: int) -> None:
        """How far it is, where somebody looks."""
        if self._shows_progress:
            click.echo(f"\r{done} / {total} ", err=True, nl=done == total)

    def end(self) -> None:
        """Everything is said."""


class _Json(_Words):
    """Says it as one JSON object."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, object] = {"refusal": None, "written": False}

    def columns(self, table: Table, mapping: Sequence[StaffField]) -> None:
        self._said["columns"] = [
            {"heading": heading, "field": field.value} for heading, field in zip(table.headings, mapping, strict=True)
        ]
        self._said["rows"] = len(table.rows)

    def plan(self, plan: StaffPlan) -> None:
        self._said["problems"] = [
            {"row": problem.row, "code": problem.code.value, "reason": words_for_staff_problem(problem)}
            for problem in plan.problems
        ]
        self._said["notices"] = [
            {"code": notice.code.value, "rows": notice.rows, "text": words_for_notice(notice)}
            for notice in plan.notices
        ]

    def dry_run(self, plan: StaffPlan) -> None:
        from tui_app.domain.staff_plan import Change

        self._counts(plan.count(Change.CREATE), plan.count(Change.UPDATE), plan.count(Change.UNCHANGED), plan.left_out)

    def outcome(self, outcome: Outcome) -> None:
        self._counts(outcome.created, outcome.updated, outcome.unchanged, outcome.left_out)
        self._said["written"] = True

    def refusal(self, refusal: Refusal) -> None:
        self._said["refusal"] = {"code": refusal.code, "reason": words_for_staff_refusal(refusal)}

    def end(self) -> None:
        click.echo(json.dumps(self._said, ensure_ascii=False, indent=2, default=str))

    def _counts(self, created: int, updated: int, unchanged: int, left_out: int) -> None:
        self._said |= {"created": created, "updated": updated, "unchanged": unchanged, "left_out": left_out}


def _shown(text: str) -> str:
    """Text of the file, for the terminal: nothing in it is obeyed."""
    from tui_app.domain.texts import clean_line

    return clean_line(text)

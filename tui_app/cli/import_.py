"""What stands after `samtale` on the command line: the demonstration, upgrades, imports."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_app import environment
from tui_app.cli.common import FAILED, PROBLEMS
from tui_app.cli.identity import current_viewer
from tui_app.domain.errors import DomainError
from tui_app.domain.staff_import.headings import StaffField, recognise_columns
from tui_app.files import access
from tui_app.text.administration.staff_import import (
    field_label,
    notice_message,
    row_problem_message,
)
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext

if TYPE_CHECKING:
    from tui_app.domain.staff_import.plan import ImportPlan
    from tui_app.domain.staff_import.rows import StaffTable
    from tui_app.services.people.staff_import import StaffImportResult


@click.group(name="import")
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
    from tui_app.services.people import staff_import

    say = JsonReport() if as_json else TextReport()
    try:
        viewer = current_viewer(database)
        now = environment.now()
        table = access.read_staff_list(file)
        mapping = _column_mapping(table, mapped)
        say.columns(table, mapping)
        plan = staff_import.preview(viewer, now, table, mapping)
        say.plan(plan)
        if dry_run:
            say.dry_run(plan)
        elif plan.problems and not skip_bad:
            raise DomainError("staff_list_has_problems", count=plan.rejected_rows)
        else:
            say.outcome(
                staff_import.import_staff(viewer, now, table, mapping, skip_bad=skip_bad, progress=say.progress)
            )
    except DomainError as refusal:
        say.refusal(refusal)
        sys.exit(PROBLEMS if refusal.code == "staff_list_has_problems" else FAILED)
    finally:
        say.end()
    if plan.problems:
        sys.exit(PROBLEMS)


def _column_mapping(table: StaffTable, mapped: Sequence[str]) -> list[StaffField]:
    """What each column holds: as its heading says, unless said otherwise; a field moves to the column it is given to.

    Raises:
        DomainError: there is no such column or field.
    """
    chosen: dict[int, StaffField] = {}
    for pair in mapped:
        column, _equals, field = pair.rpartition("=")
        if field.strip().lower() not in list(StaffField):
            raise DomainError("staff_list_unknown_field", field=field, fields=", ".join(StaffField))
        chosen[_column_index(table, column.strip())] = StaffField(field.strip().lower())
    mapping = [StaffField.IGNORE if field in chosen.values() else field for field in recognise_columns(table.headings)]
    for place, field in chosen.items():
        mapping[place] = field
    return mapping


def _column_index(table: StaffTable, column: str) -> int:
    headings = [" ".join(heading.split()).casefold() for heading in table.headings]
    if column and column.casefold() in headings:
        return headings.index(column.casefold())
    if column.isascii() and column.isdigit() and 1 <= int(column) <= len(headings):
        return int(column) - 1
    raise DomainError("staff_list_unknown_column", column=column)


class TextReport:
    """Says it in words."""

    def __init__(self) -> None:
        self._shows_progress = sys.stderr.isatty()

    def columns(self, table: StaffTable, mapping: Sequence[StaffField]) -> None:
        """The columns and what they hold."""
        for number, (heading, field) in enumerate(zip(table.headings, mapping, strict=True), 1):
            click.echo(f"{number:>3}  {_cleaned(heading)} = {field_label(field)}")
        rows = len(table.rows)
        click.echo(format_message(ngettext("$count row", "$count rows", rows), count=rows))

    def plan(self, plan: ImportPlan) -> None:
        """The problems and notices."""
        for problem in plan.problems:
            click.echo(
                format_message(_("Row $row: $problem"), row=problem.row, problem=_cleaned(row_problem_message(problem)))
            )
        for notice in plan.notices:
            click.echo(_cleaned(notice_message(notice)))

    def dry_run(self, plan: ImportPlan) -> None:
        """What would be done."""
        from tui_app.domain.staff_import.plan import ImportChange

        counts = {change.value: plan.count(change) for change in ImportChange}
        click.echo(
            format_message(
                _("Would import: $create new, $update changed, $unchanged unchanged, $left_out rows skipped."),
                left_out=plan.rejected_rows,
                **counts,
            )
        )

    def outcome(self, outcome: StaffImportResult) -> None:
        """What was done."""
        click.echo(
            format_message(
                _("Done: $created new, $updated changed, $unchanged unchanged, $left_out rows skipped."),
                created=outcome.created,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
                left_out=outcome.skipped_rows,
            )
        )

    def refusal(self, refusal: DomainError) -> None:
        """Why nothing was done."""
        click.echo(error_message(refusal), err=True)

    def progress(self, done: int, total: int) -> None:
        """How far it is, where somebody looks."""
        if self._shows_progress:
            click.echo(f"\r{done} / {total} ", err=True, nl=done == total)

    def end(self) -> None:
        """Everything is said."""


class JsonReport(TextReport):
    """Says it as one JSON object."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, object] = {"refusal": None, "written": False}

    def columns(self, table: StaffTable, mapping: Sequence[StaffField]) -> None:
        self._said["columns"] = [
            {"heading": heading, "field": field.value} for heading, field in zip(table.headings, mapping, strict=True)
        ]
        self._said["rows"] = len(table.rows)

    def plan(self, plan: ImportPlan) -> None:
        self._said["problems"] = [
            {"row": problem.row, "code": problem.code.value, "reason": row_problem_message(problem)}
            for problem in plan.problems
        ]
        self._said["notices"] = [
            {"code": notice.code.value, "rows": notice.rows, "text": notice_message(notice)} for notice in plan.notices
        ]

    def dry_run(self, plan: ImportPlan) -> None:
        from tui_app.domain.staff_import.plan import ImportChange

        self._counts(
            plan.count(ImportChange.CREATE),
            plan.count(ImportChange.UPDATE),
            plan.count(ImportChange.UNCHANGED),
            plan.rejected_rows,
        )

    def outcome(self, outcome: StaffImportResult) -> None:
        self._counts(outcome.created, outcome.updated, outcome.unchanged, outcome.skipped_rows)
        self._said["written"] = True

    def refusal(self, refusal: DomainError) -> None:
        self._said["refusal"] = {"code": refusal.code, "reason": error_message(refusal)}

    def end(self) -> None:
        click.echo(json.dumps(self._said, ensure_ascii=False, indent=2, default=str))

    def _counts(self, created: int, updated: int, unchanged: int, left_out: int) -> None:
        self._said |= {"created": created, "updated": updated, "unchanged": unchanged, "left_out": left_out}


def _cleaned(text: str) -> str:
    """Text of the file, for the terminal: nothing in it is obeyed."""
    from tui_app.domain.text_normalization import clean_line

    return clean_line(text)


COMMANDS: dict[str, click.Command] = {"import": import_}

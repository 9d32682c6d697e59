"""The command `samtale import people`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui_app import environment
from tui_app.cli.common import ExitCode, current_viewer
from tui_app.cli.output import FilePath, print_json
from tui_app.domain.errors import DomainError
from tui_app.domain.staff_import.headings import StaffField, recognise_columns
from tui_app.text.administration.staff_import import (
    field_label,
    notice_message,
    row_problem_message,
)
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.wiring import build_file_access

if TYPE_CHECKING:
    from tui_app.domain.staff_import.plan import ImportPlan
    from tui_app.domain.staff_import.rows import StaffTable
    from tui_app.services.people.staff_import import StaffImportResult


@click.group(name="import")
def import_() -> None:
    """Import data from other programs."""


@import_.command()
@click.argument("file", type=FilePath(path_type=Path))
@click.option(
    "--map",
    "mapped",
    metavar="COLUMN=FIELD",
    multiple=True,
    help=f"Map a column (by heading or number) to one of the fields {', '.join(StaffField)}.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done without doing it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--skip-bad", is_flag=True, help="Import the valid rows even if others have problems.")
@click.pass_obj
def people(
    database: str | None, file: Path, mapped: tuple[str, ...], dry_run: bool, as_json: bool, skip_bad: bool
) -> None:
    """Import a staff list (CSV or XLSX). It is safe to run twice."""
    report = JsonReport() if as_json else TextReport()
    try:
        viewer, now = current_viewer(database), environment.now()
        from tui_app.services.people import staff_import

        table = build_file_access().read_staff_list(file)
        mapping = _column_mapping(table, mapped)
        report.show_columns(table, mapping)
        plan = staff_import.preview(viewer, now, table, mapping)
        report.show_plan(plan)
        if dry_run:
            report.show_dry_run(plan)
        elif plan.problems and not skip_bad:
            raise DomainError("staff_list_has_problems", count=plan.rejected_rows)
        else:
            report.show_result(
                staff_import.import_staff(viewer, now, table, mapping, skip_bad=skip_bad, progress=report.show_progress)
            )
    except DomainError as error:
        report.show_error(error)
        sys.exit(ExitCode.PROBLEMS if error.code == "staff_list_has_problems" else ExitCode.FAILED)
    finally:
        report.finish()
    if plan.problems:
        sys.exit(ExitCode.PROBLEMS)


def _column_mapping(table: StaffTable, mapped: Sequence[str]) -> list[StaffField]:
    """The field of each column: the one that its heading names, unless `mapped` moves the field to another column.

    Raises:
        DomainError: `staff_list_unknown_field` or `staff_list_unknown_column`.
    """
    chosen: dict[int, StaffField] = {}
    for pair in mapped:
        column, _equals, field = pair.rpartition("=")
        if field.strip().lower() not in list(StaffField):
            raise DomainError("staff_list_unknown_field", field=field, fields=", ".join(StaffField))
        chosen[_column_index(table, column.strip())] = StaffField(field.strip().lower())
    mapping = [StaffField.IGNORE if field in chosen.values() else field for field in recognise_columns(table.headings)]
    for index, field in chosen.items():
        mapping[index] = field
    return mapping


def _column_index(table: StaffTable, column: str) -> int:
    headings = [" ".join(heading.split()).casefold() for heading in table.headings]
    if column and column.casefold() in headings:
        return headings.index(column.casefold())
    if column.isascii() and column.isdigit() and 1 <= int(column) <= len(headings):
        return int(column) - 1
    raise DomainError("staff_list_unknown_column", column=column)


class TextReport:
    """Reports an import in words, as it goes on."""

    def __init__(self) -> None:
        self._shows_progress = sys.stderr.isatty()

    def show_columns(self, table: StaffTable, mapping: Sequence[StaffField]) -> None:
        """Show the columns and their fields."""
        for number, (heading, field) in enumerate(zip(table.headings, mapping, strict=True), 1):
            click.echo(f"{number:>3}  {_cleaned(heading)} = {field_label(field)}")
        rows = len(table.rows)
        click.echo(format_message(ngettext("$count row", "$count rows", rows), count=rows))

    def show_plan(self, plan: ImportPlan) -> None:
        """Show problems and notices."""
        for problem in plan.problems:
            reason = _cleaned(row_problem_message(problem))
            click.echo(format_message(_("Row $row: $problem"), row=problem.row, problem=reason))
        for notice in plan.notices:
            click.echo(_cleaned(notice_message(notice)))

    def show_dry_run(self, plan: ImportPlan) -> None:
        """Show what would be done."""
        from tui_app.domain.staff_import.plan import ImportChange

        counts = {change.value: plan.count(change) for change in ImportChange}
        message = _("Would import: $create new, $update changed, $unchanged unchanged, $left_out rows skipped.")
        click.echo(format_message(message, left_out=plan.rejected_rows, **counts))

    def show_result(self, result: StaffImportResult) -> None:
        """Show what was done."""
        click.echo(
            format_message(
                _("Done: $created new, $updated changed, $unchanged unchanged, $left_out rows skipped."),
                created=result.created,
                updated=result.updated,
                unchanged=result.unchanged,
                left_out=result.skipped_rows,
            )
        )

    def show_error(self, error: DomainError) -> None:
        """Show why nothing was done."""
        click.echo(error_message(error), err=True)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many rows are done, if standard error is a terminal."""
        if self._shows_progress:
            click.echo(f"\r{done} / {total} ", err=True, nl=done == total)

    def finish(self) -> None:
        """End the report."""


class JsonReport(TextReport):
    """Reports an import as one JSON object at its end."""

    def __init__(self) -> None:
        super().__init__()
        self._result: dict[str, object] = {"refusal": None, "written": False}

    def show_columns(self, table: StaffTable, mapping: Sequence[StaffField]) -> None:
        """Add the columns and their fields."""
        self._result["columns"] = [
            {"heading": heading, "field": field.value} for heading, field in zip(table.headings, mapping, strict=True)
        ]
        self._result["rows"] = len(table.rows)

    def show_plan(self, plan: ImportPlan) -> None:
        """Add problems and notices."""
        self._result["problems"] = [
            {"row": problem.row, "code": problem.code.value, "reason": row_problem_message(problem)}
            for problem in plan.problems
        ]
        self._result["notices"] = [
            {"code": notice.code.value, "rows": notice.rows, "text": notice_message(notice)} for notice in plan.notices
        ]

    def show_dry_run(self, plan: ImportPlan) -> None:
        """Add how many people would be imported."""
        from tui_app.domain.staff_import.plan import ImportChange

        self._set_counts(
            plan.count(ImportChange.CREATE),
            plan.count(ImportChange.UPDATE),
            plan.count(ImportChange.UNCHANGED),
            plan.rejected_rows,
        )

    def show_result(self, result: StaffImportResult) -> None:
        """Add how many people were imported."""
        self._set_counts(result.created, result.updated, result.unchanged, result.skipped_rows)
        self._result["written"] = True

    def show_error(self, error: DomainError) -> None:
        """Add why nothing was done."""
        self._result["refusal"] = {"code": error.code, "reason": error_message(error)}

    def finish(self) -> None:
        """Print the report."""
        print_json(self._result)

    def _set_counts(self, created: int, updated: int, unchanged: int, left_out: int) -> None:
        self._result |= {"created": created, "updated": updated, "unchanged": unchanged, "left_out": left_out}


def _cleaned(text: str) -> str:
    """Text of the file without control characters, which the terminal would obey."""
    from tui_app.domain.text_normalization import clean_line

    return clean_line(text)


COMMANDS: dict[str, click.Command] = {"import": import_}

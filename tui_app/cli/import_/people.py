"""The commands `samtale import people` and `samtale import undo`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from tui_app import environment
from tui_app.cli.common import ExitCode, current_viewer
from tui_app.cli.import_.report import JsonReport, TextReport
from tui_app.cli.output import print_json, showing_progress
from tui_app.domain.errors import DomainError
from tui_app.domain.staff_list.column_dates import DateOrder
from tui_app.domain.staff_list.columns import suggest_columns
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.text.i18n import format_message
from tui_app.wiring import build_file_access

if TYPE_CHECKING:
    from tui_app.domain.staff_import.prepare import ListReview
    from tui_app.domain.staff_list.table import StaffTable

_NOTHING_IMPORTED = frozenset({"staff_list_has_problems", "staff_list_dates_unclear"})
"""Refusals after which the list, or what is said about it, can be corrected."""


class FieldOption(click.Option):
    """An option whose help lists the fields of a staff list."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help."""
        self.help = format_message(self.help or "", fields=", ".join(StaffField))
        return super().get_help_record(ctx)


@click.group(name="import")
def import_() -> None:
    """Import data from other programs, and take an import back."""


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "mapped",
    metavar="COLUMN=FIELD",
    multiple=True,
    cls=FieldOption,
    help="Map a column (by heading or number) to one of the fields $fields.",
)
@click.option("--sheet", default="", metavar="NAME", help="The sheet of a workbook that has the list.")
@click.option(
    "--dates",
    type=click.Choice([order.value for order in DateOrder]),
    help="Which comes first where dates can be read both ways: day, month or year.",
)
@click.option("--leader", type=click.Choice(["me"]), help="Put everybody under you if no column names leaders.")
@click.option("--dry-run", is_flag=True, help="Show what would be done without doing it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--skip-bad", is_flag=True, help="Import the other rows even if some cannot come in.")
@click.pass_obj
def people(
    database: str | None,
    file: Path,
    mapped: tuple[str, ...],
    sheet: str,
    dates: str | None,
    leader: str | None,
    dry_run: bool,
    as_json: bool,
    skip_bad: bool,
) -> None:
    """Import a staff list (CSV, XLSX, XLS or ODS). It is safe to run twice."""
    now = environment.now()
    report = JsonReport(now.date()) if as_json else TextReport(now.date())
    try:
        viewer = current_viewer(database)
        from tui_app.services.people import staff_import

        with showing_progress():
            review = _review(file, sheet, mapped, dates, viewer.id if leader else None)
        report.show_columns(review.table, review.mapping)
        with showing_progress():
            reviewed = staff_import.preview(viewer, now, review)
        report.show_plan(reviewed.plan, in_full=dry_run)
        if not dry_run:
            result = staff_import.import_staff(viewer, now, review, skip_bad=skip_bad, progress=report.show_progress)
            report.show_result(result)
    except DomainError as error:
        report.show_error(error)
        sys.exit(ExitCode.PROBLEMS if error.code in _NOTHING_IMPORTED else ExitCode.FAILED)
    finally:
        report.finish()
    if reviewed.plan.has_left_out:
        sys.exit(ExitCode.PROBLEMS)


@import_.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def undo(database: str | None, as_json: bool) -> None:
    """Take back the last import of a staff list, except what has been built on since."""
    viewer, now = current_viewer(database), environment.now()
    from tui_app.services.people import staff_import_undo
    from tui_app.text.administration.staff_import import kept_message, undone_message

    undone = staff_import_undo.undo_import(viewer, now)
    if as_json:
        print_json({"removed": undone.removed, "restored": undone.restored, "kept": undone.kept})
    else:
        click.echo(undone_message(undone.removed, undone.restored))
        for name in undone.kept:
            click.echo(kept_message(name))
    if undone.kept:
        sys.exit(ExitCode.PROBLEMS)


def _review(file: Path, sheet: str, mapped: Sequence[str], dates: str | None, all_under: int | None) -> ListReview:
    """The list, and what has been said about it.

    Raises:
        DomainError: the file cannot be read, or the mapping is wrong.
    """
    from tui_app.domain.staff_import.plan import Answers
    from tui_app.domain.staff_import.prepare import ListReview

    table = build_file_access().read_staff_list(file, sheet)
    review = ListReview(table, _column_mapping(table, mapped), DateOrder(dates) if dates else None)
    return replace(review, answers=Answers(all_under=all_under))


def _column_mapping(table: StaffTable, mapped: Sequence[str]) -> tuple[StaffField, ...]:
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
    mapping = [StaffField.IGNORE if field in chosen.values() else field for field in suggest_columns(table)]
    for index, field in chosen.items():
        mapping[index] = field
    return tuple(mapping)


def _column_index(table: StaffTable, column: str) -> int:
    headings = [" ".join(heading.split()).casefold() for heading in table.headings]
    if column and column.casefold() in headings:
        return headings.index(column.casefold())
    if column.isascii() and column.isdigit() and 1 <= int(column) <= len(headings):
        return int(column) - 1
    raise DomainError("staff_list_unknown_column", column=column)


COMMANDS: dict[str, click.Command] = {"import": import_}

"""What `samtale import people` prints, in words or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from tui_app.cli.output import print_json
from tui_app.domain.errors import DomainError
from tui_app.domain.staff_import.plan import ImportChange, ImportPlan, PlannedPerson
from tui_app.domain.staff_list.findings import Finding
from tui_app.domain.text_normalization import clean_line
from tui_app.text.administration.staff_import import (
    change_lines,
    field_label,
    finding_line,
    finding_message,
    level_label,
    plan_groups,
)
from tui_app.text.errors import error_message
from tui_app.text.i18n import _, format_message, ngettext
from tui_app.text.people import open_items_of_people_text

if TYPE_CHECKING:
    from tui_app.domain.staff_list.heading_words import StaffField
    from tui_app.domain.staff_list.table import StaffTable
    from tui_app.services.people.staff_import import StaffImportResult


class TextReport:
    """Reports an import in words, as it goes on."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._shows_progress = sys.stderr.isatty()

    def show_columns(self, table: StaffTable, mapping: Sequence[StaffField]) -> None:
        """Show the columns and their fields."""
        for number, (heading, field) in enumerate(zip(table.headings, mapping, strict=True), 1):
            _echo(f"{number:>3}  {heading} = {field_label(field)}")
        rows = len(table.rows)
        _echo(format_message(ngettext("$count row", "$count rows", rows), count=rows))

    def show_plan(self, plan: ImportPlan, *, in_full: bool) -> None:
        """Show what is to be said.

        Args:
            in_full: also show what would happen to whom.
        """
        for finding in plan.findings:
            _echo(f"{finding_line(finding, self._today)} [{level_label(finding)}]")
        if in_full:
            for line in self._lines_about_people(plan):
                _echo(line)

    def _lines_about_people(self, plan: ImportPlan) -> Iterator[str]:
        for title, people in plan_groups(plan):
            yield f"{title}: {len(people)}"
            for person in people:
                yield f"  {person.name}"
                if person.change is ImportChange.UPDATE:
                    yield from (f"    {line}" for line in change_lines(person, self._today))
        for leader, count in plan.teams:
            yield format_message(
                ngettext("$leader leads $count person", "$leader leads $count people", count),
                leader=leader,
                count=count,
            )
        message = _("Would import: $create new, $update changed, $unchanged unchanged; rows left out: $left_out.")
        counts = {change.value: plan.count(change) for change in ImportChange}
        yield format_message(message, left_out=plan.rows_left_out, **counts)

    def show_result(self, result: StaffImportResult) -> None:
        """Show what was done."""
        _echo(
            format_message(
                _("Done: $created new, $updated changed, $unchanged unchanged; rows left out: $left_out."),
                created=result.created,
                updated=result.updated,
                unchanged=result.unchanged,
                left_out=result.skipped_rows,
            )
        )
        if result.leaving:
            _echo(_("Still open for those who leave"))
            for line in open_items_of_people_text(result.leaving).splitlines():
                _echo(line)

    def show_error(self, error: DomainError) -> None:
        """Show why nothing was done."""
        click.echo(error_message(error), err=True)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many people are done, if standard error is a terminal."""
        if self._shows_progress:
            click.echo(f"\r{done} / {total} ", err=True, nl=done == total)

    def finish(self) -> None:
        """End the report."""


class JsonReport(TextReport):
    """Reports an import as one JSON object at its end."""

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self._result: dict[str, object] = {"refusal": None, "written": False}

    def show_columns(self, table: StaffTable, mapping: Sequence[StaffField]) -> None:
        """Add the columns and their fields."""
        self._result["columns"] = [
            {"heading": heading, "field": field.value} for heading, field in zip(table.headings, mapping, strict=True)
        ]
        self._result["rows"] = len(table.rows)

    def show_plan(self, plan: ImportPlan, *, in_full: bool) -> None:
        """Add what is to be said, what would happen to whom, and how many people that are."""
        self._result["notices"] = [self._finding_as_json(finding) for finding in plan.findings]
        self._result["people"] = [
            _person_as_json(person) for person in plan.people if person.change is not ImportChange.UNCHANGED
        ]
        self._result["teams"] = dict(plan.teams)
        self._set_counts(
            plan.count(ImportChange.CREATE),
            plan.count(ImportChange.UPDATE),
            plan.count(ImportChange.UNCHANGED),
            plan.rows_left_out,
        )

    def _finding_as_json(self, finding: Finding) -> dict[str, object]:
        return {
            "row": finding.row,
            "person": finding.person or None,
            "column": finding.column or None,
            "kind": finding.kind.value,
            "level": finding.level.value,
            "left_out": finding.left_out.value,
            "text": finding_message(finding, self._today),
        }

    def show_result(self, result: StaffImportResult) -> None:
        """Add how many people were imported."""
        self._set_counts(result.created, result.updated, result.unchanged, result.skipped_rows)
        self._result["written"] = True
        self._result["open"] = [asdict(one) for one in result.leaving]

    def show_error(self, error: DomainError) -> None:
        """Add why nothing was done."""
        self._result["refusal"] = {"code": error.code, "reason": error_message(error)}

    def finish(self) -> None:
        """Print the report."""
        print_json(self._result)

    def _set_counts(self, created: int, updated: int, unchanged: int, left_out: int) -> None:
        self._result |= {"created": created, "updated": updated, "unchanged": unchanged, "left_out": left_out}


def _person_as_json(person: PlannedPerson) -> dict[str, object]:
    def values(name: str) -> dict[str, object]:
        if name == "leader_id":
            return {"old": person.stored.leader_name if person.stored else None, "new": person.leader_name}
        return {"old": getattr(person.stored, name, None), "new": person.values[name]}

    return {
        "rows": person.rows,
        "name": person.name,
        "change": person.change.value,
        "comes_back": person.comes_back,
        "leaves": person.leaves,
        "fields": {("leader" if name == "leader_id" else name): values(name) for name in person.changed},
    }


def _echo(text: str) -> None:
    """Print a line that may hold text of the file: no control characters, which the terminal would obey."""
    indent = len(text) - len(text.lstrip(" "))
    click.echo(" " * indent + clean_line(text))

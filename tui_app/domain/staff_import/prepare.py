"""From a table and its columns to a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from tui_app.domain.staff_import.plan import Answers, ImportContext, ImportPlan, plan_import
from tui_app.domain.staff_list.column_dates import DateOrder
from tui_app.domain.staff_list.columns import read_columns
from tui_app.domain.staff_list.entries import read_entries
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.leader_codes import leaders_by_code
from tui_app.domain.staff_list.table import StaffTable


class ListReview(Struct, frozen=True):
    """What has been decided about a list.

    Attributes:
        mapping: what each column contains.
        dates: the order of day and month, if somebody has said it.
        rows_taken_out: numbers of rows that shall not come in.
        corrections: row number and column index -> what the cell shall say.
    """

    table: StaffTable
    mapping: tuple[StaffField, ...]
    dates: DateOrder | None = None
    answers: Answers = field(default_factory=Answers)
    rows_taken_out: frozenset[int] = frozenset()
    corrections: Mapping[tuple[int, int], str] = field(default_factory=dict)


class ReviewedPlan(Struct, frozen=True):
    """A plan, and whether a question must be answered before it can be carried out."""

    plan: ImportPlan
    is_date_order_unclear: bool


def plan_list(review: ListReview, context: ImportContext) -> ReviewedPlan:
    """Read the list as it has been decided, and plan its import."""
    table = leaders_by_code(_corrected(review), review.mapping)
    reading = read_columns(table, review.mapping, context.today, review.dates)
    entries, other_lines = read_entries(table, reading, context.today)
    names = {field: table.headings[index] for index, field in reversed(reading.columns)}
    plan = plan_import(entries, context, names, review.answers, (*table.findings, *reading.findings, *other_lines))
    return ReviewedPlan(plan, reading.is_date_order_unclear)


def _corrected(review: ListReview) -> StaffTable:
    if not review.corrections and not review.rows_taken_out:
        return review.table
    rows = []
    for row in review.table.rows:
        if row.number in review.rows_taken_out:
            continue
        cells = _corrected_cells(row.cells, row.number, review.corrections)
        rows.append(replace(row, cells=cells, swallows_rows=row.swallows_rows and cells == row.cells))
    return replace(review.table, rows=tuple(rows))


def _corrected_cells(cells: Sequence[str], number: int, corrections: Mapping[tuple[int, int], str]) -> tuple[str, ...]:
    return tuple(corrections.get((number, index), cell) for index, cell in enumerate(cells))

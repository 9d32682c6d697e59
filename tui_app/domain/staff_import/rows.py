"""Read a staff list row by row and cell by cell. How rows fit together is decided in `plan`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tui_app.domain.mail_addresses import is_email
from tui_app.domain.staff_import.cells import (
    EmploymentStatus,
    LeaderReference,
    clean_cell,
    first_name_first,
    is_empty_cell,
    is_open_ended,
    parse_cell_date,
    parse_employment_status,
    parse_leader,
    parse_number,
)
from tui_app.domain.staff_import.headings import LEADER_FIELDS, StaffField
from tui_app.domain.text_normalization import EMAIL_LIMIT, EMPLOYEE_NUMBER_LIMIT, NAME_LIMIT


@dataclass(frozen=True, slots=True)
class StaffTableRow:
    """One row of the table.

    Attributes:
        number: the row number as the file shows it, counting the heading row.
        cells: as many cells as there are headings.
        swallows_rows: an unclosed quotation mark seems to have swallowed the rows that follow.
    """

    number: int
    cells: tuple[str, ...]
    swallows_rows: bool = False


@dataclass(frozen=True, slots=True)
class StaffTable:
    """A staff list as text, from any kind of file."""

    headings: tuple[str, ...]
    rows: tuple[StaffTableRow, ...]


class RowProblemCode(StrEnum):
    """Why a row cannot be imported."""

    ROWS_TOGETHER = "rows_together"
    EMPTY_NAME = "empty_name"
    TOO_LONG = "too_long"
    NOT_AN_EMAIL = "not_an_email"
    UNREADABLE_DATE = "unreadable_date"
    UNKNOWN_STATUS = "unknown_status"
    END_BEFORE_START = "end_before_start"
    DUPLICATE_NUMBER = "duplicate_number"
    DUPLICATE_EMAIL = "duplicate_email"
    DUPLICATE_PERSON = "duplicate_person"
    AMBIGUOUS_PERSON = "ambiguous_person"
    EMAIL_OF_ANOTHER = "email_of_another"
    UNKNOWN_LEADER = "unknown_leader"
    AMBIGUOUS_LEADER = "ambiguous_leader"
    LEADER_DISAGREES = "leader_disagrees"
    OWN_LEADER = "own_leader"
    LEADER_CIRCLE = "leader_circle"
    LEADER_HAS_PROBLEM = "leader_has_problem"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A problem of a row, with the values that its words need."""

    row: int
    code: RowProblemCode
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """What one row says. Empty text and None mean that it says nothing, and what is stored stays.

    Attributes:
        is_open_ended: the row says that the employment has no end.
        leaders: how each cell about the leader names them.
        problems: what could not be read in the row itself.
    """

    row: int
    name: str = ""
    employee_number: str = ""
    email: str = ""
    title: str = ""
    unit: str = ""
    start_date: date | None = None
    end_date: date | None = None
    is_open_ended: bool = False
    employment_status: EmploymentStatus = EmploymentStatus.UNSPECIFIED
    leaders: tuple[LeaderReference, ...] = ()
    problems: tuple[RowProblem, ...] = ()


_LIMITS = {
    StaffField.NAME: NAME_LIMIT,
    StaffField.EMPLOYEE_NUMBER: EMPLOYEE_NUMBER_LIMIT,
    StaffField.EMAIL: EMAIL_LIMIT,
    StaffField.TITLE: NAME_LIMIT,
    StaffField.UNIT: NAME_LIMIT,
    StaffField.LEADER_NUMBER: EMPLOYEE_NUMBER_LIMIT,
    StaffField.LEADER_EMAIL: EMAIL_LIMIT,
    StaffField.LEADER_NAME: NAME_LIMIT,
}
_LEADER_FIELD_ORDER = tuple(column for column in StaffField if column in LEADER_FIELDS)

_AddProblem = Callable[..., None]


def parse_rows(table: StaffTable, mapping: Sequence[StaffField], today: date) -> tuple[StaffEntry, ...]:
    """Read each row, with columns as mapped. Empty rows are skipped.

    Args:
        table: the staff list.
        mapping: what each column contains; columns after its end are ignored. If two columns have one meaning, the
            first that is filled counts.
        today: the current day.
    """
    columns = [(index, column) for index, column in enumerate(mapping) if column is not StaffField.IGNORE]
    entries = []
    for row in table.rows:
        cells: dict[StaffField, str] = {}
        for index, column in columns:
            text = clean_cell(row.cells[index]) if index < len(row.cells) else ""
            if not is_empty_cell(text, column):
                cells.setdefault(column, text)
        if cells:
            entries.append(_parse_row(row, cells, today))
    return tuple(entries)


def _parse_row(row: StaffTableRow, cells: Mapping[StaffField, str], today: date) -> StaffEntry:
    problems: list[RowProblem] = []

    def add_problem(code: RowProblemCode, **values: object) -> None:
        problems.append(RowProblem(row.number, code, values))

    if row.swallows_rows:
        add_problem(RowProblemCode.ROWS_TOGETHER)
    name = _name_of_row(cells)
    if not name:
        add_problem(RowProblemCode.EMPTY_NAME)
    email = cells.get(StaffField.EMAIL, "")
    if email and not is_email(email):
        add_problem(RowProblemCode.NOT_AN_EMAIL, text=email)
    _check_lengths({**cells, StaffField.NAME: name}, add_problem)
    leaders = tuple(
        _parse_leader_cell(column, cells[column], add_problem) for column in _LEADER_FIELD_ORDER if column in cells
    )
    start = _date_of_row(StaffField.START_DATE, cells, today, add_problem)
    end = _date_of_row(StaffField.END_DATE, cells, today, add_problem)
    status, left_on = parse_employment_status(cells.get(StaffField.STATUS, ""), today)
    if status is None:
        add_problem(RowProblemCode.UNKNOWN_STATUS, text=cells[StaffField.STATUS][:NAME_LIMIT])
    has_no_end = end is not None and is_open_ended(end, today)
    return StaffEntry(
        row=row.number,
        name=name,
        employee_number=parse_number(cells.get(StaffField.EMPLOYEE_NUMBER, "")),
        email=email,
        title=cells.get(StaffField.TITLE, ""),
        unit=cells.get(StaffField.UNIT, ""),
        start_date=start,
        end_date=left_on if has_no_end or end is None else end,
        is_open_ended=has_no_end,
        employment_status=status or EmploymentStatus.UNSPECIFIED,
        leaders=leaders,
        problems=tuple(problems),
    )


def _check_lengths(cells: Mapping[StaffField, str], add_problem: _AddProblem) -> None:
    for column, limit in _LIMITS.items():
        if column not in LEADER_FIELDS and len(cells.get(column, "")) > limit:
            add_problem(RowProblemCode.TOO_LONG, field=column.value, limit=limit)


def _parse_leader_cell(column: StaffField, text: str, add_problem: _AddProblem) -> LeaderReference:
    reference = parse_leader(text, column)
    for part, value in (
        (StaffField.LEADER_NUMBER, reference.number),
        (StaffField.LEADER_EMAIL, reference.email),
        (StaffField.LEADER_NAME, reference.name),
    ):
        if len(value) > _LIMITS[part]:
            add_problem(RowProblemCode.TOO_LONG, field=part.value, limit=_LIMITS[part])
    if (column is StaffField.LEADER_EMAIL and not reference.email) or "@" in reference.name:
        add_problem(RowProblemCode.NOT_AN_EMAIL, text=text)
    return reference


def _name_of_row(cells: Mapping[StaffField, str]) -> str:
    whole = first_name_first(cells.get(StaffField.NAME, ""))
    parts = (cells.get(StaffField.FIRST_NAME, ""), cells.get(StaffField.LAST_NAME, ""))
    return whole or " ".join(part for part in parts if part)


def _date_of_row(
    column: StaffField, cells: Mapping[StaffField, str], today: date, add_problem: _AddProblem
) -> date | None:
    text = cells.get(column, "")
    day = parse_cell_date(text, today) if text else None
    if text and day is None:
        add_problem(RowProblemCode.UNREADABLE_DATE, field=column.value, text=text[:NAME_LIMIT])
    return day

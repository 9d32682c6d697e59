"""A staff list: its table, and what each row says, cell by cell. How rows fit together is `staff_plan`'s."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

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
from tui_app.domain.text_normalization import EMAIL_LIMIT, EMPLOYEE_NUMBER_LIMIT, NAME_LIMIT, is_email


@dataclass(frozen=True, slots=True)
class StaffTableRow:
    """One row: its number as the file shows it (the heading row counts), and as many cells as there are headings.

    Attributes:
        swallows_rows: whether a quotation mark that is never closed seems to have drawn the next rows into this one.
    """

    number: int
    cells: tuple[str, ...]
    swallows_rows: bool = False


@dataclass(frozen=True, slots=True)
class StaffTable:
    """A staff list as text, whatever file it came from."""

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
    """What is wrong with a row, with the values that the words need."""

    row: int
    code: RowProblemCode
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """What one row says. Empty text and None are not said: what is stored stays.

    Attributes:
        is_open_ended: the row says that there is no end.
        leaders: how each of the cells about the leader names them.
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
_LEADER_FIELD_ORDER = tuple(said for said in StaffField if said in LEADER_FIELDS)

_AddProblem = Callable[..., None]


def parse_rows(table: StaffTable, mapping: Sequence[StaffField], today: date) -> tuple[StaffEntry, ...]:
    """What each row says, for the columns as mapped; empty rows are passed over.

    Args:
        mapping: what each column holds; columns beyond its end are ignored. Where two columns are given one
            meaning, the first that is filled counts.
    """
    columns = [(place, said) for place, said in enumerate(mapping) if said is not StaffField.IGNORE]
    entries = []
    for row in table.rows:
        cells: dict[StaffField, str] = {}
        for place, said in columns:
            text = clean_cell(row.cells[place]) if place < len(row.cells) else ""
            if not is_empty_cell(text, said):
                cells.setdefault(said, text)
        if cells:
            entries.append(_parse_row(row, cells, today))
    return tuple(entries)


def _parse_row(row: StaffTableRow, cells: Mapping[StaffField, str], today: date) -> StaffEntry:
    problems: list[RowProblem] = []

    def wrong(code: RowProblemCode, **values: object) -> None:
        problems.append(RowProblem(row.number, code, values))

    if row.swallows_rows:
        wrong(RowProblemCode.ROWS_TOGETHER)
    name = _name_of_row(cells)
    if not name:
        wrong(RowProblemCode.EMPTY_NAME)
    email = cells.get(StaffField.EMAIL, "")
    if email and not is_email(email):
        wrong(RowProblemCode.NOT_AN_EMAIL, text=email)
    _check_lengths({**cells, StaffField.NAME: name}, wrong)
    leaders = tuple(_parse_leader_cell(said, cells[said], wrong) for said in _LEADER_FIELD_ORDER if said in cells)
    start = _date_of_row(StaffField.START_DATE, cells, today, wrong)
    end = _date_of_row(StaffField.END_DATE, cells, today, wrong)
    standing, left_on = parse_employment_status(cells.get(StaffField.STATUS, ""), today)
    if standing is None:
        wrong(RowProblemCode.UNKNOWN_STATUS, text=cells[StaffField.STATUS][:NAME_LIMIT])
    endless = end is not None and is_open_ended(end, today)
    return StaffEntry(
        row=row.number,
        name=name,
        employee_number=parse_number(cells.get(StaffField.EMPLOYEE_NUMBER, "")),
        email=email,
        title=cells.get(StaffField.TITLE, ""),
        unit=cells.get(StaffField.UNIT, ""),
        start_date=start,
        end_date=left_on if endless or end is None else end,
        is_open_ended=endless,
        employment_status=standing or EmploymentStatus.UNSPECIFIED,
        leaders=leaders,
        problems=tuple(problems),
    )


def _check_lengths(cells: Mapping[StaffField, str], wrong: _AddProblem) -> None:
    for said, limit in _LIMITS.items():
        if said not in LEADER_FIELDS and len(cells.get(said, "")) > limit:
            wrong(RowProblemCode.TOO_LONG, field=said.value, limit=limit)


def _parse_leader_cell(column: StaffField, text: str, wrong: _AddProblem) -> LeaderReference:
    said = parse_leader(text, column)
    for part, value in (
        (StaffField.LEADER_NUMBER, said.number),
        (StaffField.LEADER_EMAIL, said.email),
        (StaffField.LEADER_NAME, said.name),
    ):
        if len(value) > _LIMITS[part]:
            wrong(RowProblemCode.TOO_LONG, field=part.value, limit=_LIMITS[part])
    if (column is StaffField.LEADER_EMAIL and not said.email) or "@" in said.name:
        wrong(RowProblemCode.NOT_AN_EMAIL, text=text)
    return said


def _name_of_row(cells: Mapping[StaffField, str]) -> str:
    whole = first_name_first(cells.get(StaffField.NAME, ""))
    parts = (cells.get(StaffField.FIRST_NAME, ""), cells.get(StaffField.LAST_NAME, ""))
    return whole or " ".join(part for part in parts if part)


def _date_of_row(said: StaffField, cells: Mapping[StaffField, str], today: date, wrong: _AddProblem) -> date | None:
    text = cells.get(said, "")
    day = parse_cell_date(text, today) if text else None
    if text and day is None:
        wrong(RowProblemCode.UNREADABLE_DATE, field=said.value, text=text[:NAME_LIMIT])
    return day

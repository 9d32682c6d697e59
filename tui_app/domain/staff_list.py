"""A staff list: its table, and what each row says, cell by cell. How rows fit together is `staff_plan`'s."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tui_app.domain.staff_cells import (
    LeaderSaid,
    Standing,
    clean,
    in_order,
    is_email,
    is_no_end,
    is_nothing,
    read_date,
    read_leader,
    read_number,
    read_standing,
)
from tui_app.domain.staff_headings import LEADING, NAMING, StaffField, recognise
from tui_app.domain.texts import NAME_LIMIT

__all__ = [
    "LEADING",
    "NAMING",
    "Entry",
    "Problem",
    "StaffField",
    "StaffProblem",
    "Table",
    "TableRow",
    "read_rows",
    "recognise",
]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as the file shows it (the heading row counts), and as many cells as there are headings.

    Attributes:
        holds_others: whether a quotation mark that is never closed seems to have drawn the next rows into this one.
    """

    number: int
    cells: tuple[str, ...]
    holds_others: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A staff list as text, whatever file it came from."""

    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


class StaffProblem(StrEnum):
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
class Problem:
    """What is wrong with a row, with the values that the words need."""

    row: int
    code: StaffProblem
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says. Empty text and None are not said: what is stored stays.

    Attributes:
        endless: the row says that there is no end.
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
    endless: bool = False
    standing: Standing = Standing.NOT_SAID
    leaders: tuple[LeaderSaid, ...] = ()
    problems: tuple[Problem, ...] = ()


NUMBER_LIMIT = 40
EMAIL_LIMIT = 200
_LIMITS = {
    StaffField.NAME: NAME_LIMIT,
    StaffField.EMPLOYEE_NUMBER: NUMBER_LIMIT,
    StaffField.EMAIL: EMAIL_LIMIT,
    StaffField.TITLE: NAME_LIMIT,
    StaffField.UNIT: NAME_LIMIT,
    StaffField.LEADER_NUMBER: NUMBER_LIMIT,
    StaffField.LEADER_EMAIL: EMAIL_LIMIT,
    StaffField.LEADER_NAME: NAME_LIMIT,
}
_LEADER_COLUMNS = tuple(said for said in StaffField if said in LEADING)

_Wrong = Callable[..., None]


def read_rows(table: Table, mapping: Sequence[StaffField], today: date) -> tuple[Entry, ...]:
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
            text = clean(row.cells[place]) if place < len(row.cells) else ""
            if not is_nothing(text, said):
                cells.setdefault(said, text)
        if cells:
            entries.append(_entry(row, cells, today))
    return tuple(entries)


def _entry(row: TableRow, cells: Mapping[StaffField, str], today: date) -> Entry:
    problems: list[Problem] = []

    def wrong(code: StaffProblem, **values: object) -> None:
        problems.append(Problem(row.number, code, values))

    if row.holds_others:
        wrong(StaffProblem.ROWS_TOGETHER)
    name = _name(cells)
    if not name:
        wrong(StaffProblem.EMPTY_NAME)
    email = cells.get(StaffField.EMAIL, "")
    if email and not is_email(email):
        wrong(StaffProblem.NOT_AN_EMAIL, text=email)
    _check_lengths({**cells, StaffField.NAME: name}, wrong)
    leaders = tuple(_leader(said, cells[said], wrong) for said in _LEADER_COLUMNS if said in cells)
    start = _date(StaffField.START_DATE, cells, today, wrong)
    end = _date(StaffField.END_DATE, cells, today, wrong)
    standing, left_on = read_standing(cells.get(StaffField.STATUS, ""), today)
    if standing is None:
        wrong(StaffProblem.UNKNOWN_STATUS, text=cells[StaffField.STATUS][:NAME_LIMIT])
    endless = end is not None and is_no_end(end, today)
    return Entry(
        row=row.number,
        name=name,
        employee_number=read_number(cells.get(StaffField.EMPLOYEE_NUMBER, "")),
        email=email,
        title=cells.get(StaffField.TITLE, ""),
        unit=cells.get(StaffField.UNIT, ""),
        start_date=start,
        end_date=left_on if endless or end is None else end,
        endless=endless,
        standing=standing or Standing.NOT_SAID,
        leaders=leaders,
        problems=tuple(problems),
    )


def _check_lengths(cells: Mapping[StaffField, str], wrong: _Wrong) -> None:
    for said, limit in _LIMITS.items():
        if said not in LEADING and len(cells.get(said, "")) > limit:
            wrong(StaffProblem.TOO_LONG, field=said.value, limit=limit)


def _leader(column: StaffField, text: str, wrong: _Wrong) -> LeaderSaid:
    said = read_leader(text, column)
    for part, value in (
        (StaffField.LEADER_NUMBER, said.number),
        (StaffField.LEADER_EMAIL, said.email),
        (StaffField.LEADER_NAME, said.name),
    ):
        if len(value) > _LIMITS[part]:
            wrong(StaffProblem.TOO_LONG, field=part.value, limit=_LIMITS[part])
    if (column is StaffField.LEADER_EMAIL and not said.email) or "@" in said.name:
        wrong(StaffProblem.NOT_AN_EMAIL, text=text)
    return said


def _name(cells: Mapping[StaffField, str]) -> str:
    whole = in_order(cells.get(StaffField.NAME, ""))
    parts = (cells.get(StaffField.FIRST_NAME, ""), cells.get(StaffField.LAST_NAME, ""))
    return whole or " ".join(part for part in parts if part)


def _date(said: StaffField, cells: Mapping[StaffField, str], today: date, wrong: _Wrong) -> date | None:
    text = cells.get(said, "")
    day = read_date(text, today) if text else None
    if text and day is None:
        wrong(StaffProblem.UNREADABLE_DATE, field=said.value, text=text[:NAME_LIMIT])
    return day

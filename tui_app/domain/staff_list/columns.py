"""Understand the columns of a staff list as columns: by their headings, and by all their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from tui_app.domain.staff_list.cells import (
    EmploymentStatus,
    clean_cell,
    is_empty_cell,
    parse_employment_status,
    parse_flag,
)
from tui_app.domain.staff_list.column_dates import DateFormat, DateOrder, find_date_format, read_date
from tui_app.domain.staff_list.findings import Finding, FindingKind, LeftOut, Level
from tui_app.domain.staff_list.heading_words import DATE_FIELDS, LEADER_FIELDS, NAME_FIELDS, StaffField
from tui_app.domain.staff_list.headings import field_of_heading, heading_key, is_login_heading, is_weak_heading
from tui_app.domain.staff_list.leader_codes import with_codes_as_leaders
from tui_app.domain.staff_list.name_order import surname_first_fields, surname_last, turned_example
from tui_app.domain.staff_list.names import first_name_first, name_words
from tui_app.domain.staff_list.table import StaffTable

_JUDGED_CELLS = 2_000
"""As many filled cells of a column decide what it contains."""
_MOST = 0.6
"""Share of the cells that decides."""
_FEW = 3
"""Fewer filled cells say nothing about a column without any address."""
_HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "herr", "frau", "fru", "frk"])
_PROGRAM_KEY = re.compile(
    r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?|__export__\..*|[a-z_]+\.[a-z_]\w*", re.IGNORECASE
)
"""What a program names a record by: a GUID, or «hr.employee_2»."""
_NATIONAL_NUMBER = re.compile(r"(?:[04][1-9]|[1256]\d|[37][01])(?:[04][1-9]|[15][0-2])\d{2} ?\d{5}")
"""A Norwegian national identity number."""
_PERCENTAGE = re.compile(r"(100|\d{1,2})([.,]\d+)?\s*%?")
_ANY_DAY = date(2026, 1, 1)
"""Century of two-digit years, where only the kind of a column is judged."""


class ColumnReading(Struct, frozen=True):
    """How the columns of a list are read.

    Attributes:
        columns: index and field of the columns that count.
        formats: column index -> how its dates are read.
        flags: index of a status column of yes and no -> what yes means: True for employed.
        findings: what is to be said about the columns.
        is_date_order_unclear: some dates fit both ways, and nobody has said which is right.
        surname_first: the columns of names that have the surname first, without a comma.
    """

    columns: tuple[tuple[int, StaffField], ...]
    formats: Mapping[int, DateFormat]
    flags: Mapping[int, bool]
    findings: tuple[Finding, ...]
    is_date_order_unclear: bool
    surname_first: frozenset[StaffField] = frozenset()


def _filled_cells(table: StaffTable, index: int, field: StaffField) -> Iterator[str]:
    for row in table.rows:
        text = clean_cell(row.cells[index]) if index < len(row.cells) else ""
        if not is_empty_cell(text, field) and text.casefold() != table.headings[index].casefold():
            yield text


def _share(cells: Sequence[str], is_so: Callable[[str], bool]) -> float:
    return sum(map(is_so, cells)) / len(cells) if cells else 0.0


def _has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _is_date(text: str) -> bool:
    return any(read_date(text, DateFormat(order), _ANY_DAY) is not None for order in DateOrder)


def _is_date_or_number(text: str) -> bool:
    return read_date(text, DateFormat(DateOrder.DAY_FIRST, has_day_numbers=True), _ANY_DAY) is not None or _is_date(
        text
    )


def _fits(field: StaffField, cells: Sequence[str]) -> bool:
    """True if most cells can be what the heading says; False for an empty column."""
    if not cells:
        return False
    if field in DATE_FIELDS:
        return _share(cells, _is_date_or_number) >= _MOST
    if field is StaffField.EMAIL:
        return _share(cells, lambda text: "@" in text) >= _MOST
    if field in NAME_FIELDS:
        return _share(cells, lambda text: _has_letter(text) and "@" not in text and not _is_date(text)) >= _MOST
    if field in (StaffField.TITLE, StaffField.UNIT):
        return _share(cells, _has_letter) >= _MOST
    if field is StaffField.STATUS:
        return _share(cells, lambda text: parse_employment_status(text, _ANY_DAY)[0] is not None) >= _MOST
    return not all(parse_flag(text) is not None and _has_letter(text) for text in cells)


def _meaning_of(heading: str, field: StaffField, cells: Sequence[str]) -> StaffField:
    """What a column contains by its cells, where its heading can mean several things."""
    if is_login_heading(heading):
        return StaffField.EMAIL if _fits(StaffField.EMAIL, cells) else StaffField.IGNORE
    if not cells:
        return field
    if field is StaffField.EMPLOYEE_NUMBER:
        return _meaning_of_numbers(cells)
    if field is StaffField.NAME and not _fits(field, cells):
        return _meaning_of_no_names(cells)
    if field is StaffField.END_DATE and all(parse_flag(text) is not None for text in cells):
        return StaffField.STATUS
    if field is StaffField.STATUS and _share(cells, _is_date) >= _MOST:
        return StaffField.END_DATE  # «Left», with days
    if field in LEADER_FIELDS and all(parse_flag(text) is not None and text != "0" for text in cells):
        return field if any(text == "1" for text in cells) and not any(map(_has_letter, cells)) else StaffField.IGNORE
    if field is StaffField.TITLE and all(map(_PERCENTAGE.fullmatch, cells)):
        return StaffField.PERCENTAGE
    return StaffField.IGNORE if _is_something_else(heading, field, cells) else field


def _meaning_of_no_names(cells: Sequence[str]) -> StaffField:
    """What a column headed as names contains, if it has no names."""
    if _share(cells, _is_date) >= _MOST:
        return StaffField.START_DATE
    if _fits(StaffField.EMAIL, cells):
        return StaffField.EMAIL
    is_number = _share(cells, lambda text: any(c.isdigit() for c in text) and " " not in text) >= _MOST
    return StaffField.EMPLOYEE_NUMBER if is_number else StaffField.NAME


def _meaning_of_numbers(cells: Sequence[str]) -> StaffField:
    """What a column headed as numbers contains; keys of a program and national numbers are no employee numbers."""
    if _fits(StaffField.EMAIL, cells):
        return StaffField.EMAIL
    if _share(cells, lambda text: " " in text and not any(c.isdigit() for c in text)) >= _MOST:
        return StaffField.NAME
    is_foreign = _share(cells, lambda text: bool(_PROGRAM_KEY.fullmatch(text) or _NATIONAL_NUMBER.fullmatch(text)))
    return StaffField.IGNORE if is_foreign >= _MOST else StaffField.EMPLOYEE_NUMBER


def _is_something_else(heading: str, field: StaffField, cells: Sequence[str]) -> bool:
    """True for what people sign in with instead of addresses, for «Mr.» as title, and for numbers of units."""
    if field is StaffField.EMAIL:
        return len(cells) >= _FEW and not any("@" in text or " " in text for text in cells)
    if field is StaffField.TITLE:
        return all(text.strip(". ").casefold() in _HONORIFICS for text in cells)
    return field is StaffField.UNIT and heading_key(heading).endswith("id") and not any(map(_has_letter, cells))


def _tells_who_left(cells: Sequence[str]) -> bool:
    """True for a status column in which somebody has left; «Full-time» and «Part-time» tell nothing of the kind."""
    return any(parse_employment_status(text, _ANY_DAY)[0] is EmploymentStatus.LEFT for text in cells)


def suggest_columns(table: StaffTable) -> tuple[StaffField, ...]:
    """What each column contains: by its heading, and by its cells where the heading leaves it open.

    If several columns have one meaning, the first counts whose heading says it plainly and whose cells fit.
    """
    meanings, ranks = [], []
    for index, heading in enumerate(table.headings):
        field = field_of_heading(heading)
        cells: list[str] = []
        if field is not StaffField.IGNORE or is_login_heading(heading):
            cells = list(islice(_filled_cells(table, index, field), _JUDGED_CELLS))
            field = _meaning_of(heading, field, cells)
        meanings.append(field)
        ranks.append(
            (
                not _fits(field, cells),
                is_weak_heading(heading, field),
                is_login_heading(heading),
                field is StaffField.STATUS and not _tells_who_left(cells),
                index,
            )
        )
    chosen: dict[StaffField, int] = {}
    for index, field in enumerate(meanings):
        if field not in chosen or ranks[index] < ranks[chosen[field]]:
            chosen[field] = index
    if _name_is_of_somebody_else(table, chosen):
        del chosen[StaffField.NAME]
    fields = (field if chosen.get(field) == index else StaffField.IGNORE for index, field in enumerate(meanings))
    return with_codes_as_leaders(table.headings, tuple(fields))


def _name_is_of_somebody_else(table: StaffTable, chosen: Mapping[StaffField, int]) -> bool:
    """True if a column of whole names contradicts first and last names in most rows."""
    parts = (StaffField.FIRST_NAME, StaffField.LAST_NAME)
    if StaffField.NAME not in chosen or not all(part in chosen for part in parts):
        return False
    compared = contradicting = 0
    for row in islice(table.rows, _JUDGED_CELLS):
        whole, first, last = (clean_cell(row.cells[chosen[field]]) for field in (StaffField.NAME, *parts))
        if whole and first and last:
            compared += 1
            contradicting += names_contradict(whole, f"{first} {last}")
    return contradicting > compared * (1 - _MOST)


def names_contradict(whole: str, parts: str) -> bool:
    """True if a whole name, and a first and last name, cannot belong to one person."""
    words, others = {*name_words(first_name_first(whole))}, {*name_words(parts)}
    return not (words <= others or others <= words or len(words & others) >= 2)


def read_columns(
    table: StaffTable, mapping: Sequence[StaffField], today: date, dates: DateOrder | None = None
) -> ColumnReading:
    """Find out how each mapped column is read.

    Args:
        mapping: what each column contains; columns after its end are ignored.
        dates: the order of day and month, if somebody has said it.
    """
    columns = tuple((index, field) for index, field in enumerate(mapping) if field is not StaffField.IGNORE)
    formats = {
        index: find_date_format(_filled_cells(table, index, field), today, dates)
        for index, field in columns
        if field in DATE_FIELDS
    }
    shown = {form.order for form in formats.values() if form.is_found}
    if len(shown) == 1:
        # one program writes all its dates the same way
        formats = {
            index: form if form.order else replace(form, order=next(iter(shown)), is_found=True)
            for index, form in formats.items()
        }
    findings = [finding for index, form in formats.items() for finding in _date_findings(table.headings[index], form)]
    by_field: dict[StaffField, int] = {field: index for index, field in reversed(columns)}
    surname_first = surname_first_fields(table, by_field)
    findings += _name_order_findings(table, {field: by_field[field] for field in surname_first & NAME_FIELDS})
    return ColumnReading(
        columns,
        formats,
        _flags(table, columns),
        (*findings, *_unused_name_column(table, mapping)),
        any(form.order is None for form in formats.values()),
        surname_first,
    )


def _name_order_findings(table: StaffTable, fields: Mapping[StaffField, int]) -> Iterator[Finding]:
    """Say which order the names are read in, with an example."""
    for index in fields.values():
        if name := turned_example(table, index):
            values = {"text": name, "name": surname_last(name)}
            yield Finding(FindingKind.NAME_ORDER, Level.NOTICE, column=table.headings[index], values=values)


def _date_findings(heading: str, form: DateFormat) -> Iterator[Finding]:
    if form.order is None:
        yield Finding(
            FindingKind.DATE_ORDER_UNCLEAR,
            Level.ASKED,
            column=heading,
            values={"text": form.example},
            asked_leaves_out=LeftOut.VALUE,
        )
    elif form.is_found:
        values = {"order": form.order.value, "text": form.example}
        yield Finding(FindingKind.DATE_ORDER, Level.NOTICE, column=heading, values=values)
    if form.has_day_numbers:
        yield Finding(FindingKind.DATE_NUMBERS, Level.NOTICE, column=heading)


def _flags(table: StaffTable, columns: Sequence[tuple[int, StaffField]]) -> dict[int, bool]:
    """The status columns of yes and no: «Aktiv» says who is employed, «Sluttet» who has left."""
    flags = {}
    for index, field in columns:
        heading = table.headings[index]
        if field is StaffField.STATUS and all(
            parse_flag(text) is not None for text in _filled_cells(table, index, field)
        ):
            asks_who_left = field_of_heading(heading) is StaffField.END_DATE
            if asks_who_left or any(word in heading_key(heading) for word in ("aktiv", "active", "current")):
                flags[index] = not asks_who_left
    return flags


def _unused_name_column(table: StaffTable, mapping: Sequence[StaffField]) -> Iterator[Finding]:
    """Say that a column of names is somebody else's than the person's."""
    if StaffField.NAME in mapping or not {StaffField.FIRST_NAME, StaffField.LAST_NAME} <= {*mapping}:
        return
    for index, heading in enumerate(table.headings[: len(mapping)]):
        is_unused = field_of_heading(heading) is StaffField.NAME and mapping[index] is StaffField.IGNORE
        if is_unused and any(_filled_cells(table, index, StaffField.NAME)):
            yield Finding(FindingKind.COLUMN_IGNORED, Level.NOTICE, column=heading)

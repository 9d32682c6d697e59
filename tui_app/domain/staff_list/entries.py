"""Read a staff list row by row. How rows fit together, and with what is stored, is decided by the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from tui_app.domain.mail_addresses import is_email
from tui_app.domain.staff_list.cells import (
    EmploymentStatus,
    clean_cell,
    is_empty_cell,
    is_spoilt,
    parse_employment_status,
    parse_flag,
    parse_number,
    parse_percentage,
    says_no_leader,
)
from tui_app.domain.staff_list.column_dates import DateFormat, DateOrder, is_open_ended, read_date
from tui_app.domain.staff_list.columns import ColumnReading, names_contradict
from tui_app.domain.staff_list.findings import Finding, FindingKind, Level
from tui_app.domain.staff_list.heading_words import LEADER_FIELDS, NAME_FIELDS, StaffField
from tui_app.domain.staff_list.leader_cells import LeaderReference, parse_leader
from tui_app.domain.staff_list.name_notes import split_note
from tui_app.domain.staff_list.name_order import surname_last
from tui_app.domain.staff_list.names import first_name_first, join_names
from tui_app.domain.staff_list.other_lines import OtherLines
from tui_app.domain.staff_list.table import StaffTable, StaffTableRow
from tui_app.domain.text_normalization import EMAIL_LIMIT, EMPLOYEE_NUMBER_LIMIT, NAME_LIMIT


class StaffEntry(Struct, frozen=True):
    """What one row says. Empty text and None mean that it says nothing, and what is stored stays.

    Attributes:
        is_open_ended: the row says that the employment has no end.
        leaders: how each cell about the leader names them.
        no_leader: what the row says where it says that the person has no leader, such as «Ingen» or 0.
        findings: what could not be read in the row itself.
        is_left_out: the row cannot come in.
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
    percentage: float = 0.0
    leaders: tuple[LeaderReference, ...] = ()
    no_leader: str = ""
    findings: tuple[Finding, ...] = ()
    is_left_out: bool = False


_LEADER_CELL_ORDER = (
    StaffField.LEADER,
    StaffField.LEADER_NUMBER,
    StaffField.LEADER_EMAIL,
    StaffField.LEADER_NAME,
)


def read_entries(
    table: StaffTable, reading: ColumnReading, today: date
) -> tuple[tuple[StaffEntry, ...], tuple[Finding, ...]]:
    """Read each row, with its columns as they are understood.

    Returns:
        The rows about people, and what is said about the other lines. Empty rows are skipped.
    """
    entries, other = [], OtherLines(table, reading.columns)
    for row in table.rows:
        cells = _cells_of(row, reading)
        if not cells or other.takes(row, {field: text for field, (_, text) in cells.items()}):
            continue
        entries.append(_RowReader(row, cells, table.headings, reading, today).entry())
    return tuple(entries), tuple(other.findings)


def _cells_of(row: StaffTableRow, reading: ColumnReading) -> dict[StaffField, tuple[int, str]]:
    """The filled cells by field, with their columns. If two columns have one meaning, the first filled one counts."""
    cells: dict[StaffField, tuple[int, str]] = {}
    for index, field in reading.columns:
        text = clean_cell(row.cells[index]) if index < len(row.cells) else ""
        if not is_empty_cell(text, field) or (field in LEADER_FIELDS and says_no_leader(text)):
            cells.setdefault(field, (index, text))
    return cells


class _RowReader:
    """Reads the cells of one row, and notes what it cannot read."""

    def __init__(
        self,
        row: StaffTableRow,
        cells: Mapping[StaffField, tuple[int, str]],
        headings: Sequence[str],
        reading: ColumnReading,
        today: date,
    ) -> None:
        self._row = row
        self._cells = cells
        self._headings = headings
        self._reading = reading
        self._today = today
        self._findings: list[Finding] = []
        self._is_left_out = False
        self._name = ""
        self._noted_number = ""
        self._noted_status = EmploymentStatus.UNSPECIFIED

    def entry(self) -> StaffEntry:
        """What the row says."""
        self._name = self._read_name()
        if self._row.swallows_rows:
            self._leave_row_out(FindingKind.ROWS_TOGETHER)
        number = self._read_number()
        status, left_on = self._read_status()
        start, end = self._read_date(StaffField.START_DATE), self._read_date(StaffField.END_DATE)
        has_no_end = end is not None and is_open_ended(end, self._today)
        leaders, no_leader = self._read_leaders()
        return StaffEntry(
            row=self._row.number,
            name=self._name,
            employee_number=number,
            email=self._read_email(),
            title=self._read_text(StaffField.TITLE),
            unit=self._read_text(StaffField.UNIT),
            start_date=start,
            end_date=left_on if has_no_end or end is None else end,
            is_open_ended=has_no_end,
            employment_status=status,
            percentage=parse_percentage(self._text(StaffField.PERCENTAGE)),
            leaders=leaders,
            no_leader=no_leader,
            findings=tuple(self._findings),
            is_left_out=self._is_left_out,
        )

    def _text(self, field: StaffField) -> str:
        return self._cells[field][1] if field in self._cells else ""

    def _heading(self, field: StaffField) -> str:
        index = self._cells[field][0] if field in self._cells else -1
        return self._headings[index] if 0 <= index < len(self._headings) else ""

    def _note(self, kind: FindingKind, level: Level, field: StaffField | None = None, /, **values: object) -> None:
        column = self._heading(field) if field else ""
        name = self._name if len(self._name) <= NAME_LIMIT else ""
        self._findings.append(Finding(kind, level, self._row.number, name, column, values))

    def _leave_value_out(self, kind: FindingKind, field: StaffField, /, **values: object) -> None:
        self._note(kind, Level.VALUE_LEFT_OUT, field, text=self._text(field)[:NAME_LIMIT], **values)

    def _leave_row_out(self, kind: FindingKind, field: StaffField | None = None, /, **values: object) -> None:
        self._is_left_out = True
        self._note(kind, Level.ROW_LEFT_OUT, field, **values)

    def _read_name(self) -> str:
        whole = self._noted_text(StaffField.NAME)
        whole = first_name_first(surname_last(whole) if StaffField.NAME in self._reading.surname_first else whole)
        both = self._noted_text(StaffField.FIRST_NAME), self._noted_text(StaffField.LAST_NAME)
        parts = join_names(both[0], self._noted_text(StaffField.MIDDLE_NAME), both[1])
        name = parts if all(both) or not whole else whole
        field = next((field for field in NAME_FIELDS if field in self._cells), None)
        text = name[:NAME_LIMIT]
        if not any(character.isalpha() for character in name) or "@" in name:
            self._leave_row_out(FindingKind.UNREADABLE_NAME, field, text=text)
        elif is_spoilt(name):
            self._leave_row_out(FindingKind.GARBLED_TEXT, field, text=text)
        elif len(name) > NAME_LIMIT:
            self._leave_row_out(FindingKind.TOO_LONG, field, field=StaffField.NAME.value, limit=NAME_LIMIT)
        elif whole and all(both) and names_contradict(whole, parts):
            self._name = name
            self._note(FindingKind.NAME_DISAGREES, Level.NOTICE, StaffField.NAME, text=whole)
        return name

    def _noted_text(self, field: StaffField) -> str:
        """A name without what a program wrote behind it."""
        noted = split_note(self._text(field))
        self._noted_number = self._noted_number or noted.number
        if noted.status is not EmploymentStatus.UNSPECIFIED:
            self._noted_status = noted.status
        return noted.name

    def _read_number(self) -> str:
        number = parse_number(self._text(StaffField.EMPLOYEE_NUMBER)) or self._noted_number
        if len(number) > EMPLOYEE_NUMBER_LIMIT or is_spoilt(number) or number.startswith("#"):
            self._leave_row_out(FindingKind.BAD_NUMBER, StaffField.EMPLOYEE_NUMBER, text=number[:NAME_LIMIT])
        return number

    def _read_email(self) -> str:
        email = self._text(StaffField.EMAIL)
        if email.lower().startswith("mailto:"):
            email = email[7:]
        if email and (not is_email(email) or len(email) > EMAIL_LIMIT or is_spoilt(email)):
            self._leave_value_out(FindingKind.BAD_EMAIL, StaffField.EMAIL)
            return ""
        return email

    def _read_text(self, field: StaffField) -> str:
        text = self._text(field)
        if len(text) > NAME_LIMIT:
            self._leave_value_out(FindingKind.TOO_LONG, field, field=field.value, limit=NAME_LIMIT)
            return ""
        if is_spoilt(text) and "\ufffd" in text:
            self._leave_value_out(FindingKind.GARBLED_TEXT, field)
            return ""
        return text

    def _read_status(self) -> tuple[EmploymentStatus, date | None]:
        text = self._text(StaffField.STATUS)
        index = self._cells[StaffField.STATUS][0] if text else -1
        if index in self._reading.flags:
            is_yes = parse_flag(text) is True
            is_here = is_yes is self._reading.flags[index]
            return (EmploymentStatus.HERE if is_here else EmploymentStatus.LEFT), None
        status, left_on = parse_employment_status(text, self._today)
        if status is None:
            self._leave_value_out(FindingKind.UNKNOWN_STATUS, StaffField.STATUS)
        if not text or self._noted_status is EmploymentStatus.LEFT:
            return self._noted_status, left_on
        return status or EmploymentStatus.UNSPECIFIED, left_on

    def _read_date(self, field: StaffField) -> date | None:
        if field not in self._cells:
            return None
        index, text = self._cells[field]
        form = self._reading.formats.get(index, DateFormat(None))
        day = read_date(text, form, self._today)
        if day is None and not (form.order is None and _is_ambiguous_date(text, self._today)):
            self._leave_value_out(FindingKind.BAD_DATE, field, field=field.value)
        return day

    def _read_leaders(self) -> tuple[tuple[LeaderReference, ...], str]:
        references, no_leader = [], ""
        for field in _LEADER_CELL_ORDER:
            if text := self._text(field):
                if says_no_leader(text):
                    no_leader = text
                elif reference := self._read_leader(text, field):
                    references.append(reference)
        parts = (self._text(StaffField.LEADER_FIRST_NAME), self._text(StaffField.LEADER_LAST_NAME))
        if name := " ".join(part for part in parts if part and not says_no_leader(part)):
            references.append(LeaderReference(name=name))
        return tuple(references), "" if references else no_leader

    def _read_leader(self, text: str, field: StaffField) -> LeaderReference | None:
        reference = parse_leader(text, field)
        if field in self._reading.surname_first and "," not in text:
            reference = replace(reference, name=surname_last(reference.name))
        is_too_long = (
            len(reference.number) > EMPLOYEE_NUMBER_LIMIT
            or len(reference.email) > EMAIL_LIMIT
            or len(reference.name) > NAME_LIMIT
        )
        is_no_address = (field is StaffField.LEADER_EMAIL and not reference.email) or "@" in reference.name
        if is_too_long or is_no_address or is_spoilt(text):
            self._leave_value_out(FindingKind.UNCLEAR_LEADER, field)
            return None
        return reference


def _is_ambiguous_date(text: str, today: date) -> bool:
    """True if the cell is a date as soon as it is said whether day or month stands first."""
    return any(read_date(text, DateFormat(order), today) is not None for order in DateOrder)

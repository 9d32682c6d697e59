"""What is said about a staff list: what was decided, what was left out, and what must be asked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field


class Level(StrEnum):
    """How much a finding costs.

    NOTICE: nothing is lost.
    VALUE_LEFT_OUT: the person comes in without this value.
    ROW_LEFT_OUT: the row does not come in.
    ASKED: the screen asks; where nobody can be asked, the careful answer is taken.
    REFUSED: not done.
    """

    NOTICE = "notice"
    VALUE_LEFT_OUT = "value_left_out"
    ROW_LEFT_OUT = "row_left_out"
    ASKED = "asked"
    REFUSED = "refused"


class FindingKind(StrEnum):
    """What a finding is about. The values are part of the JSON of `samtale import people`."""

    ENCODING = "encoding"
    FILE_KIND = "file_kind"
    SHEET_CHOSEN = "sheet_chosen"
    GARBLED_TEXT = "garbled_text"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    TOTALS_LINE = "totals_line"
    REPEATED_HEADINGS = "repeated_headings"
    ROWS_TOGETHER = "rows_together"
    DATE_ORDER = "date_order"
    DATE_ORDER_UNCLEAR = "date_order_unclear"
    DATE_NUMBERS = "date_numbers"
    COLUMN_IGNORED = "column_ignored"
    NAME_ORDER = "name_order"
    NAME_DISAGREES = "name_disagrees"
    BAD_DATE = "bad_date"
    BAD_EMAIL = "bad_email"
    BAD_NUMBER = "bad_number"
    TOO_LONG = "too_long"
    UNKNOWN_STATUS = "unknown_status"
    END_BEFORE_START = "end_before_start"
    LEFT_WITHOUT_A_DAY = "left_without_a_day"
    UNREADABLE_NAME = "unreadable_name"
    REPEATED_ROW = "repeated_row"
    TWO_JOBS = "two_jobs"
    SAME_NAME = "same_name"
    EMAIL_OF_ANOTHER = "email_of_another"
    NUMBER_OF_ANOTHER = "number_of_another"
    UNCLEAR_PERSON = "unclear_person"
    COMES_BACK = "comes_back"
    CHANGED_NUMBER = "changed_number"
    JOINED_NUMBER = "joined_number"
    CHANGED_NAME = "changed_name"
    MISSING_FROM_LIST = "missing_from_list"
    ME_NOT_IN_LIST = "me_not_in_list"
    NO_LEADER_COLUMN = "no_leader_column"
    LEADER_CREATED = "leader_created"
    LEADER_NUMBERS_OF_ANOTHER_SERIES = "leader_numbers_of_another_series"
    LEADER_CODES = "leader_codes"
    UNCLEAR_LEADER = "unclear_leader"
    LEADER_CIRCLE = "leader_circle"
    LAST_ADMINISTRATOR = "last_administrator"


class LeftOut(StrEnum):
    """What does not come in because of a finding."""

    NOTHING = "nothing"
    VALUE = "value"
    ROW = "row"


_LEFT_OUT_BY_LEVEL = {
    Level.VALUE_LEFT_OUT: LeftOut.VALUE,
    Level.ROW_LEFT_OUT: LeftOut.ROW,
    Level.REFUSED: LeftOut.VALUE,
}


class Finding(Struct, frozen=True):
    """One thing to say.

    Attributes:
        row: the row as a spreadsheet numbers it; None if it is about a column, a person or the whole list.
        person: the name of the person it is about.
        column: the heading of the column, or the name of the sheet.
        values: what its words need.
        asked_leaves_out: what is left out if a question is not answered.
    """

    kind: FindingKind
    level: Level
    row: int | None = None
    person: str = ""
    column: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    asked_leaves_out: LeftOut = LeftOut.NOTHING

    @property
    def left_out(self) -> LeftOut:
        """What does not come in."""
        return _LEFT_OUT_BY_LEVEL.get(self.level, self.asked_leaves_out)

"""The staff list import in words: columns, problems with rows, and notices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tui_app.domain.staff_import.headings import StaffField
from tui_app.domain.staff_import.plan import ImportNotice
from tui_app.domain.staff_import.rows import RowProblem, RowProblemCode
from tui_app.text.i18n import N_, _, format_message, ngettext

FIELD_LABELS: Mapping[StaffField, str] = {
    StaffField.NAME: N_("Name"),
    StaffField.FIRST_NAME: N_("First name"),
    StaffField.LAST_NAME: N_("Last name"),
    StaffField.EMPLOYEE_NUMBER: N_("Employee number"),
    StaffField.EMAIL: N_("E-mail"),
    StaffField.TITLE: N_("Job title"),
    StaffField.UNIT: N_("Unit"),
    StaffField.START_DATE: N_("Start date"),
    StaffField.END_DATE: N_("End date"),
    StaffField.STATUS: N_("Status"),
    StaffField.LEADER: N_("Leader (number, e-mail or name)"),
    StaffField.LEADER_NUMBER: N_("Leader's number"),
    StaffField.LEADER_EMAIL: N_("Leader's e-mail"),
    StaffField.LEADER_NAME: N_("Leader's name"),
    StaffField.IGNORE: N_("Not imported"),
}

ROW_PROBLEM_MESSAGES: Mapping[RowProblemCode, str] = {
    RowProblemCode.ROWS_TOGETHER: N_("A quotation mark is not closed: this row seems to include the rows after it."),
    RowProblemCode.EMPTY_NAME: N_("The name is missing."),
    RowProblemCode.TOO_LONG: N_("$field: longer than $limit characters."),
    RowProblemCode.NOT_AN_EMAIL: N_("Mail cannot be sent to «$text»."),
    RowProblemCode.UNREADABLE_DATE: N_("$field: «$text» is not a date. Write 31.12.2026 or 2026-12-31."),
    RowProblemCode.UNKNOWN_STATUS: N_(
        "Unknown status «$text». Write active or left, or leave out the column. Rows: $rows."
    ),
    RowProblemCode.END_BEFORE_START: N_("Ends ($end) before it starts ($start)."),
    RowProblemCode.DUPLICATE_NUMBER: N_("The number «$text» is in several rows. See row $rows."),
    RowProblemCode.DUPLICATE_EMAIL: N_("The e-mail «$text» is in several rows. See row $rows."),
    RowProblemCode.DUPLICATE_PERSON: N_("«$text» is in several rows without numbers to tell them apart: row $rows."),
    RowProblemCode.AMBIGUOUS_PERSON: N_("This could be several people: $candidates. Add a number or e-mail."),
    RowProblemCode.EMAIL_OF_ANOTHER: N_("The e-mail «$text» belongs to someone else: $candidates."),
    RowProblemCode.UNKNOWN_LEADER: N_("No one matches the leader «$text», and no name is given."),
    RowProblemCode.AMBIGUOUS_LEADER: N_(
        "Several people match the leader «$text»: $candidates. Add a number or e-mail."
    ),
    RowProblemCode.LEADER_DISAGREES: N_("The leader's number, e-mail and name, «$text», do not match: $candidates."),
    RowProblemCode.OWN_LEADER: N_("This person is listed as their own leader."),
    RowProblemCode.LEADER_CIRCLE: N_("These people lead each other in a circle: $names."),
    RowProblemCode.LEADER_HAS_PROBLEM: N_("The leader, $text (row $leader_row), cannot be imported."),
}

MAX_LISTED = 10
"""Rows or people listed in one message."""


def field_label(field: StaffField) -> str:
    """What a column of the list contains."""
    return _(FIELD_LABELS[field])


def row_problem_message(problem: RowProblem) -> str:
    """What is wrong with a row, without its number."""
    return format_message(
        _(ROW_PROBLEM_MESSAGES[problem.code]),
        **{name: _format_value(name, value) for name, value in problem.values.items()},
    )


def notice_message(notice: ImportNotice) -> str:
    """What the import will do besides the rows of the list."""
    count = len(notice.rows)
    message = ngettext(
        "$name is not in the list and will be created as leader of $count person.",
        "$name is not in the list and will be created as leader of $count people.",
        count,
    )
    return format_message(message, count=count, **notice.values)


def _format_value(name: str, value: object) -> str:
    if name == "field":
        return field_label(StaffField(str(value)))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        if len(value) > MAX_LISTED:
            value = (*value[:MAX_LISTED], "…")
        return (" → " if name == "names" else ", ").join(str(one) for one in value)
    return str(value)

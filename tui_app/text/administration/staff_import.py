"""The words of the import: columns, problems, notices and refusals of a staff list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tui_app.domain.errors import DomainError
from tui_app.domain.staff_import.headings import StaffField
from tui_app.domain.staff_import.plan import ImportNotice
from tui_app.domain.staff_import.rows import RowProblem, RowProblemCode
from tui_app.text.errors import error_message
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
    RowProblemCode.NOT_AN_EMAIL: N_("«$text» is not an e-mail address."),
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
"""Rows or people told of one problem."""

IMPORT_ERROR_MESSAGES: Mapping[str, str] = {
    "staff_list_missing": N_("The file was not found: $path"),
    "staff_list_unreadable": N_("This file is not a readable staff list: $path\nSave it as CSV or XLSX."),
    "staff_list_empty": N_("There are no rows below the headings: $path"),
    "staff_list_too_large": N_("This file is too large: $path\nAt most 50 MB and 200,000 rows can be imported."),
    "staff_list_old_excel": N_("This is an old Excel file: $path\nOpen it in Excel and save it as XLSX or CSV."),
    "staff_list_protected": N_("This file is password-protected: $path\nSave it in Excel without a password."),
    "staff_list_no_names": N_("No column contains names. Choose the one that does."),
    "staff_list_has_problems": N_("Nothing was imported, because some rows have problems: $count"),
    "staff_list_number_taken": N_("Someone else just saved one of these numbers. Nothing was imported. Try again."),
    "staff_list_unknown_column": N_("The file has no column «$column»."),
    "staff_list_unknown_field": N_("Unknown field «$field». Choose from: $fields"),
}


def field_label(field: StaffField) -> str:
    """What a column of the list holds."""
    return _(FIELD_LABELS[field])


def row_problem_message(problem: RowProblem) -> str:
    """What is wrong with a row; the row's number is not part of it."""
    return format_message(
        _(ROW_PROBLEM_MESSAGES[problem.code]),
        **{name: _format_value(name, value) for name, value in problem.values.items()},
    )


def notice_message(notice: ImportNotice) -> str:
    """What is done beyond the rows."""
    count = len(notice.rows)
    message = ngettext(
        "$name is not in the list and will be created as leader of $count person.",
        "$name is not in the list and will be created as leader of $count people.",
        count,
    )
    return format_message(message, count=count, **notice.values)


def import_error_message(refusal: DomainError) -> str:
    """Why a list cannot be read or imported."""
    if refusal.code not in IMPORT_ERROR_MESSAGES:
        return error_message(refusal)
    return format_message(_(IMPORT_ERROR_MESSAGES[refusal.code]), **refusal.values)


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

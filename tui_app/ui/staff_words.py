"""The words of the import: columns, problems, notices and refusals of a staff list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tui_app.domain.refusals import Refusal
from tui_app.domain.staff_list import Problem, StaffField, StaffProblem
from tui_app.domain.staff_plan import Notice
from tui_app.ui.language import N_, _, ngettext, told
from tui_app.ui.refusals import words_for

FIELDS: Mapping[StaffField, str] = {
    StaffField.NAME: N_("Name"),
    StaffField.FIRST_NAME: N_("First name"),
    StaffField.LAST_NAME: N_("Last name"),
    StaffField.EMPLOYEE_NUMBER: N_("Employee number"),
    StaffField.EMAIL: N_("E-mail"),
    StaffField.TITLE: N_("Title"),
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

PROBLEMS: Mapping[StaffProblem, str] = {
    StaffProblem.ROWS_TOGETHER: N_("A quotation mark is not closed: this row seems to hold the rows after it as well."),
    StaffProblem.EMPTY_NAME: N_("The name is missing."),
    StaffProblem.TOO_LONG: N_("$field: longer than $limit characters."),
    StaffProblem.NOT_AN_EMAIL: N_("«$text» is no e-mail address."),
    StaffProblem.UNREADABLE_DATE: N_("$field: «$text» is no date. Write 31.12.2026 or 2026-12-31."),
    StaffProblem.UNKNOWN_STATUS: N_(
        "The status «$text» is not known. Write active or left, or leave the column out. Rows: $rows."
    ),
    StaffProblem.END_BEFORE_START: N_("Ends ($end) before it starts ($start)."),
    StaffProblem.DUPLICATE_NUMBER: N_("The number «$text» stands in several rows. See row $rows."),
    StaffProblem.DUPLICATE_EMAIL: N_("The e-mail «$text» stands in several rows. See row $rows."),
    StaffProblem.DUPLICATE_PERSON: N_("«$text» stands in several rows and numbers do not tell them apart: row $rows."),
    StaffProblem.AMBIGUOUS_PERSON: N_("It is not clear which person this is: $candidates. A number or e-mail tells."),
    StaffProblem.EMAIL_OF_ANOTHER: N_("The e-mail «$text» belongs to somebody else: $candidates."),
    StaffProblem.UNKNOWN_LEADER: N_("Nobody has «$text», which is given for the leader, and there is no name."),
    StaffProblem.AMBIGUOUS_LEADER: N_("Several could be the leader «$text»: $candidates. A number or e-mail tells."),
    StaffProblem.LEADER_DISAGREES: N_("Number, e-mail and name of the leader, «$text», do not agree: $candidates."),
    StaffProblem.OWN_LEADER: N_("This person is given as their own leader."),
    StaffProblem.LEADER_CIRCLE: N_("These lead each other in a circle: $names."),
    StaffProblem.LEADER_HAS_PROBLEM: N_("The leader, $text (row $leader_row), cannot be imported."),
}

MOST_SHOWN = 10
"""Rows or people told of one problem."""

REFUSALS: Mapping[str, str] = {
    "staff_list_missing": N_("There is no such file: $path"),
    "staff_list_unreadable": N_("This file cannot be read as a staff list: $path\nSave it as CSV or XLSX."),
    "staff_list_empty": N_("There are no rows below the headings: $path"),
    "staff_list_too_large": N_("This file is too large: $path\nAt most 50 MB and 200,000 rows can be imported."),
    "staff_list_old_excel": N_("This is an old Excel file: $path\nOpen it in Excel and save it as XLSX or CSV."),
    "staff_list_protected": N_("This file has a password: $path\nOpen it in Excel and save it without."),
    "staff_list_no_names": N_("No column holds the names. Say which one does."),
    "staff_list_has_problems": N_("Nothing was imported, since some rows have problems: $count"),
    "staff_list_number_taken": N_("Somebody else just stored one of these numbers. Nothing was imported. Try again."),
    "staff_list_unknown_column": N_("There is no column «$column» in the file."),
    "staff_list_unknown_field": N_("«$field» is nothing that a column can hold. Choose among: $fields"),
}


def words_for_column(field: StaffField) -> str:
    """What a column of the list holds."""
    return _(FIELDS[field])


def words_for_staff_problem(problem: Problem) -> str:
    """What is wrong with a row; the row's number is not part of it."""
    return told(_(PROBLEMS[problem.code]), **{name: _value(name, value) for name, value in problem.values.items()})


def words_for_notice(notice: Notice) -> str:
    """What is done beyond the rows."""
    count = len(notice.rows)
    message = ngettext(
        "$name is not in the list and is created as leader for $count person.",
        "$name is not in the list and is created as leader for $count people.",
        count,
    )
    return told(message, count=count, **notice.values)


def words_for_staff_refusal(refusal: Refusal) -> str:
    """Why a list cannot be read or imported."""
    if refusal.code not in REFUSALS:
        return words_for(refusal)
    return told(_(REFUSALS[refusal.code]), **refusal.values)


def _value(name: str, value: object) -> str:
    if name == "field":
        return words_for_column(StaffField(str(value)))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        if len(value) > MOST_SHOWN:
            value = (*value[:MOST_SHOWN], "…")
        return (" → " if name == "names" else ", ").join(str(one) for one in value)
    return str(value)

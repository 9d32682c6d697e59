"""The staff list import in words: columns, what is said about rows, and what happens to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from tui_app.domain.staff_import.plan import ImportChange, ImportPlan, PlannedPerson
from tui_app.domain.staff_list.column_dates import both_readings
from tui_app.domain.staff_list.findings import Finding, FindingKind, LeftOut, Level
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.text_normalization import NAME_LIMIT, excerpt
from tui_app.text.dates import full_date
from tui_app.text.i18n import N_, _, format_message, ngettext

FIELD_LABELS: Mapping[StaffField, str] = {
    StaffField.NAME: N_("Name"),
    StaffField.FIRST_NAME: N_("First name"),
    StaffField.MIDDLE_NAME: N_("Middle name"),
    StaffField.LAST_NAME: N_("Last name"),
    StaffField.EMPLOYEE_NUMBER: N_("Employee number"),
    StaffField.EMAIL: N_("E-mail"),
    StaffField.TITLE: N_("Job title"),
    StaffField.UNIT: N_("Unit"),
    StaffField.START_DATE: N_("Start date"),
    StaffField.END_DATE: N_("End date"),
    StaffField.STATUS: N_("Status"),
    StaffField.PERCENTAGE: N_("Percentage of a full-time job"),
    StaffField.LEADER: N_("Leader (number, e-mail or name)"),
    StaffField.LEADER_NUMBER: N_("Leader's number"),
    StaffField.LEADER_EMAIL: N_("Leader's e-mail"),
    StaffField.LEADER_NAME: N_("Leader's name"),
    StaffField.LEADER_FIRST_NAME: N_("Leader's first name"),
    StaffField.LEADER_LAST_NAME: N_("Leader's last name"),
    StaffField.IGNORE: N_("Not imported"),
}

_CHANGED_FIELD_LABELS = {
    "name": N_("Name"),
    "employee_number": N_("Employee number"),
    "email": N_("E-mail"),
    "title": N_("Job title"),
    "unit": N_("Unit"),
    "start_date": N_("Start date"),
    "end_date": N_("End date"),
    "leader_id": N_("Leader"),
}

FINDING_MESSAGES: Mapping[FindingKind, str] = {
    FindingKind.ENCODING: N_("The file is read as $text."),
    FindingKind.FILE_KIND: N_("The file is read as $text."),
    FindingKind.SHEET_CHOSEN: N_("The sheet “$column” is read. Not read: $others."),
    FindingKind.GARBLED_TEXT: N_("Some letters are garbled in the file: “$text”."),
    FindingKind.FORMULA_WITHOUT_VALUE: N_(
        "$column: $count cells are formulas whose values are not stored. Open the file in a spreadsheet and save it."
    ),
    FindingKind.TOTALS_LINE: N_("“$text” is not a person."),
    FindingKind.REPEATED_HEADINGS: N_("The headings are repeated here."),
    FindingKind.ROWS_TOGETHER: N_("A quotation mark is not closed: this row seems to include the rows after it."),
    FindingKind.DATE_ORDER: N_("$column: $order, as in “$text”."),
    FindingKind.DATE_ORDER_UNCLEAR: N_("$column: “$text” can be $day_first or $month_first. Say which comes first."),
    FindingKind.DATE_NUMBERS: N_("$column: the dates are a spreadsheet's day numbers."),
    FindingKind.COLUMN_IGNORED: N_("$column: not the names of these people, so the column is not read."),
    FindingKind.NAME_DISAGREES: N_("First and last name are used; $column says “$text”."),
    FindingKind.NAME_ORDER: N_("$column: the surname comes first. “$text” becomes $name."),
    FindingKind.BAD_DATE: N_("$field: “$text” is not a date. Write 31.12.2026 or 2026-12-31."),
    FindingKind.BAD_EMAIL: N_("“$text” is not an e-mail address."),
    FindingKind.BAD_NUMBER: N_("“$text” is not an employee number."),
    FindingKind.TOO_LONG: N_("$field: longer than $limit characters."),
    FindingKind.UNKNOWN_STATUS: N_("Unknown status “$text”: nobody leaves by it. Write active or left."),
    FindingKind.END_BEFORE_START: N_("Ends ($end) before it starts ($start). The end is left out."),
    FindingKind.LEFT_WITHOUT_A_DAY: N_("Has left, but no last day is given. $end is used."),
    FindingKind.UNREADABLE_NAME: N_("The name is missing, or is no name: “$text”."),
    FindingKind.REPEATED_ROW: N_("The same row several times: $rows."),
    FindingKind.TWO_JOBS: N_("Several jobs become one person: rows $rows. Main job: $text."),
    FindingKind.SAME_NAME: N_("Rows $rows have the same name, and no number or e-mail tells them apart."),
    FindingKind.EMAIL_OF_ANOTHER: N_("The e-mail “$text” belongs to someone else: $candidates."),
    FindingKind.NUMBER_OF_ANOTHER: N_(
        "The number “$text” belongs to someone else: $candidates. Is this another person, or the same one?"
    ),
    FindingKind.UNCLEAR_PERSON: N_("This could be several people: $candidates. Add a number or e-mail."),
    FindingKind.COMES_BACK: N_("Had left ($old), and comes back."),
    FindingKind.CHANGED_NUMBER: N_("The number changes from $old to $new. Is it the same person?"),
    FindingKind.JOINED_NUMBER: N_("$old is from an entry that was joined with $new, and means the same person."),
    FindingKind.CHANGED_NAME: N_("The name changes from $old to $new."),
    FindingKind.MISSING_FROM_LIST: N_("$person is not in the list, and stays as before."),
    FindingKind.ME_NOT_IN_LIST: N_("You, $person, are not in the list."),
    FindingKind.NO_LEADER_COLUMN: N_("No column says who leads whom, so nobody gets a leader."),
    FindingKind.LEADER_CREATED: N_("$person is not in the list, and is created as a leader."),
    FindingKind.LEADER_NUMBERS_OF_ANOTHER_SERIES: N_("$column: not the numbers of these people. The names count."),
    FindingKind.LEADER_CODES: N_("$column: the leaders are found by the column $text."),
    FindingKind.UNCLEAR_LEADER: N_("It is not clear who “$text” is: $candidates."),
    FindingKind.LEADER_CIRCLE: N_("These people lead each other in a circle: $names."),
    FindingKind.LAST_ADMINISTRATOR: N_("The last day $end is refused: no administrator would be left."),
}

_UNKNOWN_LEADER = N_("No one matches the leader “$text”.")
_LEADER_BY_NAME = N_("The leader “$text” is taken to be $candidates.")
_MENDED = N_("Some letters were garbled in the file and have been repaired: “$text” becomes “$better”.")

_LEVEL_LABELS: Mapping[Level, str] = {
    Level.NOTICE: N_("told"),
    Level.VALUE_LEFT_OUT: N_("value left out"),
    Level.ROW_LEFT_OUT: N_("row left out"),
    Level.ASKED: N_("please look"),
    Level.REFUSED: N_("refused"),
}

_ORDERS = {"dmy": N_("the day comes first"), "mdy": N_("the month comes first"), "iso": N_("the year comes first")}

MAX_LISTED = 10
"""Rows or people listed in one message."""


def field_label(field: StaffField) -> str:
    """What a column of the list contains."""
    return _(FIELD_LABELS[field])


def level_label(finding: Finding) -> str:
    """What a finding costs."""
    if finding.level is Level.ASKED and finding.left_out is not LeftOut.NOTHING:
        return _(_LEVEL_LABELS[Level.ROW_LEFT_OUT if finding.left_out is LeftOut.ROW else Level.VALUE_LEFT_OUT])
    return _(_LEVEL_LABELS[finding.level])


def finding_message(finding: Finding, today: date) -> str:
    """What is said, without the row."""
    values = {name: _format_value(name, value, today) for name, value in finding.values.items()}
    values = {"person": finding.person, "column": excerpt(finding.column) or _("Dates"), **values}
    if finding.kind is FindingKind.DATE_ORDER_UNCLEAR:
        readings = both_readings(str(finding.values["text"]), today)
        first, second = map(full_date, readings) if readings else ("–", "–")
        values |= {"day_first": first, "month_first": second}
    return format_message(_(_template(finding)), **values)


def _template(finding: Finding) -> str:
    if finding.kind is FindingKind.UNCLEAR_LEADER and not finding.values.get("candidates"):
        return _UNKNOWN_LEADER
    if finding.kind is FindingKind.UNCLEAR_LEADER and finding.level is Level.NOTICE:
        return _LEADER_BY_NAME
    if finding.kind is FindingKind.GARBLED_TEXT and "better" in finding.values:
        return _MENDED
    return FINDING_MESSAGES[finding.kind]


def finding_line(finding: Finding, today: date) -> str:
    """What is said, with row and person in front."""
    message = finding_message(finding, today)
    if finding.row is not None:
        who = f"{finding.person}: " if finding.person else ""
        return format_message(_("Row $row: $problem"), row=finding.row, problem=who + message)
    return message


def change_lines(person: PlannedPerson, today: date) -> Iterator[str]:
    """Each field that changes: what it was, and what it becomes."""
    for name in person.changed:
        old = getattr(person.stored, "leader_name" if name == "leader_id" else name, None)
        new = person.leader_name if name == "leader_id" else person.values[name]
        yield format_message(
            _("$field: $old → $new"),
            field=_(_CHANGED_FIELD_LABELS[name]),
            old=_format_value("old", old or "–", today),
            new=_format_value("new", new or "–", today),
        )


def plan_groups(plan: ImportPlan) -> list[tuple[str, list[PlannedPerson]]]:
    """The people of a plan by what happens to them, without groups that are empty; somebody can be in several."""
    updated = [person for person in plan.people if person.change is ImportChange.UPDATE]
    groups = [
        (_("New people"), [person for person in plan.people if person.change is ImportChange.CREATE]),
        (_("Changed people"), updated),
        (_("People who get another leader"), [person for person in updated if person.has_new_leader]),
        (_("People who come back"), [person for person in updated if person.comes_back]),
        (_("People who leave"), [person for person in updated if person.leaves and not person.comes_back]),
    ]
    return [(title, people) for title, people in groups if people]


def kept_message(name: str) -> str:
    """Who stays as the import made them."""
    return format_message(_("$name stays: something was built on it since."), name=name)


def undone_message(removed: int, restored: int) -> str:
    """What taking back an import has done."""
    people = ngettext("$count person removed", "$count people removed", removed)
    back = ngettext("$count person as before", "$count people as before", restored)
    return format_message(people, count=removed) + ", " + format_message(back, count=restored)


def _format_value(name: str, value: object, today: date) -> str:
    if name == "field":
        return field_label(StaffField(str(value)))
    if name == "order":
        return _(_ORDERS[str(value)])
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        if len(value) > MAX_LISTED:
            value = (*value[:MAX_LISTED], "…")
        return (" → " if name == "names" else ", ").join(map(_as_quoted, value))
    return "–" if value is None else _as_quoted(value)


def _as_quoted(value: object) -> str:
    return excerpt(value, NAME_LIMIT) if isinstance(value, str) else str(value)

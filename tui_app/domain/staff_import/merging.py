"""Combine what a row says with what is stored. What the row does not say stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tui_app.domain.mail_addresses import address_key
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.nodes import ImportNode, describe_person
from tui_app.domain.staff_list.cells import EmploymentStatus
from tui_app.domain.staff_list.entries import StaffEntry
from tui_app.domain.staff_list.findings import FindingKind, Level
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.names import may_be_same_name, number_key, word_set_key

_TEXT_FIELDS = ("name", "employee_number", "email", "title", "unit")

ColumnNames = Mapping[StaffField, str]
"""Field -> the heading of its column."""


def merge_values(node: ImportNode, today: date, columns: ColumnNames) -> None:
    """Set the values of a node, and say what is unusual about them."""
    entry, person = (None if node.is_left_out and node.person else node.entry), node.person
    values: dict[str, object] = {}
    for name in _TEXT_FIELDS:
        values[name] = (getattr(entry, name) if entry else "") or (getattr(person, name) if person else "")
    if entry and person:
        values["name"] = _merged_name(entry, person)
        values["employee_number"] = _merged_number(node, entry, person)
        _tell_changes(node, entry, person, columns)
    node.values = values | _merged_dates(node, entry, today, columns)
    end = node.values["end_date"]
    node.is_former = isinstance(end, date) and end < today


def _merged_name(entry: StaffEntry, person: Person) -> str:
    return person.name if word_set_key(entry.name) == word_set_key(person.name) else entry.name


def _merged_number(node: ImportNode, entry: StaffEntry, person: Person) -> str:
    stored = number_key(person.employee_number)
    if stored in map(number_key, node.other_numbers):
        return person.employee_number
    if number_key(entry.employee_number) == stored:
        # a spreadsheet removed the leading zeros of one of them
        return max(person.employee_number, entry.employee_number, key=len)
    return entry.employee_number or person.employee_number


def _tell_changes(node: ImportNode, entry: StaffEntry, person: Person, columns: ColumnNames) -> None:
    old, new = person.employee_number, _merged_number(node, entry, person)
    if old and new and number_key(old) != number_key(new):
        column = columns.get(StaffField.EMPLOYEE_NUMBER, "")
        node.note(FindingKind.CHANGED_NUMBER, Level.ASKED, column, old=old, new=new)
    if not may_be_same_name(entry.name, person.name):
        node.note(FindingKind.CHANGED_NAME, Level.NOTICE, old=person.name, new=entry.name)


def _merged_dates(node: ImportNode, entry: StaffEntry | None, today: date, columns: ColumnNames) -> dict[str, object]:
    person = node.person
    start, end = (person.start_date, person.end_date) if person else (None, None)
    if entry is None:
        return {"start_date": start, "end_date": end}
    new_start = entry.start_date or start
    new_end = _merged_end(node, entry, new_start, today, columns)
    if person and end and end < today and (new_end is None or new_end >= today):
        node.comes_back = True
        node.note(FindingKind.COMES_BACK, Level.ASKED, old=end, new=new_start)
    return {"start_date": new_start, "end_date": new_end}


def _merged_end(
    node: ImportNode, entry: StaffEntry, start: date | None, today: date, columns: ColumnNames
) -> date | None:
    stored = node.person.end_date if node.person else None
    if stored and entry.start_date and entry.start_date > stored:
        stored = None  # a new employment begins
    if entry.end_date:
        if start and entry.end_date < start:
            column = columns.get(StaffField.END_DATE, "")
            node.note(FindingKind.END_BEFORE_START, Level.VALUE_LEFT_OUT, column, start=start, end=entry.end_date)
            return stored
        return entry.end_date
    if entry.is_open_ended and entry.employment_status is not EmploymentStatus.LEFT:
        return None
    has_left = stored is not None and stored < today
    if entry.employment_status is EmploymentStatus.LEFT and not has_left:
        return _day_for_left(node, start, today, columns)
    return None if entry.employment_status is EmploymentStatus.HERE and has_left else stored


def _day_for_left(node: ImportNode, start: date | None, today: date, columns: ColumnNames) -> date | None:
    """The day before today, for somebody who has left without a day being said."""
    yesterday = today - timedelta(days=1)
    column = columns.get(StaffField.STATUS, "")
    if start and start > yesterday:
        node.note(FindingKind.END_BEFORE_START, Level.VALUE_LEFT_OUT, column, start=start, end=yesterday)
        return None
    node.note(FindingKind.LEFT_WITHOUT_A_DAY, Level.NOTICE, column, end=yesterday)
    return yesterday


def leave_out_shared_addresses(nodes: Sequence[ImportNode], columns: ColumnNames) -> None:
    """Let each e-mail address belong to one person: who keeps it has it, and of several who get it, nobody."""
    while True:
        holders: dict[str, list[ImportNode]] = defaultdict(list)
        for node in nodes:
            if node.address_key and node.is_available:
                holders[node.address_key].append(node)
        shared = {key: _first_described(same) for key, same in holders.items() if len(same) > 1}
        takers = [
            node
            for key in shared
            for node in holders[key]
            if key != (address_key(node.person.email) if node.person else "")
        ]
        if not takers:
            return
        for node in takers:
            others = tuple(described for described, one in shared[node.address_key] if one is not node)
            text = node.text("email")
            node.values["email"] = node.person.email if node.person else ""
            column = columns.get(StaffField.EMAIL, "")
            node.note(FindingKind.EMAIL_OF_ANOTHER, Level.VALUE_LEFT_OUT, column, text=text, candidates=others[:10])


def _first_described(nodes: Sequence[ImportNode]) -> list[tuple[str, ImportNode]]:
    """The first of some people in words, one more than is said."""
    described = ((describe_person(one.person) if one.person else one.name, one) for one in nodes)
    return sorted(described, key=lambda pair: pair[0])[:11]

"""Find leaders who are named by a code that the list itself explains: initials, user names, numbers of positions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from tui_app.domain.staff_list.cells import clean_cell, parse_number, says_no_leader
from tui_app.domain.staff_list.findings import Finding, FindingKind, Level
from tui_app.domain.staff_list.heading_words import LEADER_FIELDS, NAME_FIELDS, StaffField
from tui_app.domain.staff_list.headings import field_of_heading
from tui_app.domain.staff_list.names import first_name_first, number_key
from tui_app.domain.staff_list.table import StaffTable

_MOST = 0.6
"""Share of the leaders whom the codes must explain."""
_CODED = (StaffField.LEADER, StaffField.LEADER_NUMBER)
_CODE_WORD = re.compile(
    r"\b(initialer|initials?|init|brukernavn|brukarnamn|user ?name|user ?id|signatur)\b", re.IGNORECASE
)
"""What a heading says besides the leader, where the cells are codes: «Leders initialer»."""


def with_codes_as_leaders(headings: Sequence[str], mapping: Sequence[StaffField]) -> tuple[StaffField, ...]:
    """What the columns contain; «Leders initialer» is the leader where no other column is."""
    coded = [
        index
        for index, heading in enumerate(headings)
        if _CODE_WORD.search(heading) and field_of_heading(_CODE_WORD.sub("", heading)) is StaffField.LEADER
    ]
    if not coded or not LEADER_FIELDS.isdisjoint(mapping):
        return tuple(mapping)
    return tuple(StaffField.LEADER if index == coded[0] else field for index, field in enumerate(mapping))


def leaders_by_code(table: StaffTable, mapping: Sequence[StaffField]) -> StaffTable:
    """The table with people instead of codes as leaders, where a column that means nothing else has these codes.

    Each code must be one person's alone, the leaders must not be known by their numbers, addresses and names, and no
    other column may name them.
    """
    columns = {field: index for index, field in reversed([*enumerate(mapping)])}
    named = LEADER_FIELDS.intersection(columns)
    if len(named) != 1 or named.isdisjoint(_CODED):
        return table
    leader = columns[next(iter(named))]
    wanted = {code for row in table.rows if (code := _code(row.cells, leader))}
    if not wanted or _share(wanted, _known(table, columns)) >= 1 - _MOST:
        return table
    if len(wanted) == 1 and not any(map(str.isalpha, *wanted)):
        return table  # a single number may stand anywhere
    for index, heading in enumerate(table.headings[: len(mapping)]):
        people = _people_by_code(table, index, columns) if mapping[index] is StaffField.IGNORE else {}
        if _share(wanted, people) >= _MOST:
            return _explained(table, leader, people, heading)
    return table


def _code(cells: Sequence[str], index: int) -> str:
    text = clean_cell(cells[index]) if index < len(cells) else ""
    return "" if says_no_leader(text) else number_key(parse_number(text))


def _share(wanted: set[str], known: Mapping[str, object] | set[str]) -> float:
    return sum(code in known for code in wanted) / len(wanted)


def _known(table: StaffTable, columns: Mapping[StaffField, int]) -> set[str]:
    """What leaders are known by without any code."""
    numbers_and_addresses = (StaffField.EMPLOYEE_NUMBER, StaffField.EMAIL)
    known = {_code(row.cells, columns[one]) for one in numbers_and_addresses if one in columns for row in table.rows}
    return known | {number_key(_name(row.cells, columns)) for row in table.rows}


def _name(cells: Sequence[str], columns: Mapping[StaffField, int]) -> str:
    whole = columns.get(StaffField.NAME)
    if whole is not None and clean_cell(cells[whole]):
        return first_name_first(clean_cell(cells[whole]))
    parts = (columns.get(field) for field in (StaffField.FIRST_NAME, StaffField.LAST_NAME))
    return " ".join(text for part in parts if part is not None and (text := clean_cell(cells[part])))


def _people_by_code(table: StaffTable, index: int, columns: Mapping[StaffField, int]) -> dict[str, str]:
    """Code -> number, address or name of the person; empty if one code is more than one person's."""
    people: dict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        if (code := _code(row.cells, index)) and (person := next(_ways_to_name(row.cells, columns), "")):
            people[code].add(person)
    if any(len(found) > 1 for found in people.values()):
        return {}
    return {code: person for code, found in people.items() for person in found}


def _ways_to_name(cells: Sequence[str], columns: Mapping[StaffField, int]) -> Iterator[str]:
    for field in (StaffField.EMPLOYEE_NUMBER, StaffField.EMAIL):
        if field in columns and (text := clean_cell(cells[columns[field]])):
            yield text
    if not NAME_FIELDS.isdisjoint(columns) and (name := _name(cells, columns)):
        yield name


def _explained(table: StaffTable, leader: int, people: Mapping[str, str], heading: str) -> StaffTable:
    rows = []
    for row in table.rows:
        person = people.get(_code(row.cells, leader))
        cells = (*row.cells[:leader], person, *row.cells[leader + 1 :]) if person else row.cells
        rows.append(replace(row, cells=cells))
    values = {"text": heading}
    finding = Finding(FindingKind.LEADER_CODES, Level.NOTICE, column=table.headings[leader], values=values)
    return replace(table, rows=tuple(rows), findings=(*table.findings, finding))

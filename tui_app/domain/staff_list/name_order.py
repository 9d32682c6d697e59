"""Find out which columns of names have the surname first where no comma says so, as payroll programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from tui_app.domain.staff_list.cells import clean_cell
from tui_app.domain.staff_list.heading_words import SURNAME_FIRST_HEADINGS, StaffField
from tui_app.domain.staff_list.headings import heading_key
from tui_app.domain.staff_list.names import GIVEN_NAMES, name_words
from tui_app.domain.staff_list.table import StaffTable

_JUDGED_ROWS = 2_000
_FEWEST_ADDRESSES = 2
_FEWEST_NAMES = 3
_CLEAR_MAJORITY = 4
"""So many times as many rows must show one order as the other."""
_PARTICLES = frozenset(
    {"af", "al", "av", "da", "de", "del", "den", "der", "di", "do", "dos", "el", "la", "le", "ten"}
) | {
    "ter",
    "van",
    "von",
}
"""What belongs to the surname after it."""
_LEADER_NAMES = (StaffField.LEADER, StaffField.LEADER_NAME)


def surname_first_fields(table: StaffTable, columns: Mapping[StaffField, int]) -> frozenset[StaffField]:
    """The columns of names that have the surname first.

    The addresses beside the names decide («Berg Kari» has kari.berg@example.no), else common given names and capitals
    («BERG Kari»), else the heading. A column of leaders whose names show nothing is read as the people's own.
    """
    by_field = {field: index for field, index in columns.items() if field in (StaffField.NAME, *_LEADER_NAMES)}
    if StaffField.NAME not in by_field:
        return frozenset()
    own = _order_of_addresses(_cells(table, columns.get(field, -1)) for field in (StaffField.NAME, StaffField.EMAIL))
    fields = set()
    for field, index in by_field.items():
        order = own if field is StaffField.NAME else None
        order = _order_of_names(_cells(table, index)) if order is None else order
        order = _order_of_heading(table.headings[index]) if order is None else order
        if order or (order is None and StaffField.NAME in fields):
            fields.add(field)
    return frozenset(fields)


def surname_last(name: str) -> str:
    """The name with its surname at the end, unless a comma tells the order.

    The surname is the words in capitals, if the others are not, else the first word with «van» or «de la» before it.
    """
    words = name.split()
    if "," in name or len(words) < 2:
        return name
    size = next((place for place, word in enumerate(words) if not _is_capitals(word)), len(words))
    if size in (0, len(words)):
        size = next((place for place, word in enumerate(words) if word.casefold() not in _PARTICLES), 0) + 1
    return " ".join((*words[size:], *words[:size]))


def turned_example(table: StaffTable, index: int) -> str:
    """The first name of a column that `surname_last` changes; empty if there is none."""
    return next((name for name in _cells(table, index) if surname_last(name) != name), "")


def _cells(table: StaffTable, index: int) -> Iterator[str]:
    for row in islice(table.rows, _JUDGED_ROWS):
        yield clean_cell(row.cells[index]) if 0 <= index < len(row.cells) else ""


def _order_of_addresses(columns: Iterable[Iterable[str]]) -> bool | None:
    """True for the surname first, False for last, None where the addresses do not show it."""
    first = last = 0
    for name, email in zip(*columns, strict=True):
        words = _words(name)
        given = next(iter(name_words(re.split(r"[._@+]", email)[0])), "") if "@" in email else ""
        if len(words) >= 2 and len(given) >= 2:
            last += given == words[0]
            first += given == words[1]
    return _majority(first, last, _FEWEST_ADDRESSES)


def _order_of_names(names: Iterable[str]) -> bool | None:
    first = last = 0
    for name in names:
        for begins, *others in (_is_given_name(name), _is_in_capitals(name)):
            if others and begins is not any(others):
                last += begins
                first += not begins
    return _majority(first, last, _FEWEST_NAMES)


def _is_given_name(name: str) -> list[bool]:
    """Of each word, whether it is a common given name."""
    return [word.partition("-")[0] in GIVEN_NAMES for word in _words(name)] or [False]


def _is_in_capitals(name: str) -> list[bool]:
    """Of each word, whether it is not in capitals, as surnames are where only they are: «BERG Kari»."""
    return [not _is_capitals(word) for word in name.split()] if "," not in name and name else [False]


def _is_capitals(word: str) -> bool:
    return word.isupper() and len(word.strip(".")) > 1


def _order_of_heading(heading: str) -> bool | None:
    keys = map(heading_key, re.split(r"[()\[\]]", heading))
    return True if any(key.removesuffix("først") in SURNAME_FIRST_HEADINGS for key in keys) else None


def _majority(first: int, last: int, fewest: int) -> bool | None:
    if first >= fewest and first >= _CLEAR_MAJORITY * last:
        return True
    return False if last >= fewest and last >= _CLEAR_MAJORITY * first else None


def _words(name: str) -> Sequence[str]:
    """The words of a name; none where a comma tells the order."""
    return () if "," in name else name_words(name)

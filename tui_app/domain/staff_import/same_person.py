"""Join the rows of one person: two jobs in two rows, and rows that are repeated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from tui_app.domain.mail_addresses import address_key
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_import.similarity import is_same_person
from tui_app.domain.staff_list.cells import EmploymentStatus
from tui_app.domain.staff_list.entries import StaffEntry
from tui_app.domain.staff_list.findings import FindingKind, LeftOut, Level
from tui_app.domain.staff_list.names import is_spelt_alike, may_be_same_name, name_key, number_key, word_set_key

_COMPARED = ("name", "employee_number", "email", "title", "unit", "start_date", "end_date", "leaders")
_MOST_COMPARED = 100
"""An address or number that more people share says nothing about them: rows with it are one person if the names are."""


def join_rows(entries: Sequence[StaffEntry], known: Sequence[Person], today: date) -> list[ImportNode]:
    """A node for each person in the list, in the order of their first rows.

    Rows are of one person if they have one number and names that can be one, or one address and one name. Rows of
    different people with one number are left out, except those of the person who has it.
    """
    by_number: dict[str, list[Person]] = defaultdict(list)
    for person in known:
        by_number[number_key(person.employee_number)].append(person)
    owners = _owners(by_number)

    def number_of(entry: StaffEntry) -> str:
        exact = name_key(entry.employee_number)
        return exact if exact in owners else number_key(entry.employee_number)

    groups = [[entry] for entry in entries]
    groups = _join(groups, number_of, _may_be_one_person)
    records = {_record(person): person.id for person in known}

    def are_two_records(one: StaffEntry, other: StaffEntry) -> bool:
        return len({records.get(_record(one)), records.get(_record(other)), None}) > 2

    def has_one_address(one: StaffEntry, other: StaffEntry) -> bool:
        stored = [owners[key] for key in {number_of(one), number_of(other)} if key in owners]
        theirs = {owner.id for owner in stored if may_be_same_name(owner.name, one.name)}
        return len(theirs) < 2 and not are_two_records(one, other) and may_be_same_name(one.name, other.name)

    groups = _join(groups, lambda entry: address_key(entry.email), has_one_address)
    groups = _join(groups, lambda entry: address_key(entry.email), _is_repeated)

    def has_one_start(one: StaffEntry, other: StaffEntry) -> bool:
        return _is_repeated(one, other) or (_is_the_same_start(one, other) and not are_two_records(one, other))

    groups = _join(groups, _key_of_bare_name, has_one_start)
    nodes = sorted((_node(group, today) for group in groups), key=lambda node: node.key)
    _reject_shared_numbers(nodes, by_number, number_of)
    _tell_same_names(nodes)
    return nodes


def _join(
    groups: Iterable[list[StaffEntry]],
    key_of: Callable[[StaffEntry], str],
    may_be_one: Callable[[StaffEntry, StaffEntry], bool],
) -> list[list[StaffEntry]]:
    """Join the groups whose first rows have one key and can be one person."""
    by_key: dict[str, list[list[StaffEntry]]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[list[StaffEntry]]] = defaultdict(list)
    joined = []
    for group in groups:
        key, name = next(filter(None, map(key_of, group)), ""), word_set_key(group[0].name)
        others = by_key[key] if len(by_key[key]) <= _MOST_COMPARED else by_name[key, name]
        same = next((other for other in others if may_be_one(other[0], group[0])), None) if key else None
        if same is not None and not (group[0].is_left_out or same[0].is_left_out):
            same.extend(group)
            continue
        by_key[key].append(group)
        by_name[key, name].append(group)
        joined.append(group)
    return joined


def _may_be_one_person(one: StaffEntry, other: StaffEntry) -> bool:
    return may_be_same_name(one.name, other.name) or is_spelt_alike(one.name, other.name)


def _owners(by_number: Mapping[str, Sequence[Person]]) -> dict[str, Person]:
    """The people by their numbers: as compared, but as written where several people have numbers like "2" and "002"."""
    owners = {}
    for key, people in by_number.items():
        for person in people if key else ():
            owners[key if len(people) == 1 else name_key(person.employee_number)] = person
    return owners


def _key_of_bare_name(entry: StaffEntry) -> str:
    return "" if entry.employee_number or entry.email else word_set_key(entry.name)


def _record(one: StaffEntry | Person) -> tuple[object, ...]:
    """All that is stored about a person: rows that say all of two people are not joined."""
    return word_set_key(one.name), one.employee_number, one.email, one.title, one.unit, one.start_date, one.end_date


def _is_the_same_start(one: StaffEntry, other: StaffEntry) -> bool:
    return one.start_date is not None and one.start_date == other.start_date


def _is_repeated(one: StaffEntry, other: StaffEntry) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _COMPARED)


def _has_ended(entry: StaffEntry, today: date) -> bool:
    is_past = entry.end_date is not None and entry.end_date < today
    return is_past or entry.employment_status is EmploymentStatus.LEFT


def _node(group: Sequence[StaffEntry], today: date) -> ImportNode:
    first = group[0]
    if len(group) == 1:
        node = ImportNode(first.row, first, findings=list(first.findings), is_left_out=first.is_left_out)
        node.rows = (first.row,)
        return node
    rows = sorted(group, key=lambda entry: (_has_ended(entry, today), -entry.percentage, entry.row))
    node = ImportNode(rows[0].row, _joined_entry(rows, today), rows=tuple(sorted(entry.row for entry in group)))
    node.findings = [finding for entry in group for finding in entry.findings]
    numbers = {entry.employee_number for entry in rows if entry.employee_number}
    node.other_numbers = tuple(sorted(numbers - {node.row_entry.employee_number}))
    is_repeated = all(_is_repeated(first, entry) for entry in group)
    kind = FindingKind.REPEATED_ROW if is_repeated else FindingKind.TWO_JOBS
    node.note(kind, Level.NOTICE, rows=node.rows, text=node.row_entry.title)
    return node


def _joined_entry(rows: Sequence[StaffEntry], today: date) -> StaffEntry:
    """The main job, with what only the others say. It goes on as long as one of the jobs does."""
    main = rows[0]
    filled = {
        name: next((value for entry in rows if (value := getattr(entry, name))), getattr(main, name))
        for name in ("employee_number", "email", "title", "unit", "leaders")
    }
    ends = [entry.end_date for entry in rows]
    return replace(
        main,
        **filled,
        start_date=min((entry.start_date for entry in rows if entry.start_date), default=None),
        end_date=None if None in ends and not _has_ended(main, today) else max(filter(None, ends), default=None),
        no_leader="" if filled["leaders"] else next((entry.no_leader for entry in rows if entry.no_leader), ""),
        findings=(),
    )


def _reject_shared_numbers(
    nodes: Sequence[ImportNode], known: Mapping[str, Sequence[Person]], number_of: Callable[[StaffEntry], str]
) -> None:
    """Leave out the rows of different people with one number, unless one of them is known to have it."""
    by_number: dict[str, list[ImportNode]] = defaultdict(list)
    for node in nodes:
        if node.row_entry.employee_number and not node.is_left_out:
            by_number[number_of(node.row_entry)].append(node)
    for sharing in by_number.values():
        if len(sharing) < 2:
            continue
        theirs = _of_owners(sharing, known.get(number_key(sharing[0].row_entry.employee_number), ()))
        names = tuple(sorted({node.row_entry.name for node in sharing}))[:10]
        for node in sharing:
            if theirs != [node]:
                node.is_left_out = True
                text = node.row_entry.employee_number
                node.note(FindingKind.NUMBER_OF_ANOTHER, Level.ASKED, "", LeftOut.ROW, text=text, candidates=names)


def _of_owners(sharing: Sequence[ImportNode], owners: Sequence[Person]) -> list[ImportNode]:
    """Those of several rows with one number that can be its owner's, whoever has it as written first."""
    written = {node.row_entry.employee_number for node in sharing}
    for some in ([owner for owner in owners if owner.employee_number in written], owners):
        rows = [(node, node.row_entry, owner) for node in sharing for owner in some]
        named = [node for node, entry, owner in rows if may_be_same_name(entry.name, owner.name)]
        if found := named or [node for node, entry, owner in rows if is_same_person(entry, owner)]:
            return found
    return []


def _tell_same_names(nodes: Sequence[ImportNode]) -> None:
    """Say where rows with one name have nothing that tells them apart."""
    by_name: dict[str, list[ImportNode]] = defaultdict(list)
    for node in nodes:
        if not node.is_left_out:
            by_name[word_set_key(node.row_entry.name)].append(node)
    for same in by_name.values():
        bare = [node for node in same if _key_of_bare_name(node.row_entry)]
        if len(same) > 1 and bare:
            rows = tuple(sorted(node.row_entry.row for node in same))
            for node in bare:
                node.note(FindingKind.SAME_NAME, Level.ASKED, rows=rows)

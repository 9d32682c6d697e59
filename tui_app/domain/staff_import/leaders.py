"""Find each row's leader as a person would, and make leaders whom nobody in the list or the database can be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from tui_app.domain.mail_addresses import address_key, is_email
from tui_app.domain.staff_import.leader_index import PeopleIndex, may_be_called
from tui_app.domain.staff_import.merging import ColumnNames
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_list.entries import StaffEntry
from tui_app.domain.staff_list.findings import Finding, FindingKind, LeftOut, Level
from tui_app.domain.staff_list.heading_words import StaffField
from tui_app.domain.staff_list.leader_cells import LeaderReference, can_be_a_persons_name, name_from_email
from tui_app.domain.staff_list.names import first_name_first, may_be_same_name, name_key, number_key


class _Answer(Enum):
    """How a leader was found, or why not."""

    FOUND = "found"
    BY_NAME_ONLY = "by_name_only"
    SEVERAL = "several"
    DISAGREES = "disagrees"
    NOBODY = "nobody"


class _Found(Struct, frozen=True):
    """Who was found; candidates if it is not clear."""

    answer: _Answer
    nodes: tuple[ImportNode, ...] = ()


_SERIES_PAIRS = 2
_SERIES_SHARE = 5
"""Numbers are of another series if at least two pairs of number and name disagree, and five times as many as agree."""


def resolve_leaders(nodes: Sequence[ImportNode], columns: ColumnNames) -> tuple[list[ImportNode], list[Finding]]:
    """Give each row's node its leader, or say why it has none.

    Leaders whom nobody can be are created first. Then every row's leader is looked up among all. So a row means the
    same whether its leader is created now or was created by an earlier import.

    Args:
        nodes: the rows, and the stored people who are not in the list.
        columns: field -> the heading of its column.

    Returns:
        Leaders to create, and what is said about the columns of leaders. A number alone is not enough to create
        anybody.
    """
    finder = _LeaderFinder(nodes)
    references = {node: finder.reference_of(node) for node in nodes if node.entry and finder.names_leader(node.entry)}
    given = [reference for reference in references.values() if reference]
    findings = []
    if finder.numbers_are_of_another_series(given):
        column = columns.get(StaffField.LEADER_NUMBER) or columns.get(StaffField.LEADER, "")
        findings.append(Finding(FindingKind.LEADER_NUMBERS_OF_ANOTHER_SERIES, Level.NOTICE, column=column))
        finder.ignores_numbers = True
    created = finder.create_missing(given)
    for node in nodes:
        if node.entry is None or node.is_left_out:
            continue
        if node.entry.no_leader and not finder.is_number(node.entry.no_leader):
            node.leader = None
        elif node in references:
            reference = references[node]
            if reference is None:
                texts = " · ".join(map(str, node.entry.leaders))
                _tell_unclear(node, columns, Level.ASKED, text=texts, candidates=())
            else:
                _assign(node, reference, finder, columns)
    return created, findings


def _assign(node: ImportNode, reference: LeaderReference, finder: _LeaderFinder, columns: ColumnNames) -> None:
    text, found = str(reference), finder.find(reference)
    if _names_stored_leader(node, reference):
        node.leader = node.stored_leader
    elif found.nodes == (node,):
        node.leader = None  # their own number, address or name: nobody leads them
    elif found.answer is _Answer.NOBODY:
        _tell_unclear(node, columns, Level.VALUE_LEFT_OUT, text=text, candidates=())
    elif found.answer in (_Answer.SEVERAL, _Answer.DISAGREES):
        _tell_unclear(node, columns, Level.ASKED, text=text, candidates=finder.candidates(reference))
    elif not found.nodes[0].is_available:
        _tell_unclear(node, columns, Level.VALUE_LEFT_OUT, text=text, candidates=(found.nodes[0].description,))
    else:
        node.leader = found.nodes[0]
        if found.answer is _Answer.BY_NAME_ONLY:
            _tell_unclear(node, columns, Level.NOTICE, text=text, candidates=(node.leader.description,))


def _names_stored_leader(node: ImportNode, reference: LeaderReference) -> bool:
    """True if a bare name is that of the leader whom the person has: others of that name are not meant."""
    leader = node.stored_leader
    is_bare = not (reference.number or reference.email)
    return leader is not None and is_bare and name_key(leader.name) == name_key(reference.name)


def _tell_unclear(node: ImportNode, columns: ColumnNames, level: Level, **values: object) -> None:
    column = next((columns[field] for field in _LEADER_COLUMNS if field in columns), "")
    leaves_out = LeftOut.VALUE if level is Level.ASKED else LeftOut.NOTHING
    node.note(FindingKind.UNCLEAR_LEADER, level, column, leaves_out, **values)


_LEADER_COLUMNS = (
    StaffField.LEADER,
    StaffField.LEADER_NUMBER,
    StaffField.LEADER_EMAIL,
    StaffField.LEADER_NAME,
    StaffField.LEADER_LAST_NAME,
)


_SEVERAL_NAMES = re.compile(r"\s*[,;/&|]\s*|\s+(?:og|and)\s+")
_BESIDE_A_NAME = re.compile(r",|\s[-–—|]\s")
_TITLE_ENDINGS = (
    "direktør",
    "leder",
    "sjef",
    "rektor",
    "leiar",
    "chef",
    "director",
    "manager",
    "head",
    "ceo",
    "professor",
)


class _LeaderFinder:
    """Finds whom references mean, among all people and the leaders that are created."""

    def __init__(self, nodes: Iterable[ImportNode]) -> None:
        self._index = PeopleIndex(nodes)
        self._answers: dict[LeaderReference, _Found] = {}
        self._candidates: dict[LeaderReference, tuple[str, ...]] = {}
        self._references: dict[Sequence[LeaderReference], LeaderReference | None] = {}
        self.ignores_numbers = False

    def is_number(self, text: str) -> bool:
        """True if somebody has this number, even if it is 0."""
        return bool(self._index.with_number(text))

    def names_leader(self, entry: StaffEntry) -> bool:
        """True if a row says who leads the person."""
        return bool(entry.leaders) or self.is_number(entry.no_leader)

    def reference_of(self, node: ImportNode) -> LeaderReference | None:
        """What all cells of a row say about the leader together; None if they contradict each other."""
        given = tuple(node.row_entry.leaders) or (LeaderReference(number=node.row_entry.no_leader),)
        if given not in self._references:
            self._references[given] = self._together(given)
        return self._references[given]

    def _together(self, given: Sequence[LeaderReference]) -> LeaderReference | None:
        references = [self._interpret(reference) for reference in given]
        names = [reference.name for reference in references if reference.name]
        numbers = {number_key(reference.number) for reference in references if reference.number}
        emails = {address_key(reference.email) for reference in references if reference.email}
        if len(numbers) > 1 or len(emails) > 1 or any(not may_be_same_name(names[0], name) for name in names[1:]):
            return None
        return LeaderReference(
            next((reference.number for reference in references if reference.number), ""),
            next((reference.email for reference in references if reference.email), ""),
            max(names, key=len, default=""),
            next((reference.unsplit for reference in references if reference.unsplit), ""),
        )

    def _interpret(self, reference: LeaderReference) -> LeaderReference:
        """A reference, once it is known what is a number and what a name."""
        if reference.unsplit:
            if self._index.with_number(reference.unsplit):
                return LeaderReference(number=reference.unsplit, email=reference.email)
            name = first_name_first(reference.unsplit)
            if not self._index.with_name(name) and self._named_in(reference.unsplit):
                return LeaderReference(name=reference.unsplit, unsplit=reference.unsplit)
            if not self._index.with_name(name) and (part := self._name_within(reference.unsplit)):
                number = reference.number if part == reference.name else ""
                return LeaderReference(number, reference.email, part)
            if reference.number and self._index.with_name(name):
                return LeaderReference(name=name, email=reference.email)
        return replace(reference, unsplit="")

    def _name_within(self, text: str) -> str:
        """The known name in «Kari Berg, Operations», «Sales - Kari Berg» or «Director Kari Berg»; else empty."""
        parts = [part.strip() for part in _BESIDE_A_NAME.split(text)]
        parts += [" ".join(part.split()[1:]) for part in parts if _is_title(part.split()[:1])]
        return next((part for part in parts if " " in part and self._index.with_name(part)), "")

    def _named_in(self, text: str) -> list[ImportNode]:
        """The people whom a cell names one after the other; nobody if one of them is not known."""
        parts = [self._index.with_name(part) for part in _SEVERAL_NAMES.split(text)]
        return [node for found in parts for node in found] if len(parts) > 1 and all(parts) else []

    def numbers_are_of_another_series(self, references: Iterable[LeaderReference]) -> bool:
        """True if the leaders' numbers are not those of the people whose names stand beside them."""
        agreeing = disagreeing = 0
        for number, name in {(reference.number, reference.name) for reference in references}:
            named = self._index.with_name(name) if number and name else []
            if len(named) == 1:
                agrees = named[0] in self._index.with_number(number)
                agreeing, disagreeing = agreeing + agrees, disagreeing + (not agrees)
        return disagreeing >= _SERIES_PAIRS and disagreeing > agreeing * _SERIES_SHARE

    def find(self, reference: LeaderReference) -> _Found:
        """Whom a reference means."""
        if reference not in self._answers:
            self._answers[reference] = self._find(reference)
        return self._answers[reference]

    def candidates(self, reference: LeaderReference) -> tuple[str, ...]:
        """The first of those whom an unclear reference can mean."""
        if reference not in self._candidates:
            self._candidates[reference] = tuple(sorted(one.description for one in self.find(reference).nodes))[:10]
        return self._candidates[reference]

    def _find(self, reference: LeaderReference) -> _Found:
        if reference.unsplit:
            return _Found(_Answer.SEVERAL, tuple(dict.fromkeys(self._named_in(reference.unsplit))))
        by_number = [] if self.ignores_numbers else self._index.with_number(reference.number)
        by_email = self._index.with_email(reference.email)
        by_name = self._index.with_name(reference.name)
        known = by_number or by_email
        if known:
            fitting = [node for node in known if not (by_number and by_email) or node in by_email]
            if reference.name:
                fitting = [one for one in fitting if may_be_called(one, reference.name, is_name_known=bool(by_name))]
            if not fitting:
                return _Found(_Answer.DISAGREES, tuple(dict.fromkeys((*by_number, *by_email, *by_name))))
            return _Found(_Answer.FOUND if len(fitting) == 1 else _Answer.SEVERAL, tuple(fitting))
        if not by_name and reference.email and not reference.name:
            by_name = self._by_address(reference.email)
        if not by_name:
            return _Found(_Answer.NOBODY)
        if len(by_name) > 1:
            return _Found(_Answer.SEVERAL, tuple(by_name))
        has_lost_number = bool(reference.number) and not self.ignores_numbers
        is_guess = has_lost_number or not may_be_same_name(by_name[0].name, reference.name or by_name[0].name)
        return _Found(_Answer.BY_NAME_ONLY if is_guess else _Answer.FOUND, tuple(by_name))

    def _by_address(self, email: str) -> list[ImportNode]:
        """Those whom an unknown address means: by what stands before the @, or by the name in it."""
        found = self._index.with_address_name(email)
        if not found:
            found = [node for node in self._index.with_name(name_from_email(email)) if not node.address_key]
        return found

    def create_missing(self, references: Sequence[LeaderReference]) -> list[ImportNode]:
        """Make the leaders whom nobody can be: those of whom most is known first, so that the others can mean them."""
        created: list[ImportNode] = []
        rows: dict[LeaderReference, int] = defaultdict(int)
        for reference in references:
            rows[reference] += 1
        for reference in sorted(rows, key=_most_known_first):
            if self._find(reference).answer is not _Answer.NOBODY:
                continue
            name = reference.name or name_from_email(reference.email)
            if can_be_a_persons_name(name):
                number = "" if self.ignores_numbers else reference.number
                created.append(_new_node(-len(created) - 1, replace(reference, name=name, number=number)))
                self._index.add(created[-1])
        return created


def _is_title(words: Sequence[str]) -> bool:
    return any(word.casefold().rstrip(".:").endswith(_TITLE_ENDINGS) for word in words)


def _most_known_first(reference: LeaderReference) -> tuple[bool, bool, int, str]:
    return not reference.number, not reference.email, -len(reference.name), str(reference)


def _new_node(key: int, reference: LeaderReference) -> ImportNode:
    values: dict[str, object] = {
        "name": reference.name,
        "employee_number": reference.number,
        "email": reference.email if is_email(reference.email) else "",
        "title": "",
        "unit": "",
        "start_date": None,
        "end_date": None,
    }
    return ImportNode(key, values=values)

"""Find the stored person of each row, as a person would who knows that numbers, names and addresses change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from tui_app.domain.mail_addresses import address_key
from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.nodes import ImportNode, describe_person
from tui_app.domain.staff_import.ranks import Ranks
from tui_app.domain.staff_import.similarity import (
    ends_alike,
    has_one_name,
    has_one_start,
    is_same_person,
    leaders_in_common,
    says_nothing_new,
    similarity,
)
from tui_app.domain.staff_list.entries import StaffEntry
from tui_app.domain.staff_list.findings import FindingKind, LeftOut, Level
from tui_app.domain.staff_list.names import (
    first_and_last,
    is_spelt_alike,
    may_be_same_name,
    name_key,
    number_key,
    shares_a_word,
    word_set_key,
)

_MOST_ALIKE = 100
"""A name that more people have says nothing about them."""
_MOST_PAIRS = 10_000
"""So many rows and people with one name are paired in their order."""


def match_people(nodes: Sequence[ImportNode], known: Sequence[Person], me: tuple[int, int] | None = None) -> None:
    """Find the stored person of each row: by number, then by e-mail, then by name. Row order does not matter.

    A second import of the same list changes nothing, because rows that say nothing new come first: after an import
    every row that came in is stored, word for word, and so it is about the person whom it was written to, also where
    by number, address or name it could be about another. What an import leaves out (an address that others have, a
    number that its owner keeps) counts as nothing new, and a person in doubt is claimed by no weaker match.

    Args:
        me: the id of a stored person and the row that has been said to be theirs.
    """
    matching = _Matching(known)
    if me:
        matching.claim_answer(nodes, *me)
    matching.by_agreement(nodes)
    matching.by_number(nodes)
    matching.by(nodes, "email", matching.has_one_address)
    matching.by(nodes, "name", has_one_start)
    matching.by(nodes, "name", has_one_name)
    matching.by(nodes, "email", matching.has_one_address_and_start)
    matching.by_similar_name(nodes)
    matching.reject_numbers_of_others()


class _Matching:
    """The stored people who are not found yet, and the rows that wait."""

    def __init__(self, known: Sequence[Person]) -> None:
        self._known = known
        self._by_id = {person.id: person for person in known}
        self._indexes: dict[str, dict[str, list[Person]]] = {
            "number": _group_by(known, lambda person: number_key(person.employee_number)),
            "email": _group_by(known, lambda person: address_key(person.email)),
            "name": _group_by(known, lambda person: word_set_key(person.name)),
        }
        self._claimed: dict[int, ImportNode] = {}
        self._conflicts: list[tuple[ImportNode, Person]] = []
        self._asked_about: set[int] = set()
        self._in_doubt: set[int] = set()

    def _claim(self, node: ImportNode, person: Person) -> None:
        node.person = person
        self._claimed[person.id] = node

    def claim_answer(self, nodes: Sequence[ImportNode], person_id: int, row: int) -> None:
        """Match what somebody has said."""
        person = next((one for one in self._known if one.id == person_id), None)
        node = next((one for one in nodes if row in one.rows), None)
        if person and node:
            self._claim(node, person)

    def by_agreement(self, nodes: Sequence[ImportNode]) -> None:
        """Match the rows that say only what is stored about a person."""
        said: dict[str, list[str]] = defaultdict(list)
        for node in nodes:
            for key in _strong_keys(node.row_entry):
                said[key].append(word_set_key(node.row_entry.name))
        by_name: dict[str, dict[ImportNode, list[Person]]] = defaultdict(dict)
        for node in nodes:
            if node.person is None and not node.is_left_out:
                agreeing = [one for one in self._in_question(node) if self._agrees(node.row_entry, one, said)]
                if found := self._free(agreeing):
                    by_name[word_set_key(node.row_entry.name)][node] = found
        for possible in by_name.values():
            self._pair_best(possible)

    def _agrees(self, entry: StaffEntry, person: Person, said: Mapping[str, Sequence[str]]) -> bool:
        """True if a row says nothing new about a person.

        A row without number and address of a person is not about them if others, of that name or none, have these.
        """
        address = address_key(entry.email)
        is_shared = len(said.get(address, ())) > 1 or any(
            one is not person for one in self._indexes["email"].get(address, ())
        )
        if not says_nothing_new(entry, person, is_address_shared=is_shared):
            return False
        theirs = _strong_keys(person)
        names = {name for key in theirs for name in said.get(key, ())}
        return names.isdisjoint({"", word_set_key(entry.name)}) or not {*theirs}.isdisjoint(_strong_keys(entry))

    def _in_question(self, node: ImportNode) -> Sequence[Person]:
        """Whoever has the number, else those with the name of a row, unless they are very many."""
        entry = node.row_entry
        if entry.employee_number:
            owner = self._owner(entry.employee_number)
            found = [owner] if owner else []
        else:
            found = self._indexes["name"].get(word_set_key(entry.name), [])
        return found if len(found) <= _MOST_ALIKE else ()

    def by_number(self, nodes: Sequence[ImportNode]) -> None:
        """Match the rows that have the number of somebody who can be meant."""
        for node in sorted(nodes, key=lambda one: one.is_left_out):
            numbers = [number for number in (node.row_entry.employee_number, *node.other_numbers) if number]
            for number in numbers if node.person is None else ():
                owner = self._owner(number)
                if owner is None:
                    continue
                if owner.id in self._claimed:
                    self._conflicts.append((node, owner))
                elif node.is_left_out or is_same_person(node.row_entry, owner):
                    if any(finding.kind is FindingKind.NUMBER_OF_ANOTHER for finding in node.findings):
                        self._conflicts.append((node, owner))
                    else:
                        self._claim(node, owner)
                    break
                self._conflicts.append((node, owner))

    def has_one_address(self, entry: StaffEntry, person: Person) -> bool:
        """True if a row with a person's address is theirs, and no other row with another name has their number."""
        if word_set_key(entry.name) == word_set_key(person.name) or is_spelt_alike(entry.name, person.name):
            return True
        return shares_a_word(entry.name, person.name) and all(owner is not person for _, owner in self._conflicts)

    def has_one_address_and_start(self, entry: StaffEntry, person: Person) -> bool:
        """True for another name beside the same address and start, if no other row has the person's number."""
        return has_one_start(entry, person) and all(owner is not person for _, owner in self._conflicts)

    def _owner(self, number: str) -> Person | None:
        people = self._indexes["number"].get(number_key(number), ())
        exact = [person for person in people if name_key(person.employee_number) == name_key(number)] or people
        return exact[0] if len(exact) == 1 else None

    def by(self, nodes: Sequence[ImportNode], attribute: str, may_be: Callable[[StaffEntry, Person], bool]) -> None:
        """Match the rows that are not matched yet with the people who have their address or name."""
        wanted: dict[str, list[ImportNode]] = defaultdict(list)
        for node in nodes:
            text = getattr(node.row_entry, attribute)
            if node.person is None and not node.is_left_out and text:
                wanted[address_key(text) if attribute == "email" else word_set_key(text)].append(node)
        groups = []
        for key, same in wanted.items():
            available = self._free(self._indexes[attribute].get(key, ()))
            possible = {node: [one for one in available if may_be(node.row_entry, one)] for node in same}
            groups.append({node: found for node, found in possible.items() if found})
            self._pair(groups[-1], available)
        for possible in groups:
            self._ask_about(possible)

    def _pair(self, possible: Mapping[ImportNode, Sequence[Person]], people: Sequence[Person]) -> None:
        """Match rows and people of one name or address, those with most in common first."""
        if len(possible) * len(people) > _MOST_PAIRS:
            for node, person in zip(possible, people, strict=False):
                self._claim(node, person)
            return
        self._pair_best(possible)

    def _pair_best(self, possible: Mapping[ImportNode, Sequence[Person]]) -> None:
        """Match the rows and people with most in common, as long as no other row or person fits as well."""
        ranks = Ranks(
            (node, person, self._rank(node.row_entry, person))
            for node, found in possible.items()
            for person in found
            if person.id not in self._in_doubt
        )
        for node, person in ranks.best_first():
            is_free = node.person is None and person.id not in self._claimed
            if is_free and not ranks.is_tied(node, person, self._claimed):
                self._claim(node, person)

    def _ask_about(self, possible: Mapping[ImportNode, Sequence[Person]]) -> None:
        """Ask about the rows that are left.

        A row with a number is a new person, and without it the others may be clear. An address does not say so much:
        it may turn out to be somebody else's.
        """
        waiting = {node: found for node, found in possible.items() if node.person is None and self._free(found)}
        numbered = [node for node in waiting if node.row_entry.employee_number]
        rejected = {node for node, _ in self._conflicts}
        first = [node for node in numbered if node not in rejected] or numbered
        for node in first or waiting:
            self._ask_who(node, waiting[node], is_new=bool(first))
        others = {node: found for node, found in waiting.items() if node not in first}
        if first and others:
            self._pair_best(others)
            self._ask_about(others)

    def _free(self, people: Iterable[Person]) -> list[Person]:
        return [person for person in people if person.id not in self._claimed]

    def _rank(self, entry: StaffEntry, person: Person) -> tuple[int, ...]:
        """How little a row and a person with one name or address have in common."""
        leader = self._by_id.get(person.leader_id or 0)
        return -similarity(entry, person), not ends_alike(entry, person), -leaders_in_common(entry, leader)

    def _ask_who(self, node: ImportNode, found: Sequence[Person], *, is_new: bool) -> None:
        """More than one person can be meant: the row stays out where there is no way to tell a new person."""
        if any(finding.kind is FindingKind.UNCLEAR_PERSON for finding in node.findings):
            return
        self._asked_about.update(person.id for person in found)
        if not is_new:
            self._in_doubt.update(person.id for person in found)
        node.is_left_out = not is_new
        leaves_out = LeftOut.NOTHING if is_new else LeftOut.ROW
        candidates = tuple(sorted(describe_person(person) for person in found))[:10]
        node.note(FindingKind.UNCLEAR_PERSON, Level.ASKED, "", leaves_out, candidates=candidates)

    def by_similar_name(self, nodes: Sequence[ImportNode]) -> None:
        """Match rows with people whose name differs by a middle name, if nobody else can be meant."""
        index: dict[str, list[Person]] = defaultdict(list)
        for person in self._known:
            if person.id not in self._claimed:
                index[first_and_last(person.name)].append(person)
        wanted: dict[str, list[ImportNode]] = defaultdict(list)
        for node in nodes:
            is_unclear = any(finding.kind is FindingKind.UNCLEAR_PERSON for finding in node.findings)
            if node.person is None and not node.is_left_out and not is_unclear:
                wanted[first_and_last(node.row_entry.name)].append(node)
        for key, same in wanted.items():
            for node in same if key else ():
                found = [
                    person
                    for person in index.get(key, ())
                    if has_one_name(node.row_entry, person) and may_be_same_name(node.row_entry.name, person.name)
                ]
                if len(found) != 1 or found[0].id in self._claimed:
                    continue
                if found[0].id in self._asked_about:
                    self._ask_who(node, found, is_new=False)
                elif len(same) == 1:
                    self._claim(node, found[0])

    def reject_numbers_of_others(self) -> None:
        """Leave out the rows with the number of somebody else who still has it, also because their row is left out."""
        while rejected := [(node, owner) for node, owner in self._conflicts if self._takes_number(node, owner)]:
            for node, owner in rejected:
                if not node.is_left_out:
                    node.is_left_out = True
                    text, candidates = node.row_entry.employee_number, (describe_person(owner),)
                    kind = FindingKind.NUMBER_OF_ANOTHER
                    node.note(kind, Level.ASKED, "", LeftOut.ROW, text=text, candidates=candidates)

    def _takes_number(self, node: ImportNode, owner: Person) -> bool:
        """True if a row comes in with a number that its owner keeps."""
        keeper = self._claimed.get(owner.id)
        if node.is_left_out or keeper is node:
            return False
        listed = (keeper.row_entry.employee_number, *keeper.other_numbers) if keeper and not keeper.is_left_out else ()
        return not any(listed) or number_key(owner.employee_number) in map(number_key, listed)


def _strong_keys(one: StaffEntry | Person) -> list[str]:
    """The number and the address of a row or a person, as they are compared."""
    return [key for key in (number_key(one.employee_number), address_key(one.email)) if key]


def _group_by(people: Iterable[Person], key_of: Callable[[Person], str]) -> dict[str, list[Person]]:
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        if key := key_of(person):
            groups[key].append(person)
    return groups

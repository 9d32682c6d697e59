"""Find each row's leader by number, e-mail and name, and create leaders who are neither listed nor stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tui_app.domain.staff_import.cells import LeaderReference, first_name_first, name_from_email, name_key, number_key
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_import.rows import RowProblemCode

_REFERENCE_FIELDS = ("number", "email", "name")


def resolve_leaders(nodes: Sequence[ImportNode]) -> list[ImportNode]:
    """Give each row's node its leader, or note why it has none.

    Leaders who match nobody in the list or the database are created first. Then every row's leader is looked up among
    all. So a row means the same whether its leader is created now or was created by an earlier import.

    Args:
        nodes: the rows, and the stored people who are not in the list.

    Returns:
        Leaders to create. A number alone is not enough to create a person.
    """
    index = _PersonIndex(nodes)
    references = _references_by_node(nodes, index)
    created = _create_missing_leaders(sorted(set(references.values()), key=str), index)
    for node, reference in references.items():
        _assign_leader(node, reference, index)
    return created


def _assign_leader(node: ImportNode, reference: LeaderReference, index: _PersonIndex) -> None:
    partial, matching = index.find(reference)
    if not partial:
        node.reject(RowProblemCode.UNKNOWN_LEADER, text=str(reference))
    elif not matching or any(one.possible_people for one in matching):
        node.reject(RowProblemCode.LEADER_DISAGREES, text=str(reference), candidates=_descriptions(matching or partial))
    elif len(matching) > 1:
        node.reject(RowProblemCode.AMBIGUOUS_LEADER, text=str(reference), candidates=_descriptions(matching))
    elif matching[0] is node:
        node.reject(RowProblemCode.OWN_LEADER, text=str(reference))
    else:
        node.leader = matching[0]


def _descriptions(nodes: Iterable[ImportNode]) -> tuple[str, ...]:
    return tuple(
        sorted({description for node in nodes for description in node.possible_people or (node.description,)})[:10]
    )


class _PersonIndex:
    """Everybody by number, e-mail and name, as they will be after the import."""

    def __init__(self, nodes: Iterable[ImportNode]) -> None:
        self.number: dict[str, list[ImportNode]] = defaultdict(list)
        self.email: dict[str, list[ImportNode]] = defaultdict(list)
        self.name: dict[str, list[ImportNode]] = defaultdict(list)
        for node in nodes:
            self.add(node)

    def add(self, node: ImportNode) -> None:
        """Make a person findable."""
        for key, index in zip(node.comparison_keys, (self.number, self.email, self.name), strict=True):
            if key:
                index[key].append(node)

    def knows(self, reference: LeaderReference) -> bool:
        """True if a person has the number or the address."""
        number, email, _ = _reference_keys(reference)
        return number in self.number or email in self.email

    def add_alias(self, reference: LeaderReference, nodes: list[ImportNode]) -> None:
        """Make people findable by a number and an address that are not theirs."""
        number, email, _ = _reference_keys(reference)
        for key, index in ((number, self.number), (email, self.email)):
            if key:
                index[key] = nodes

    def find(self, reference: LeaderReference) -> tuple[list[ImportNode], list[ImportNode]]:
        """All people who have the number, the address or the name; and those who match all given values."""
        number, email, name = _reference_keys(reference)
        by_number, by_email, by_name = self.number.get(number, []), self.email.get(email, []), self.name.get(name, [])
        if not by_number and not by_email:
            return by_name, _still_employed(by_name)
        fitting = by_number or [node for node in by_email if not number or not node.comparison_keys[0]]
        if by_number and by_email:
            fitting = [node for node in by_number if node in by_email]
        if name:
            fitting = [
                node for node in fitting if node.possible_people or _may_have_name(node, name, is_known=bool(by_name))
            ]
        return [*by_number, *by_email, *by_name], _still_employed(fitting)


def _may_have_name(node: ImportNode, name: str, *, is_known: bool) -> bool:
    """True if the name can be this person's. An unknown name may be an earlier or a fuller one that shares a word."""
    own = node.comparison_keys[2]
    return own == name or not (is_known or {*own.split()}.isdisjoint(name.split()))


def _still_employed(nodes: list[ImportNode]) -> list[ImportNode]:
    """Of several people, those who have not left, if there are any."""
    return (len(nodes) > 1 and [node for node in nodes if not node.is_former]) or nodes


def _reference_keys(reference: LeaderReference) -> tuple[str, str, str]:
    return number_key(reference.number), name_key(reference.email), name_key(reference.name)


def _are_contradictory(references: Iterable[LeaderReference], *, compare_names: bool = True) -> bool:
    """True if the references contain two numbers, two addresses or two names."""
    distinct = [{key for key in keys if key} for keys in zip(*map(_reference_keys, references), strict=True)]
    return any(len(keys) > 1 for keys in (distinct if compare_names else distinct[:2]))


def _merge_references(references: Iterable[LeaderReference]) -> LeaderReference:
    """All parts together; the longest of several ways to write one part, as spreadsheets drop zeros."""
    references = sorted(references, key=str)
    return LeaderReference(
        *(
            max((getattr(reference, part) for reference in references), key=len, default="")
            for part in _REFERENCE_FIELDS
        )
    )


def _references_by_node(nodes: Sequence[ImportNode], index: _PersonIndex) -> dict[ImportNode, LeaderReference]:
    """How the rows name their leaders, once it is known what is a number. Contradictory rows are rejected."""
    references = {reference for node in nodes if node.entry for reference in node.entry.leaders}
    numbers = {
        *index.number,
        *(number_key(reference.number) for reference in references if reference.number != reference.unsplit),
    }
    names = {*index.name, *(name_key(reference.name) for reference in references)}

    def interpret(reference: LeaderReference) -> LeaderReference:
        name = first_name_first(reference.unsplit)
        if reference.unsplit and number_key(reference.unsplit) in numbers:
            return LeaderReference(number=reference.unsplit, email=reference.email)
        if reference.unsplit and name_key(name) in names:
            return LeaderReference(name=name, email=reference.email)
        return replace(reference, unsplit="")

    interpreted = {reference: interpret(reference) for reference in references}
    by_node = {}
    for node in nodes:
        own_references = [interpreted[reference] for reference in node.entry.leaders] if node.entry else []
        if _are_contradictory(own_references):
            texts = tuple(str(reference) for reference in own_references)
            node.reject(RowProblemCode.LEADER_DISAGREES, text=" · ".join(texts), candidates=texts)
        elif any(own_references):
            by_node[node] = own_references[0] if len(own_references) == 1 else _merge_references(own_references)
    return by_node


def _create_missing_leaders(references: Sequence[LeaderReference], index: _PersonIndex) -> list[ImportNode]:
    """Create the leaders who match nobody, and make people findable by the numbers and addresses given for them.

    Those with a number come first, then those with an address, then bare names, so that a name can match one created
    before.
    """
    created: list[ImportNode] = []

    def create(new_leaders: Iterable[LeaderReference]) -> None:
        for merged in new_leaders:
            created.append(_new_node(-len(created) - 1, merged))
            index.add(created[-1])

    new_leaders = []
    for group in _group_references(
        reference for reference in references if (reference.number or reference.email) and not index.knows(reference)
    ):
        merged = _merge_references(group)
        if _are_contradictory(group):
            _mark_ambiguous(group, index)
        elif merged.name or name_from_email(merged.email):
            new_leaders.append(replace(merged, name=merged.name or name_from_email(merged.email)))
    matched: dict[ImportNode, list[LeaderReference]] = defaultdict(list)
    create(_without_existing_person([merged for merged in new_leaders if merged.number], index, matched))
    create(_without_existing_person([merged for merged in new_leaders if not merged.number], index, matched))
    for conflicting in matched.values():
        if _are_contradictory(conflicting, compare_names=False):
            _mark_ambiguous(conflicting, index)
    namesakes = {node: _namesakes(node, index) for node in created}
    for node, others in namesakes.items():
        node.possible_people = _descriptions([node, *others]) if others else ()
    by_name = {
        name_key(reference.name): reference
        for reference in reversed(references)
        if not any(_reference_keys(reference)[:2])
    }
    create(reference for name, reference in by_name.items() if name not in index.name)
    return [node for node in created if not node.possible_people]


def _group_references(references: Iterable[LeaderReference]) -> list[set[LeaderReference]]:
    """Group the references that share a number or an address, also indirectly."""
    group_of: dict[tuple[int, str], set[LeaderReference]] = {}

    def keys_of(reference: LeaderReference) -> list[tuple[int, str]]:
        return [(place, key) for place, key in enumerate(_reference_keys(reference)[:2]) if key]

    for reference in references:
        group = {reference}.union(*(group_of[key] for key in keys_of(reference) if key in group_of))
        for member in group:
            group_of.update(dict.fromkeys(keys_of(member), group))
    return list({id(group): group for group in group_of.values()}.values())


def _mark_ambiguous(references: Iterable[LeaderReference], index: _PersonIndex) -> None:
    """Make these numbers and addresses match nobody in particular."""
    references = sorted(references, key=str)
    nobody = _new_node(0, references[0])
    nobody.possible_people = tuple(str(reference) for reference in references[:10])
    for reference in references:
        index.add_alias(reference, [nobody])


def _without_existing_person(
    references: Iterable[LeaderReference], index: _PersonIndex, matched: dict[ImportNode, list[LeaderReference]]
) -> list[LeaderReference]:
    """The references that do not match a person of the same name who merely lacks the number or address.

    `matched` gets the others.
    """
    unmatched = []
    for reference in references:
        number, email, name = _reference_keys(reference)
        matching = [
            node
            for node in index.name.get(name, ())
            if not (number and node.comparison_keys[0]) and not (email and node.comparison_keys[1])
        ]
        for node in matching:
            matched[node].append(reference)
        if matching:
            index.add_alias(reference, matching)
        else:
            unmatched.append(reference)
    return unmatched


def _namesakes(node: ImportNode, index: _PersonIndex) -> list[ImportNode]:
    """Other people with this name who may be the same person, as no numbers in the list tell them apart."""

    def is_another(other: ImportNode) -> bool:
        if not node.comparison_keys[0]:
            return False
        if not other.comparison_keys[0]:
            return other.is_created  # the other one is the ambiguous one
        return other.entry is None or bool(other.entry.employee_number)

    return [other for other in index.name[node.comparison_keys[2]] if other is not node and not is_another(other)]


def _new_node(key: int, reference: LeaderReference) -> ImportNode:
    values = {
        "name": reference.name,
        "employee_number": reference.number,
        "email": reference.email,
        "title": "",
        "unit": "",
    }
    return ImportNode(key, values=values | {"start_date": None, "end_date": None})

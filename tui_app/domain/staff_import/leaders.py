"""Who leads whom in a staff list: leaders found by number, e-mail and name, and those made who are nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tui_app.domain.staff_import.cells import LeaderReference, first_name_first, name_from_email, name_key, number_key
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_import.rows import RowProblemCode

_REFERENCE_FIELDS = ("number", "email", "name")


def resolve_leaders(everybody: Sequence[ImportNode]) -> list[ImportNode]:
    """Give each row's node its leader, or say why there is none.

    First those are made whom nobody in the list or the database can be; then every row's leader is looked up among
    all. So a row means the same whether its leader is made now or was made by an earlier import of the list.

    Args:
        everybody: the rows, and the stored people who are not in the list.

    Returns:
        Leaders who are to be created. A number alone cannot become a person.
    """
    index = _PersonIndex(everybody)
    led = _references_by_node(everybody, index)
    created = _create_missing_leaders(sorted(set(led.values()), key=str), index)
    for node, said in led.items():
        _assign_leader(node, said, index)
    return created


def _assign_leader(node: ImportNode, said: LeaderReference, index: _PersonIndex) -> None:
    met, found = index.find(said)
    if not met:
        node.reject(RowProblemCode.UNKNOWN_LEADER, text=str(said))
    elif not found or any(one.possible_people for one in found):
        node.reject(RowProblemCode.LEADER_DISAGREES, text=str(said), candidates=_descriptions(found or met))
    elif len(found) > 1:
        node.reject(RowProblemCode.AMBIGUOUS_LEADER, text=str(said), candidates=_descriptions(found))
    elif found[0] is node:
        node.reject(RowProblemCode.OWN_LEADER, text=str(said))
    else:
        node.leader = found[0]


def _descriptions(nodes: Iterable[ImportNode]) -> tuple[str, ...]:
    return tuple(sorted({text for node in nodes for text in node.possible_people or (node.description,)})[:10])


class _PersonIndex:
    """Everybody by number, e-mail and name, as they will be after the import."""

    def __init__(self, everybody: Iterable[ImportNode]) -> None:
        self.number: dict[str, list[ImportNode]] = defaultdict(list)
        self.email: dict[str, list[ImportNode]] = defaultdict(list)
        self.name: dict[str, list[ImportNode]] = defaultdict(list)
        for node in everybody:
            self.add(node)

    def add(self, node: ImportNode) -> None:
        """Let somebody be found."""
        for key, index in zip(node.comparison_keys, (self.number, self.email, self.name), strict=True):
            if key:
                index[key].append(node)

    def knows(self, said: LeaderReference) -> bool:
        """Whether somebody has the number or the address."""
        number, email, _ = _reference_keys(said)
        return number in self.number or email in self.email

    def add_alias(self, said: LeaderReference, meant: list[ImportNode]) -> None:
        """Let people be found by a number and an address that they do not have."""
        number, email, _ = _reference_keys(said)
        for key, index in ((number, self.number), (email, self.email)):
            if key:
                index[key] = meant

    def find(self, said: LeaderReference) -> tuple[list[ImportNode], list[ImportNode]]:
        """Everybody who has the number, the address or the name; and among them those whom all of it fits."""
        number, email, name = _reference_keys(said)
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
    """Whether the name can be this person's; one that nobody has may be an earlier or fuller one, with a word in it."""
    own = node.comparison_keys[2]
    return own == name or not (is_known or {*own.split()}.isdisjoint(name.split()))


def _still_employed(nodes: list[ImportNode]) -> list[ImportNode]:
    """Of several, those who have not left, if any."""
    return (len(nodes) > 1 and [node for node in nodes if not node.is_former]) or nodes


def _reference_keys(said: LeaderReference) -> tuple[str, str, str]:
    return number_key(said.number), name_key(said.email), name_key(said.name)


def _are_contradictory(saids: Iterable[LeaderReference], *, names: bool = True) -> bool:
    """Whether there are two numbers, two addresses or two names among them."""
    kinds = [{key for key in keys if key} for keys in zip(*map(_reference_keys, saids), strict=True)]
    return any(len(keys) > 1 for keys in (kinds if names else kinds[:2]))


def _merge_references(saids: Iterable[LeaderReference]) -> LeaderReference:
    """All that is said; of several ways to write one thing the longest, since spreadsheets drop zeros."""
    saids = sorted(saids, key=str)
    return LeaderReference(
        *(max((getattr(said, part) for said in saids), key=len, default="") for part in _REFERENCE_FIELDS)
    )


def _references_by_node(everybody: Sequence[ImportNode], index: _PersonIndex) -> dict[ImportNode, LeaderReference]:
    """How the rows name their leaders, once it is known which words are numbers; without rows whose cells disagree."""
    cells = {said for node in everybody if node.entry for said in node.entry.leaders}
    numbers = {*index.number, *(number_key(said.number) for said in cells if said.number != said.unsplit)}
    names = {*index.name, *(name_key(said.name) for said in cells)}

    def meant(said: LeaderReference) -> LeaderReference:
        name = first_name_first(said.unsplit)
        if said.unsplit and number_key(said.unsplit) in numbers:
            return LeaderReference(number=said.unsplit, email=said.email)
        if said.unsplit and name_key(name) in names:
            return LeaderReference(name=name, email=said.email)
        return replace(said, unsplit="")

    meaning = {said: meant(said) for said in cells}
    led = {}
    for node in everybody:
        saids = [meaning[said] for said in node.entry.leaders] if node.entry else []
        if _are_contradictory(saids):
            texts = tuple(str(said) for said in saids)
            node.reject(RowProblemCode.LEADER_DISAGREES, text=" · ".join(texts), candidates=texts)
        elif any(saids):
            led[node] = saids[0] if len(saids) == 1 else _merge_references(saids)
    return led


def _create_missing_leaders(saids: Sequence[LeaderReference], index: _PersonIndex) -> list[ImportNode]:
    """Make the leaders whom nobody can be, and let everybody be found by the numbers and addresses they are given.

    Those with a number come first, then those with an address, then bare names, so that the latter can mean the former.
    """
    created: list[ImportNode] = []

    def create(wholes: Iterable[LeaderReference]) -> None:
        for whole in wholes:
            created.append(_new_node(-len(created) - 1, whole))
            index.add(created[-1])

    wholes = []
    for group in _group_references(said for said in saids if (said.number or said.email) and not index.knows(said)):
        whole = _merge_references(group)
        if _are_contradictory(group):
            _mark_ambiguous(group, index)
        elif whole.name or name_from_email(whole.email):
            wholes.append(replace(whole, name=whole.name or name_from_email(whole.email)))
    fitted: dict[ImportNode, list[LeaderReference]] = defaultdict(list)
    create(_without_existing_person([whole for whole in wholes if whole.number], index, fitted))
    create(_without_existing_person([whole for whole in wholes if not whole.number], index, fitted))
    for some in fitted.values():
        if _are_contradictory(some, names=False):
            _mark_ambiguous(some, index)
    namesakes = {node: _namesakes(node, index) for node in created}
    for node, others in namesakes.items():
        node.possible_people = _descriptions([node, *others]) if others else ()
    bare = {name_key(said.name): said for said in reversed(saids) if not any(_reference_keys(said)[:2])}
    create(said for name, said in bare.items() if name not in index.name)
    return [node for node in created if not node.possible_people]


def _group_references(saids: Iterable[LeaderReference]) -> list[set[LeaderReference]]:
    """Put together all who share a number or an address, also by way of others."""
    group_of: dict[tuple[int, str], set[LeaderReference]] = {}

    def keys_of(said: LeaderReference) -> list[tuple[int, str]]:
        return [(place, key) for place, key in enumerate(_reference_keys(said)[:2]) if key]

    for said in saids:
        group = {said}.union(*(group_of[key] for key in keys_of(said) if key in group_of))
        for one in group:
            group_of.update(dict.fromkeys(keys_of(one), group))
    return list({id(group): group for group in group_of.values()}.values())


def _mark_ambiguous(saids: Iterable[LeaderReference], index: _PersonIndex) -> None:
    """Let these numbers and addresses lead to nobody in particular."""
    saids = sorted(saids, key=str)
    nobody = _new_node(0, saids[0])
    nobody.possible_people = tuple(str(said) for said in saids[:10])
    for said in saids:
        index.add_alias(said, [nobody])


def _without_existing_person(
    wholes: Iterable[LeaderReference], index: _PersonIndex, fitted: dict[ImportNode, list[LeaderReference]]
) -> list[LeaderReference]:
    """Those who are not somebody of their name who only lacks the number or the address; `fitted` gets the others."""
    unfitting = []
    for whole in wholes:
        number, email, name = _reference_keys(whole)
        fitting = [
            node
            for node in index.name.get(name, ())
            if not (number and node.comparison_keys[0]) and not (email and node.comparison_keys[1])
        ]
        for node in fitting:
            fitted[node].append(whole)
        if fitting:
            index.add_alias(whole, fitting)
        else:
            unfitting.append(whole)
    return unfitting


def _namesakes(node: ImportNode, index: _PersonIndex) -> list[ImportNode]:
    """Others of the name who may be the same person, since no numbers that the list itself gives tell them apart."""

    def is_another(other: ImportNode) -> bool:
        if not node.comparison_keys[0]:
            return False
        if not other.comparison_keys[0]:
            return other.is_created  # the doubt is about the other one
        return other.entry is None or bool(other.entry.employee_number)

    return [other for other in index.name[node.comparison_keys[2]] if other is not node and not is_another(other)]


def _new_node(key: int, said: LeaderReference) -> ImportNode:
    values = {"name": said.name, "employee_number": said.number, "email": said.email, "title": "", "unit": ""}
    return ImportNode(key, values=values | {"start_date": None, "end_date": None})

"""Who leads whom in a staff list: leaders found by number, e-mail or name, and the circles refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from tui_app.domain.staff_list import LeaderSaid, StaffProblem, bare_name, in_order
from tui_app.domain.staff_nodes import Node


def find_leaders(everybody: Sequence[Node]) -> list[Node]:
    """Give each row's node its leader, or say why there is none.

    Args:
        everybody: the rows, and the stored people who are not in the list.

    Returns:
        Leaders who are found nowhere and are to be created. A number or an address alone cannot become a person.
    """
    index = _Index(everybody)
    missing: list[tuple[Node, LeaderSaid]] = []
    for node in everybody:
        said = index.said(node) if node.entry else LeaderSaid()
        if said and not _lead(node, said, index.find(said)):
            missing.append((node, said))
    return _created(missing)


def _lead(node: Node, said: LeaderSaid, found: Sequence[Node]) -> bool:
    """Settle the node's leader; False when nobody was found."""
    if len(found) > 1:
        candidates = tuple(sorted(one.described for one in found)[:10])
        node.refuse(StaffProblem.AMBIGUOUS_LEADER, text=str(said), candidates=candidates)
    elif found and found[0] is node:
        node.refuse(StaffProblem.OWN_LEADER, text=str(said))
    elif found:
        node.leader = found[0]
    return bool(found)


class _Index:
    """Everybody by number, e-mail and name, as they will be after the import."""

    def __init__(self, everybody: Sequence[Node]) -> None:
        self._number: dict[str, list[Node]] = defaultdict(list)
        self._email: dict[str, list[Node]] = defaultdict(list)
        self._name: dict[str, list[Node]] = defaultdict(list)
        for node in everybody:
            for name, index in (("employee_number", self._number), ("email", self._email), ("name", self._name)):
                text = node.text(name)
                if text:
                    index[bare_name(text)].append(node)

    def said(self, node: Node) -> LeaderSaid:
        """How the row names its leader, once it is known which words are numbers."""
        said, word = node.said.leader, node.said.leader_word
        if not word:
            return said
        bare, name = bare_name(word), bare_name(in_order(word))
        looks_like_one = " " not in word and any(character.isdigit() for character in word)
        if bare in self._number or (looks_like_one and name not in self._name):
            return replace(said, number=said.number or word.removesuffix(".0"))
        return replace(said, name=said.name or in_order(word))

    def find(self, said: LeaderSaid) -> list[Node]:
        """Who is meant: the one with the number, else with the address, else all those of the name."""
        number, name = bare_name(said.number), bare_name(said.name)
        if number and number in self._number:
            return self._number[number]
        if said.email and (found := self._email.get(bare_name(said.email))):
            same_name = [node for node in found if bare_name(node.name) == name]
            return same_name if len(same_name) == 1 else found
        if not name:
            return []
        fitting = [
            node
            for node in self._name.get(name, ())
            if not (number and node.text("employee_number") and bare_name(node.text("employee_number")) != number)
        ]
        here = [node for node in fitting if not node.gone]
        return here if len(fitting) > 1 and here else fitting


def _created(missing: Sequence[tuple[Node, LeaderSaid]]) -> list[Node]:
    """Leaders made of what the rows say; those with a number or an address first, so that a bare name can mean them."""
    created: dict[tuple[str, str], Node] = {}
    of_name: dict[str, list[Node]] = defaultdict(list)
    last = sorted(missing, key=lambda pair: (not pair[1].number, not pair[1].email, pair[1].name))
    for node, said in last:
        if not said.name:
            node.refuse(StaffProblem.UNKNOWN_LEADER, text=str(said))
            continue
        name = bare_name(said.name)
        key = ("number", bare_name(said.number)) if said.number else ("email", bare_name(said.email))
        if not key[1]:
            if of_name[name]:
                _lead(node, said, of_name[name])
                continue
            key = ("name", name)
        if key not in created:
            created[key] = _new(-len(created) - 1, said)
            of_name[name].append(created[key])
        node.leader = created[key]
    return list(created.values())


def _new(key: int, said: LeaderSaid) -> Node:
    values = {"name": said.name, "employee_number": said.number, "email": said.email, "title": "", "unit": ""}
    return Node(key, values=values | {"start_date": None, "end_date": None})


def refuse_circles(everybody: Sequence[Node]) -> None:
    """Refuse every row in a circle of leaders, and every row whose leader's row is refused.

    First as the list has it, among rows not refused for something else; then as it would be with the refused rows
    left out, since those people keep the leaders they have. Whatever remains stands in no circle.
    """

    def wanted(node: Node) -> Node | None:
        return None if node.problems else node.leader or node.stored_leader

    def effective(node: Node) -> Node | None:
        return node.stored_leader if node.problems or not node.leader else node.leader

    _refuse_rows(everybody, wanted)
    _refuse_below(everybody)
    while _refuse_rows(everybody, effective):
        _refuse_below(everybody)


def _refuse_rows(everybody: Sequence[Node], above: Callable[[Node], Node | None]) -> bool:
    """Refuse the rows in circles that are not refused yet. Whether there were any."""
    found = False
    for circle in _circles(everybody, above):
        names = tuple(node.name for node in circle)[:10]
        for node in circle:
            if node.entry and not node.problems:
                node.refuse(StaffProblem.LEADER_CIRCLE, names=names)
                found = True
    return found


def _circles(everybody: Sequence[Node], above: Callable[[Node], Node | None]) -> list[list[Node]]:
    circles = []
    visited: dict[Node, int] = {}
    for walk, start in enumerate(everybody):
        path: list[Node] = []
        node: Node | None = start
        while node is not None and node not in visited:
            visited[node] = walk
            path.append(node)
            node = above(node)
        if node is not None and visited[node] == walk:
            circles.append(path[path.index(node) :])
    return circles


def _refuse_below(everybody: Sequence[Node]) -> None:
    """Refuse the rows below a refused row, all the way down."""
    below: dict[Node, list[Node]] = defaultdict(list)
    for node in everybody:
        if node.leader:
            below[node.leader].append(node)
    waiting = [node for node in everybody if node.problems]
    while waiting:
        leader = waiting.pop()
        for node in below[leader]:
            if not node.problems:
                row = leader.entry.row if leader.entry else 0
                node.refuse(StaffProblem.LEADER_HAS_PROBLEM, text=leader.name, leader_row=row)
                waiting.append(node)

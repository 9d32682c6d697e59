"""Rows of a staff list that other rows keep from being imported: circles of leaders, and what hangs on a bad row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from tui_app.domain.staff_list import StaffProblem
from tui_app.domain.staff_match import refuse_address
from tui_app.domain.staff_nodes import Node


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
    """Refuse the rows below a refused row, all the way down, and the rows that take an address from a refused one."""
    below: dict[Node, list[Node]] = defaultdict(list)
    for node in everybody:
        for needed in (*node.needs, node.leader):
            if needed:
                below[needed].append(node)
    waiting = [node for node in everybody if node.problems]
    while waiting:
        refused = waiting.pop()
        for node in below[refused]:
            if node.problems:
                continue
            if refused is node.leader:
                row = refused.entry.row if refused.entry else 0
                node.refuse(StaffProblem.LEADER_HAS_PROBLEM, text=refused.name, leader_row=row)
            else:
                refuse_address(node, [refused])
            waiting.append(node)

"""Reject the rows of a staff list that form leader cycles, and the rows that depend on rejected ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from tui_app.domain.staff_import.matching import reject_address
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_import.rows import RowProblemCode


def reject_leader_cycles(nodes: Sequence[ImportNode]) -> None:
    """Reject every row in a cycle of leaders, and every row whose leader's row is rejected.

    First the leaders are those in the list, among rows without other problems. Then they are those that would result
    without the rejected rows, as those people keep their current leaders. What remains has no cycles.
    """

    def listed_leader(node: ImportNode) -> ImportNode | None:
        return None if node.problems else node.leader or node.stored_leader

    def resulting_leader(node: ImportNode) -> ImportNode | None:
        return node.stored_leader if node.problems or not node.leader else node.leader

    _reject_cycle_rows(nodes, listed_leader)
    _reject_dependents(nodes)
    while _reject_cycle_rows(nodes, resulting_leader):
        _reject_dependents(nodes)


def _reject_cycle_rows(nodes: Sequence[ImportNode], leader_of: Callable[[ImportNode], ImportNode | None]) -> bool:
    """Reject the rows in cycles that are not rejected yet. Returns True if there were any."""
    found = False
    for cycle in _find_cycles(nodes, leader_of):
        names = tuple(node.name for node in cycle)[:10]
        for node in cycle:
            if node.entry and not node.problems:
                node.reject(RowProblemCode.LEADER_CIRCLE, names=names)
                found = True
    return found


def _find_cycles(
    nodes: Sequence[ImportNode], leader_of: Callable[[ImportNode], ImportNode | None]
) -> list[list[ImportNode]]:
    cycles = []
    visited: dict[ImportNode, int] = {}
    for round_number, start in enumerate(nodes):
        path: list[ImportNode] = []
        node: ImportNode | None = start
        while node is not None and node not in visited:
            visited[node] = round_number
            path.append(node)
            node = leader_of(node)
        if node is not None and visited[node] == round_number:
            cycles.append(path[path.index(node) :])
    return cycles


def _reject_dependents(nodes: Sequence[ImportNode]) -> None:
    """Reject all rows below a rejected one, and the rows that take over an address from a rejected one."""
    dependents: dict[ImportNode, list[ImportNode]] = defaultdict(list)
    for node in nodes:
        for dependency in (*node.depends_on, node.leader):
            if dependency:
                dependents[dependency].append(node)
    pending = [node for node in nodes if node.problems]
    while pending:
        rejected = pending.pop()
        for node in dependents[rejected]:
            if node.problems:
                continue
            if rejected is node.leader:
                row = rejected.entry.row if rejected.entry else 0
                node.reject(RowProblemCode.LEADER_HAS_PROBLEM, text=rejected.name, leader_row=row)
            else:
                reject_address(node, [rejected])
            pending.append(node)

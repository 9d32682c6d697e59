"""Rows of a staff list that other rows keep from being imported: circles of leaders, and what hangs on a bad row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from tui_app.domain.staff_import.matching import reject_address
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_import.rows import RowProblemCode


def reject_leader_cycles(everybody: Sequence[ImportNode]) -> None:
    """Refuse every row in a circle of leaders, and every row whose leader's row is refused.

    First as the list has it, among rows not refused for something else; then as it would be with the refused rows
    left out, since those people keep the leaders they have. Whatever remains stands in no circle.
    """

    def wanted(node: ImportNode) -> ImportNode | None:
        return None if node.problems else node.leader or node.stored_leader

    def effective(node: ImportNode) -> ImportNode | None:
        return node.stored_leader if node.problems or not node.leader else node.leader

    _reject_cycle_rows(everybody, wanted)
    _reject_dependents(everybody)
    while _reject_cycle_rows(everybody, effective):
        _reject_dependents(everybody)


def _reject_cycle_rows(everybody: Sequence[ImportNode], above: Callable[[ImportNode], ImportNode | None]) -> bool:
    """Refuse the rows in circles that are not refused yet. Whether there were any."""
    found = False
    for circle in _find_cycles(everybody, above):
        names = tuple(node.name for node in circle)[:10]
        for node in circle:
            if node.entry and not node.problems:
                node.reject(RowProblemCode.LEADER_CIRCLE, names=names)
                found = True
    return found


def _find_cycles(
    everybody: Sequence[ImportNode], above: Callable[[ImportNode], ImportNode | None]
) -> list[list[ImportNode]]:
    circles = []
    visited: dict[ImportNode, int] = {}
    for walk, start in enumerate(everybody):
        path: list[ImportNode] = []
        node: ImportNode | None = start
        while node is not None and node not in visited:
            visited[node] = walk
            path.append(node)
            node = above(node)
        if node is not None and visited[node] == walk:
            circles.append(path[path.index(node) :])
    return circles


def _reject_dependents(everybody: Sequence[ImportNode]) -> None:
    """Refuse the rows below a refused row, all the way down, and the rows that take an address from a refused one."""
    below: dict[ImportNode, list[ImportNode]] = defaultdict(list)
    for node in everybody:
        for needed in (*node.depends_on, node.leader):
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
                node.reject(RowProblemCode.LEADER_HAS_PROBLEM, text=refused.name, leader_row=row)
            else:
                reject_address(node, [refused])
            waiting.append(node)

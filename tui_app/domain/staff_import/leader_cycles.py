"""Take the leaders from people who would lead each other in a ring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_app.domain.staff_import.merging import ColumnNames
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_list.findings import FindingKind, Level
from tui_app.domain.staff_list.heading_words import LEADER_FIELDS

_MOST_NAMES = 10


def break_leader_cycles(nodes: Sequence[ImportNode], columns: ColumnNames) -> None:
    """Let everybody in a ring come in without the leader that the list gives them; those below keep theirs.

    Stored leaders stay: only what the list says anew is left out, so that it is left out again by a second import.
    """
    column = next((columns[field] for field in columns if field in LEADER_FIELDS), "")
    told: set[ImportNode] = set()
    while cycles := _find_cycles(nodes):
        for cycle in cycles:
            names = tuple(one.name for one in cycle[:_MOST_NAMES])
            listed = [node for node in cycle if node.entry and not node.is_left_out] or cycle
            by_list = [node for node in listed if node.leader is not node.stored_leader]
            for node in by_list or listed:
                node.leader = node.stored_leader if by_list else None
                if node.entry and node not in told:
                    node.note(FindingKind.LEADER_CIRCLE, Level.VALUE_LEFT_OUT, column, names=names)
                told.add(node)


def _find_cycles(nodes: Sequence[ImportNode]) -> list[list[ImportNode]]:
    cycles = []
    visited: dict[ImportNode, int] = {}
    for round_number, start in enumerate(nodes):
        path: list[ImportNode] = []
        node: ImportNode | None = start
        while node is not None and node not in visited:
            visited[node] = round_number
            path.append(node)
            node = node.leader
        if node is not None and visited[node] == round_number:
            cycles.append(path[path.index(node) :])
    return cycles


def people_in_cycles(leaders: Mapping[int, int | None]) -> set[int]:
    """The people who lead their own leader, directly or through others, given everybody's leader."""
    seen: set[int] = set()
    found: set[int] = set()
    for start in leaders:
        path: list[int] = []
        current: int | None = start
        while current is not None and current not in seen:
            seen.add(current)
            path.append(current)
            current = leaders.get(current)
        if current is not None and current in path:
            found.update(path[path.index(current) :])
    return found

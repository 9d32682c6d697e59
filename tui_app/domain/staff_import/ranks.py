"""Which of several rows and stored people, of one name or address, fit each other best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from tui_app.domain.records.person import Person
from tui_app.domain.staff_import.nodes import ImportNode
from tui_app.domain.staff_import.similarity import content

Rank = tuple[int, ...]
"""How well a row and a person fit; the lowest fits best. The last part tells only who comes first: leaders change."""


class Ranks:
    """The pairs of rows and people that can be matched, and how well each pair fits."""

    def __init__(self, pairs: Iterable[tuple[ImportNode, Person, Rank]]) -> None:
        self._pairs = list(pairs)
        self._of_row: dict[ImportNode, dict[int, Rank]] = defaultdict(dict)
        self._of_person: dict[int, dict[ImportNode, Rank]] = defaultdict(dict)
        for node, person, rank in self._pairs:
            self._of_row[node][person.id] = self._of_person[person.id][node] = rank[:-1]

    def best_first(self) -> list[tuple[ImportNode, Person]]:
        """The pairs, in an order that does not depend on where the rows stand."""
        pairs = sorted(self._pairs, key=lambda pair: (pair[2], content(pair[0].row_entry), pair[1].id))
        return [(node, person) for node, person, _ in pairs]

    def is_tied(self, node: ImportNode, person: Person, claimed: Collection[int]) -> bool:
        """True if another row, or another person, fits as well, and not all of them can be paired."""
        rank = self._of_row[node][person.id]
        rows = [other for one, other in self._of_person[person.id].items() if one.person is None]
        free = [other for one, other in self._of_row[node].items() if one not in claimed]
        fitting = sum(other <= rank for other in rows) + sum(other <= rank for other in free)
        return fitting > 2 and len(rows) != len(free)

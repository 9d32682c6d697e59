"""Which items are erased together, so that nobody who writes waits long for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tui_app.domain.retention import StoredItem, StoredItemKind

PORTION_PEOPLE = 200
"""How many people's items are erased together at most: others wait meanwhile."""
PORTION_WEIGHT = 500
"""How much is erased together at most; see `_WEIGHTS`."""
_WEIGHTS = {StoredItemKind.PERSON: 20, StoredItemKind.CONVERSATION: 5}
"""How many ordinary items take as long to erase as one of these, which has much that belongs to it."""


def _weight(item: StoredItem) -> int:
    return _WEIGHTS.get(item.item_kind, 1)


def erasure_portions(items: Iterable[StoredItem]) -> list[tuple[int, ...]]:
    """The people whose items are erased together, portion by portion.

    A person with too many items for one portion comes again in as many as they need, alone, as do the items about
    nobody who is known.
    """
    weights: Counter[int] = Counter()
    for item in items:
        weights[item.person_id] += _weight(item)
    portions: list[tuple[int, ...]] = []
    together: list[int] = []
    total = 0
    for person_id, weight in sorted(weights.items()):
        if not person_id or weight > PORTION_WEIGHT:
            # a portion may end before an item that is too heavy for what is left of it
            usable = PORTION_WEIGHT - max(_WEIGHTS.values()) + 1
            portions += [(person_id,)] * -(-weight // usable)
            continue
        if together and (len(together) == PORTION_PEOPLE or total + weight > PORTION_WEIGHT):
            portions.append(tuple(together))
            together, total = [], 0
        together.append(person_id)
        total += weight
    return [*portions, tuple(together)] if together else portions


def first_portion(items: Iterable[StoredItem]) -> list[StoredItem]:
    """The items that are erased in one portion; what is left of them comes later."""
    found: list[StoredItem] = []
    total = 0
    for item in items:
        total += _weight(item)
        if total > PORTION_WEIGHT:
            break
        found.append(item)
    return found

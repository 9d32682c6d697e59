"""Portions of an erasure: together they have everybody, and none is large."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.maintenance.erasure_portions import (
    PORTION_PEOPLE,
    PORTION_WEIGHT,
    erasure_portions,
    first_portion,
)
from tui_app.domain.retention import RetentionKind, StoredItem, StoredItemKind

KINDS = st.sampled_from([StoredItemKind.TOPIC, StoredItemKind.CONVERSATION, StoredItemKind.PERSON])


def item(person_id: int, kind: StoredItemKind, number: int) -> StoredItem:
    return StoredItem(RetentionKind.TOPICS, kind, number, person_id, date(2026, 1, 1))


@given(st.dictionaries(st.integers(0, 900), st.tuples(KINDS, st.integers(1, 1200)), max_size=12))
def test_every_item_has_its_portion(owned: dict[int, tuple[StoredItemKind, int]]) -> None:
    left = {who: [item(who, kind, one) for one in range(number)] for who, (kind, number) in owned.items()}
    for portion in erasure_portions([one for items in left.values() for one in items]):
        assert 0 < len(portion) <= PORTION_PEOPLE
        assert 0 not in portion or portion == (0,)
        erased = first_portion([one for who in portion for one in left[who]])
        assert len(erased) <= PORTION_WEIGHT
        for one in erased:
            left[one.person_id].remove(one)
    assert not any(left.values())


def test_people_with_little_are_erased_together() -> None:
    items = [item(who, StoredItemKind.TOPIC, 1) for who in range(1, 2 * PORTION_PEOPLE + 2)]
    assert [len(portion) for portion in erasure_portions(items)] == [PORTION_PEOPLE, PORTION_PEOPLE, 1]

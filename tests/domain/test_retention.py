"""When stored items are due for erasure: one rule for all kinds, and nothing early."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui_app.domain import retention
from tui_app.domain.errors import InvalidInput
from tui_app.domain.maintenance.erasure_receipts import ErasureReceipt, receipt_from_json, receipt_to_json
from tui_app.domain.retention import (
    RETENTION_PERIODS,
    RetentionKind,
    StoredItem,
    StoredItemKind,
    effective_months,
    erasure_date,
    find_due,
)

DEFAULTS = effective_months(None)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def item(kind: RetentionKind, since: date, person_id: int = 1) -> StoredItem:
    item_kind = StoredItemKind.PERSON if kind is RetentionKind.PERSON else StoredItemKind.CONVERSATION
    return StoredItem(kind, item_kind, person_id, person_id, since)


def test_the_default_months_are_within_their_limits() -> None:
    retention.validate_months(DEFAULTS)
    assert (DEFAULTS[RetentionKind.PREPARATION], DEFAULTS[RetentionKind.MINUTES], DEFAULTS[RetentionKind.PERSON]) == (
        0,
        36,
        12,
    )


def test_a_missing_day_becomes_the_last_day_of_the_month() -> None:
    months = DEFAULTS | {RetentionKind.SIGN_INS: 1}
    assert erasure_date(RetentionKind.SIGN_INS, date(2026, 1, 31), months) == date(2026, 2, 28)
    assert erasure_date(RetentionKind.SIGN_INS, date(2027, 12, 31), months) == date(2028, 1, 31)
    assert erasure_date(RetentionKind.PREPARATION, date(2026, 1, 31), months) == date(2026, 1, 31)


@given(DAYS, DAYS, st.sampled_from(RetentionKind), st.data())
def test_everything_due_is_older_than_the_oldest_kept_day(
    since: date, today: date, kind: RetentionKind, data: st.DataObject
) -> None:
    period = RETENTION_PERIODS[kind]
    months = DEFAULTS | {kind: data.draw(st.integers(period.minimum, period.maximum))}
    if erasure_date(kind, since, months) <= today:
        assert since < retention.oldest_kept_day(kind, today, months)


@given(
    st.lists(st.tuples(st.sampled_from(RetentionKind), DAYS, st.integers(0, 4))), st.frozensets(st.integers(1, 4)), DAYS
)
def test_everything_due_is_found_except_for_held_people(
    values: list[tuple[RetentionKind, date, int]], held_person_ids: frozenset[int], today: date
) -> None:
    items = [item(*one) for one in values]
    found = find_due(items, held_person_ids, DEFAULTS, today)
    erased_person_ids = {one.person_id for one in found.items if one.kind is RetentionKind.PERSON}
    for one in items:
        is_due = erasure_date(one.kind, one.since, DEFAULTS) <= today
        assert (one in found.items or one.person_id in erased_person_ids) == (
            (is_due or one.person_id in erased_person_ids) and one.person_id not in held_person_ids
        )
        assert not (one in found.items and one.person_id in held_person_ids)


def test_everything_about_an_erased_person_counts_as_one_item() -> None:
    old = date(2020, 1, 1)
    found = find_due(
        [item(RetentionKind.PERSON, old), item(RetentionKind.TOPICS, old), item(RetentionKind.TOPICS, old, 2)],
        (),
        DEFAULTS,
        old + timedelta(999),
    )
    assert found.counts == {RetentionKind.TOPICS: 1, RetentionKind.PERSON: 1}


@pytest.mark.parametrize("stored", [None, {}, {"minutes": "many"}, {"unknown": 3}])
def test_values_that_are_not_set_are_the_defaults(stored: dict[str, object] | None) -> None:
    assert effective_months(stored) == DEFAULTS


def test_the_history_is_kept_as_long_as_the_actions() -> None:
    with pytest.raises(InvalidInput) as caught:
        retention.validate_months(DEFAULTS | {RetentionKind.AGREED: 60})
    assert caught.value.problems == {"history": "shorter_than_agreed"}


def test_a_receipt_survives_json() -> None:
    at = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    receipt = ErasureReceipt(at, 7, "Kari", {RetentionKind.MINUTES: 2}, 1, 3, copies=("samtale.db.before-0005",))
    assert receipt_from_json(receipt_to_json(receipt), "Kari") == receipt
    timer = replace(receipt, by_id=None, by_name="")
    assert receipt_from_json(receipt_to_json(timer), "") == timer
    assert timer.sha256 != receipt.sha256

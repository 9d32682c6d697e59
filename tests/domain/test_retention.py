"""When things fall due: one rule for all kinds, and none before its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain import retention
from tui_app.domain.errors import InvalidInput
from tui_app.domain.retention import (
    RETENTION_PERIODS,
    ErasureReceipt,
    RetentionKind,
    StoredItem,
    StoredItemKind,
    effective_months,
    erasure_date,
    find_due,
)

START = effective_months(None)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def thing(kind: RetentionKind, since: date, person_id: int = 1) -> StoredItem:
    what = StoredItemKind.PERSON if kind is RetentionKind.PERSON else StoredItemKind.CONVERSATION
    return StoredItem(kind, what, person_id, person_id, since)


def test_the_starting_values_fit_their_own_limits() -> None:
    retention.validate_months(START)
    assert (START[RetentionKind.PREPARATION], START[RetentionKind.MINUTES], START[RetentionKind.PERSON]) == (0, 36, 12)


def test_months_end_where_a_month_has_no_such_day() -> None:
    months = START | {RetentionKind.SIGN_INS: 1}
    assert erasure_date(RetentionKind.SIGN_INS, date(2026, 1, 31), months) == date(2026, 2, 28)
    assert erasure_date(RetentionKind.SIGN_INS, date(2027, 12, 31), months) == date(2028, 1, 31)
    assert erasure_date(RetentionKind.PREPARATION, date(2026, 1, 31), months) == date(2026, 1, 31)


@given(DAYS, DAYS, st.sampled_from(RetentionKind), st.data())
def test_what_is_due_is_among_what_is_looked_at(
    since: date, today: date, kind: RetentionKind, data: st.DataObject
) -> None:
    period = RETENTION_PERIODS[kind]
    months = START | {kind: data.draw(st.integers(period.minimum, period.maximum))}
    if erasure_date(kind, since, months) <= today:
        assert since < retention.oldest_kept_day(kind, today, months)


@given(
    st.lists(st.tuples(st.sampled_from(RetentionKind), DAYS, st.integers(0, 4))), st.frozensets(st.integers(1, 4)), DAYS
)
def test_nothing_held_is_due_and_nothing_too_old_is_left(
    made: list[tuple[RetentionKind, date, int]], held: frozenset[int], today: date
) -> None:
    things = [thing(*one) for one in made]
    found = find_due(things, held, START, today)
    gone = {one.person_id for one in found.items if one.kind is RetentionKind.PERSON}
    for one in things:
        late = erasure_date(one.kind, one.since, START) <= today
        assert (one in found.items or one.person_id in gone) == (
            (late or one.person_id in gone) and one.person_id not in held
        )
        assert not (one in found.items and one.person_id in held)


def test_everything_about_a_person_is_told_as_one() -> None:
    old = date(2020, 1, 1)
    found = find_due(
        [thing(RetentionKind.PERSON, old), thing(RetentionKind.TOPICS, old), thing(RetentionKind.TOPICS, old, 2)],
        (),
        START,
        old + timedelta(999),
    )
    assert found.counts == {RetentionKind.TOPICS: 1, RetentionKind.PERSON: 1}


@pytest.mark.parametrize("stored", [None, {}, {"minutes": "many"}, {"unknown": 3}])
def test_values_that_are_not_set_are_the_starting_ones(stored: dict[str, object] | None) -> None:
    assert effective_months(stored) == START


def test_what_was_changed_is_kept_as_long_as_what_was_agreed() -> None:
    with pytest.raises(InvalidInput) as caught:
        retention.validate_months(START | {RetentionKind.AGREED: 60})
    assert caught.value.problems == {"history": "shorter_than_agreed"}


def test_a_receipt_comes_back_as_it_was_kept() -> None:
    at = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    receipt = ErasureReceipt(at, 7, "Kari", {RetentionKind.MINUTES: 2}, 1, 3, copies=("samtale.db.before-0005",))
    assert retention.receipt_from_json(retention.receipt_to_json(receipt), "Kari") == receipt
    timer = replace(receipt, by_id=None, by_name="")
    assert retention.receipt_from_json(retention.receipt_to_json(timer), "") == timer
    assert timer.sha256 != receipt.sha256

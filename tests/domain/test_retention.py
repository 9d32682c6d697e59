"""When things fall due: one rule for all kinds, and none before its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain import retention
from tui_app.domain.refusals import Invalid
from tui_app.domain.retention import PERIODS, Kept, Receipt, Thing, What, due, falls_due, months_of

START = months_of(None)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def thing(kind: Kept, since: date, person_id: int = 1) -> Thing:
    what = What.PERSON if kind is Kept.PERSON else What.CONVERSATION
    return Thing(kind, what, person_id, person_id, since)


def test_the_starting_values_fit_their_own_limits() -> None:
    retention.check(START)
    assert (START[Kept.PREPARATION], START[Kept.MINUTES], START[Kept.PERSON]) == (0, 36, 12)


def test_months_end_where_a_month_has_no_such_day() -> None:
    months = START | {Kept.SIGN_INS: 1}
    assert falls_due(Kept.SIGN_INS, date(2026, 1, 31), months) == date(2026, 2, 28)
    assert falls_due(Kept.SIGN_INS, date(2027, 12, 31), months) == date(2028, 1, 31)
    assert falls_due(Kept.PREPARATION, date(2026, 1, 31), months) == date(2026, 1, 31)


@given(DAYS, DAYS, st.sampled_from(Kept), st.data())
def test_what_is_due_is_among_what_is_looked_at(since: date, today: date, kind: Kept, data: st.DataObject) -> None:
    period = PERIODS[kind]
    months = START | {kind: data.draw(st.integers(period.least, period.most))}
    if falls_due(kind, since, months) <= today:
        assert since < retention.counted_from(kind, today, months)


@given(st.lists(st.tuples(st.sampled_from(Kept), DAYS, st.integers(0, 4))), st.frozensets(st.integers(1, 4)), DAYS)
def test_nothing_held_is_due_and_nothing_too_old_is_left(
    made: list[tuple[Kept, date, int]], held: frozenset[int], today: date
) -> None:
    things = [thing(*one) for one in made]
    found = due(things, held, START, today)
    gone = {one.person_id for one in found.things if one.kind is Kept.PERSON}
    for one in things:
        late = falls_due(one.kind, one.since, START) <= today
        assert (one in found.things or one.person_id in gone) == (
            (late or one.person_id in gone) and one.person_id not in held
        )
        assert not (one in found.things and one.person_id in held)


def test_everything_about_a_person_is_told_as_one() -> None:
    old = date(2020, 1, 1)
    found = due(
        [thing(Kept.PERSON, old), thing(Kept.TOPICS, old), thing(Kept.TOPICS, old, 2)], (), START, old + timedelta(999)
    )
    assert found.counts == {Kept.TOPICS: 1, Kept.PERSON: 1}


@pytest.mark.parametrize("stored", [None, {}, {"minutes": "many"}, {"unknown": 3}])
def test_values_that_are_not_set_are_the_starting_ones(stored: dict[str, object] | None) -> None:
    assert months_of(stored) == START


def test_what_was_changed_is_kept_as_long_as_what_was_agreed() -> None:
    with pytest.raises(Invalid) as caught:
        retention.check(START | {Kept.AGREED: 60})
    assert caught.value.problems == {"history": "shorter_than_agreed"}


def test_a_receipt_comes_back_as_it_was_kept() -> None:
    at = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    receipt = Receipt(at, 7, "Kari", {Kept.MINUTES: 2}, 1, 3, copies=("samtale.db.before-0005",))
    assert retention.read_receipt(retention.stored(receipt), "Kari") == receipt
    timer = replace(receipt, by_id=None, by_name="")
    assert retention.read_receipt(retention.stored(timer), "") == timer
    assert timer.sha256 != receipt.sha256

"""The quarters and the year that figures are shown for."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.figures.periods import shown_periods


@given(st.dates(date(1950, 1, 1), date(2200, 1, 1)))
def test_quarters_are_consecutive_and_end_with_the_current_one(today: date) -> None:
    quarters, year = shown_periods(today)
    assert quarters[-1].covers(today)
    assert year.covers(today)
    assert year.is_year
    assert not any(quarter.is_year for quarter in quarters)
    assert all(one.last + timedelta(days=1) == next_.first for one, next_ in pairwise(quarters))
    assert [quarter.quarter for quarter in quarters[:4]] == [1 + (quarters[0].quarter - 1 + n) % 4 for n in range(4)]

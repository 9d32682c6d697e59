"""Figures about small groups are hidden."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.figures.calculation import figures_of_period
from tui_app.domain.figures.facts import FigureFacts
from tui_app.domain.figures.periods import shown_periods
from tui_app.domain.figures.privacy import hide_small_groups, is_too_small


def test_too_few_are_one_to_four() -> None:
    assert [number for number in range(-1, 9) if is_too_small(number)] == [1, 2, 3, 4]


@given(
    st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=2), min_size=9, max_size=9), st.dates(date(2020, 1, 1))
)
def test_no_period_and_no_difference_tells_of_too_few(beside: list[list[int]], today: date) -> None:
    quarters, year = shown_periods(min(today, date(9000, 1, 1)))
    spans = (*quarters, year)
    shown = hide_small_groups([figures_of_period(span, FigureFacts()) for span in spans], beside)
    assert [one.period for one in shown] == list(spans)
    for one, numbers in zip(shown, beside, strict=True):
        assert one.is_hidden or not any(is_too_small(number) for number in numbers)
        assert bool(one.values) != one.is_hidden
    assert shown[-1].is_hidden >= any(one.is_hidden for one in shown if year.covers(one.period.first))

"""Figures about small groups are hidden."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.figures.calculation import figures_of_period
from tui_app.domain.figures.facts import FigureFacts
from tui_app.domain.figures.periods import shown_periods
from tui_app.domain.figures.privacy import hide_small_groups, is_too_small


def test_groups_of_one_to_four_are_too_small() -> None:
    assert [number for number in range(-1, 9) if is_too_small(number)] == [1, 2, 3, 4]


@given(
    st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=2), min_size=9, max_size=9), st.dates(date(2020, 1, 1))
)
def test_neither_a_period_nor_a_difference_reveals_a_small_group(remainder_sizes: list[list[int]], today: date) -> None:
    quarters, year = shown_periods(min(today, date(9000, 1, 1)))
    spans = (*quarters, year)
    shown = hide_small_groups([figures_of_period(span, FigureFacts()) for span in spans], remainder_sizes)
    assert [one.period for one in shown] == list(spans)
    for one, sizes in zip(shown, remainder_sizes, strict=True):
        assert one.is_hidden or not any(is_too_small(number) for number in sizes)
        assert bool(one.values) != one.is_hidden
    assert shown[-1].is_hidden >= any(one.is_hidden for one in shown if year.covers(one.period.first))

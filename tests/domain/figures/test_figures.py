"""What the figures count, and which periods they are of."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.figures.calculation import figures_of_period
from tui_app.domain.figures.facts import DueActions, FigureFacts
from tui_app.domain.figures.periods import FigurePeriod, shown_periods
from tui_app.domain.figures.privacy import hide_small_groups, is_too_small
from tui_app.domain.figures.records import Figure
from tui_app.domain.records.action import ActionStatus

QUARTER = FigurePeriod(date(2026, 7, 1), date(2026, 9, 30))
DONE, OPEN, DROPPED = ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.DROPPED


def due(month: int, status: ActionStatus, done: int = 0, late: int = 0, count: int = 1, moved: int = 0) -> DueActions:
    done_month = date(2026, done, 1) if done else None
    return DueActions(date(2026, month, 1), True, status, done_month, late, count, moved)


@given(st.dates(date(1950, 1, 1), date(2200, 1, 1)))
def test_quarters_follow_each_other_and_the_last_is_running(today: date) -> None:
    quarters, year = shown_periods(today)
    assert quarters[-1].covers(today)
    assert year.covers(today)
    assert year.is_year
    assert not any(quarter.is_year for quarter in quarters)
    assert all(one.last + timedelta(days=1) == next_.first for one, next_ in pairwise(quarters))
    assert [quarter.quarter for quarter in quarters[:4]] == [1 + (quarters[0].quarter - 1 + n) % 4 for n in range(4)]


def test_each_action_is_counted_where_it_was_due() -> None:
    facts = FigureFacts(
        due=(
            due(6, OPEN),
            due(7, DONE, 7, count=3),
            due(8, DONE, 9, late=4, count=2),
            due(9, DONE, 10, late=30, moved=2),
            due(9, DROPPED),
            due(10, OPEN),
        )
    )
    found = figures_of_period(QUARTER, facts).values
    assert [found[one] for one in (Figure.IN_TIME, Figure.LATE, Figure.DROPPED, Figure.MOVED)] == [3, 3, 1, 2]
    assert found[Figure.OVERDUE] == 2, "the open one of June, and that of September which was done in October"
    assert found[Figure.IN_TIME_SHARE] == 3 / 6
    assert found[Figure.DAYS_LATE] == 4


def test_what_is_due_later_in_the_running_quarter_is_not_judged_yet() -> None:
    later = DueActions(date(2026, 9, 1), False, OPEN, count=5)
    early = DueActions(date(2026, 9, 1), False, DONE, date(2026, 8, 1))
    found = figures_of_period(QUARTER, FigureFacts(due=(later, early))).values
    assert (found[Figure.OVERDUE], found[Figure.IN_TIME], found[Figure.IN_TIME_SHARE]) == (0, 1, None)


@given(st.lists(st.integers(1, 40), min_size=1))
def test_the_median_is_that_of_the_single_actions(days: list[int]) -> None:
    found = figures_of_period(QUARTER, FigureFacts(due=tuple(due(8, DONE, 9, late=late) for late in days))).values
    middle = sorted(days)
    assert found[Figure.DAYS_LATE] == (middle[(len(days) - 1) // 2] + middle[len(days) // 2]) / 2


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

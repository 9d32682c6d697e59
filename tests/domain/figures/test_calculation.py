"""What the figures count."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.figures.calculation import figures_of_period
from tui_app.domain.figures.facts import DueActions, FigureFacts
from tui_app.domain.figures.periods import FigurePeriod
from tui_app.domain.figures.records import Figure
from tui_app.domain.records.action import ActionStatus

QUARTER = FigurePeriod(date(2026, 7, 1), date(2026, 9, 30))
DONE, OPEN, DROPPED = ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.DROPPED


def due(month: int, status: ActionStatus, done: int = 0, late: int = 0, count: int = 1, moved: int = 0) -> DueActions:
    done_month = date(2026, done, 1) if done else None
    return DueActions(date(2026, month, 1), True, status, done_month, late, count, moved)


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


def test_actions_due_later_in_the_quarter_do_not_count_yet() -> None:
    later = DueActions(date(2026, 9, 1), False, OPEN, count=5)
    early = DueActions(date(2026, 9, 1), False, DONE, date(2026, 8, 1))
    found = figures_of_period(QUARTER, FigureFacts(due=(later, early))).values
    assert (found[Figure.OVERDUE], found[Figure.IN_TIME], found[Figure.IN_TIME_SHARE]) == (0, 1, None)


@given(st.lists(st.integers(1, 40), min_size=1))
def test_the_median_counts_each_action(days: list[int]) -> None:
    found = figures_of_period(QUARTER, FigureFacts(due=tuple(due(8, DONE, 9, late=late) for late in days))).values
    middle = sorted(days)
    assert found[Figure.DAYS_LATE] == (middle[(len(days) - 1) // 2] + middle[len(days) // 2]) / 2

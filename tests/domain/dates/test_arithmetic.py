"""Arithmetic with days, weeks and months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.dates.arithmetic import (
    add_months,
    days_between,
    end_of_month,
    end_of_week,
    is_rest_of_week,
    start_of_week,
    week_number,
)

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 23), 48),
        (date(2026, 12, 31), 53),
        (date(2027, 1, 3), 53),
        (date(2027, 1, 4), 1),
        (date(2024, 12, 30), 1),
    ],
)
def test_week_numbers_are_iso_weeks(day: date, week: int) -> None:
    assert week_number(day) == week


@given(DAYS)
def test_a_week_runs_from_monday_to_sunday(day: date) -> None:
    first, last = start_of_week(day), end_of_week(day)
    assert first <= day <= last
    assert (first.isoweekday(), last.isoweekday()) == (1, 7)
    assert days_between(first, last) == 6


@given(DAYS, DAYS)
def test_this_week_is_today_to_sunday(day: date, today: date) -> None:
    same_week = day.isocalendar()[:2] == today.isocalendar()[:2]
    assert is_rest_of_week(day, today) == (same_week and day >= today)


def test_days_between_is_negative_backwards() -> None:
    assert days_between(MONDAY, SUNDAY) == 6
    assert days_between(SUNDAY, MONDAY) == -6


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
    ],
)
def test_adding_months_stays_within_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(DAYS, st.integers(-1200, 1200))
def test_added_months_are_that_many_months_away(day: date, months: int) -> None:
    there = add_months(day, months)
    assert (there.year - day.year) * 12 + there.month - day.month == months
    assert there.day == min(day.day, end_of_month(there).day)


@pytest.mark.parametrize("months", [10**6, -(10**6), 10**12])
def test_months_beyond_the_calendar_are_a_value_error(months: int) -> None:
    with pytest.raises((ValueError, OverflowError)):
        add_months(MONDAY, months)


@given(DAYS)
def test_the_day_after_the_end_of_the_month_is_the_first_of_the_next(day: date) -> None:
    assert (end_of_month(day) + timedelta(days=1)).day == 1
    assert end_of_month(day).month == day.month

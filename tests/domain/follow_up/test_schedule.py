"""The schedule of follow-ups: the date of the next one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui_app.domain.dates.public_holidays import PublicHolidays
from tui_app.domain.follow_up.schedule import (
    FollowUpSchedule,
    Pause,
    PauseKind,
    format_fixed_days,
    is_conversation_due,
    next_follow_up_date,
    next_on_schedule,
    next_workday,
    parse_fixed_days,
)

days = st.dates(date(1999, 1, 1), date(2099, 12, 31))
days_of_a_year = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.month, day.day))
schedules = st.one_of(
    st.integers(1, 26).map(lambda weeks: FollowUpSchedule(1, 1, True, weeks)),
    st.lists(days_of_a_year, min_size=1, max_size=6).map(
        lambda found: FollowUpSchedule(1, 1, True, 0, format_fixed_days(found))
    ),
)
pauses = st.lists(
    st.builds(
        lambda first, length, withdrawn: Pause(
            1, 1, False, first, first + timedelta(days=length), is_withdrawn=withdrawn
        ),
        days,
        st.integers(0, 200),
        st.booleans(),
    ),
    max_size=4,
)
NORWAY = PublicHolidays("NO")
FOUR_WEEKS = FollowUpSchedule(1, 1, True, 4)


def every(weeks: int) -> FollowUpSchedule:
    return FollowUpSchedule(1, 1, True, weeks)


def no_holidays(day: date) -> bool:
    return False


def due(last: date, schedule: FollowUpSchedule = FOUR_WEEKS, *away: Pause) -> date | None:
    return next_follow_up_date(last, None, None, schedule, away, NORWAY)


@pytest.mark.parametrize(
    ("last", "weeks", "expected"),
    [
        (date(2026, 11, 10), 4, date(2026, 12, 8)),  # a Tuesday gives a Tuesday
        (date(2026, 11, 14), 4, date(2026, 12, 14)),  # held on a Saturday: the Monday after
        (date(2026, 11, 27), 4, date(2026, 12, 28)),  # Christmas Day and the weekend are passed over
        (date(2027, 2, 25), 4, date(2027, 3, 30)),  # so is Easter, from Maundy Thursday to the Monday
        (date(2026, 4, 19), 4, date(2026, 5, 18)),  # Constitution Day on a Sunday
        (date(2027, 4, 19), 4, date(2027, 5, 18)),  # Constitution Day and Whit Monday at once
        (date(2020, 12, 28), 1, date(2021, 1, 4)),  # out of week 53
        (date(2026, 3, 24), 1, date(2026, 3, 31)),  # over the change to summer time
        (date(2024, 2, 22), 1, date(2024, 2, 29)),  # on a leap day
    ],
)
def test_the_schedule_gives_a_working_day(last: date, weeks: int, expected: date) -> None:
    assert due(last, every(weeks)) == expected


def test_fixed_days_occur_every_year_and_a_leap_day_stays_in_february() -> None:
    schedule = FollowUpSchedule(1, 1, True, 0, "02-29 09-01")
    assert due(date(2026, 9, 1), schedule) == date(2027, 3, 1)  # 28 February 2027 is a Sunday
    assert due(date(2027, 9, 1), schedule) == date(2028, 2, 29)
    assert due(date(2028, 2, 29), schedule) == date(2028, 9, 1)


def test_a_date_set_by_hand_wins_and_only_pauses_move_it() -> None:
    sunday = date(2026, 12, 6)
    assert next_follow_up_date(date(2026, 11, 10), sunday, None, every(4), (), NORWAY) == sunday
    leave = Pause(1, 1, False, date(2026, 12, 1), date(2026, 12, 11), PauseKind.LEAVE)
    assert next_follow_up_date(date(2026, 11, 10), sunday, None, every(4), [leave], NORWAY) == date(2026, 12, 12)


def test_adjacent_pauses_move_a_follow_up_past_both() -> None:
    mine = Pause(1, 1, False, date(2026, 12, 7), date(2026, 12, 13))
    teams = Pause(2, 9, True, date(2026, 12, 14), date(2026, 12, 18))
    assert due(date(2026, 11, 10), every(4), teams, mine) == date(2026, 12, 21)


def test_nothing_is_due_if_nothing_is_agreed_or_followed_up() -> None:
    assert next_follow_up_date(None, None, None, every(4), (), no_holidays) is None
    assert next_follow_up_date(None, None, date(2026, 11, 2), every(4), (), no_holidays) == date(2026, 11, 30)


@given(days, schedules, pauses)
def test_the_next_follow_up_is_on_a_later_working_day_outside_of_pauses(
    last: date, schedule: FollowUpSchedule, away: list[Pause]
) -> None:
    found = next_follow_up_date(last, None, None, schedule, away, NORWAY)
    assert found is not None
    assert found > last
    assert found.weekday() < 5
    assert not NORWAY(found)
    assert not any(pause.covers(found) for pause in away if not pause.is_withdrawn)


@given(days, schedules, pauses)
def test_a_follow_up_moves_no_further_than_necessary(last: date, schedule: FollowUpSchedule, away: list[Pause]) -> None:
    due_by_rhythm = next_on_schedule(last, schedule)
    found = next_workday(due_by_rhythm, away, NORWAY)
    between = (due_by_rhythm + timedelta(days=n) for n in range((found - due_by_rhythm).days))
    standing = [pause for pause in away if not pause.is_withdrawn]
    assert all(day.weekday() >= 5 or NORWAY(day) or any(pause.covers(day) for pause in standing) for day in between)


@given(days, st.integers(1, 26))
def test_weeks_keep_the_weekday(last: date, weeks: int) -> None:
    found = next_on_schedule(last, every(weeks))
    assert found.weekday() == last.weekday()
    assert (found - last).days == 7 * weeks


@given(days, st.lists(days_of_a_year, min_size=1, max_size=6))
def test_every_fixed_day_of_the_next_year_occurs_in_order(last: date, chosen: list[tuple[int, int]]) -> None:
    schedule = FollowUpSchedule(1, 1, True, 0, format_fixed_days(chosen))
    assert parse_fixed_days(format_fixed_days(chosen)) == schedule.fixed_days
    coming = [last + timedelta(days=number) for number in range(1, 367)]
    fixed = [day for day in coming if (day.month, day.day) in chosen or ((2, 29) in chosen and ends_february(day))]
    day = last
    for expected in fixed:
        day = next_on_schedule(day, schedule)
        assert day == expected
    assert fixed


def ends_february(day: date) -> bool:
    return day.month == 2 and (day + timedelta(days=1)).month == 3


@given(days, days)
def test_a_later_follow_up_is_never_due_earlier(one: date, other: date) -> None:
    assume(one <= other)
    first, second = due(one), due(other)
    assert first is not None
    assert second is not None
    assert first <= second


def test_the_search_ends_at_the_last_possible_day() -> None:
    assert next_workday(date.max, [Pause(1, 1, False, date(9999, 12, 1), date.max)], no_holidays) == date.max
    with pytest.raises(OverflowError):
        next_on_schedule(date.max, FollowUpSchedule(1, 1, True, 0, "01-01"))


def test_a_conversation_is_due_after_a_year_in_leap_years_too() -> None:
    assert not is_conversation_due(date(2024, 2, 29), 12, date(2025, 2, 28))
    assert is_conversation_due(date(2024, 2, 29), 12, date(2025, 3, 1))

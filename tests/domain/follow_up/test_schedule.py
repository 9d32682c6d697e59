"""The rhythm of follow-ups: on which day the next one falls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui_app.domain.dates.public_holidays import PublicHolidays, holidays_in_year, public_holidays
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpScheduleDraft, PauseDraft
from tui_app.domain.errors import InvalidInput
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
from tui_app.domain.records.person import Person
from tui_app.domain.team import ActionCounts, AttentionDetail, AttentionReason, TeamFacts, attention_reasons

days = st.dates(date(1999, 1, 1), date(2099, 12, 31))
days_of_a_year = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.month, day.day))
rhythms = st.one_of(
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


def never(day: date) -> bool:
    return False


def due(last: date, rhythm: FollowUpSchedule = FOUR_WEEKS, *away: Pause) -> date | None:
    return next_follow_up_date(last, None, None, rhythm, away, NORWAY)


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
def test_the_rhythm_comes_round_on_a_working_day(last: date, weeks: int, expected: date) -> None:
    assert due(last, every(weeks)) == expected


def test_fixed_days_come_every_year_and_a_leap_day_in_february() -> None:
    rhythm = FollowUpSchedule(1, 1, True, 0, "02-29 09-01")
    assert due(date(2026, 9, 1), rhythm) == date(2027, 3, 1)  # 28 February 2027 is a Sunday
    assert due(date(2027, 9, 1), rhythm) == date(2028, 2, 29)
    assert due(date(2028, 2, 29), rhythm) == date(2028, 9, 1)


def test_a_typed_date_wins_and_moves_out_of_pauses_only() -> None:
    sunday = date(2026, 12, 6)
    assert next_follow_up_date(date(2026, 11, 10), sunday, None, every(4), (), NORWAY) == sunday
    leave = Pause(1, 1, False, date(2026, 12, 1), date(2026, 12, 11), PauseKind.LEAVE)
    assert next_follow_up_date(date(2026, 11, 10), sunday, None, every(4), [leave], NORWAY) == date(2026, 12, 12)


def test_pauses_move_it_on_and_may_touch() -> None:
    mine = Pause(1, 1, False, date(2026, 12, 7), date(2026, 12, 13))
    teams = Pause(2, 9, True, date(2026, 12, 14), date(2026, 12, 18))
    assert due(date(2026, 11, 10), every(4), teams, mine) == date(2026, 12, 21)


def test_nothing_agreed_and_never_followed_up_is_not_due() -> None:
    assert next_follow_up_date(None, None, None, every(4), (), never) is None
    assert next_follow_up_date(None, None, date(2026, 11, 2), every(4), (), never) == date(2026, 11, 30)


@given(days, rhythms, pauses)
def test_the_next_one_is_later_on_a_working_day_outside_of_pauses(
    last: date, rhythm: FollowUpSchedule, away: list[Pause]
) -> None:
    found = next_follow_up_date(last, None, None, rhythm, away, NORWAY)
    assert found is not None
    assert found > last
    assert found.weekday() < 5
    assert not NORWAY(found)
    assert not any(pause.covers(found) for pause in away if not pause.is_withdrawn)


@given(days, rhythms, pauses)
def test_it_moves_no_further_than_it_must(last: date, rhythm: FollowUpSchedule, away: list[Pause]) -> None:
    due_by_rhythm = next_on_schedule(last, rhythm)
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
def test_every_fixed_day_of_the_coming_year_is_met_in_turn(last: date, chosen: list[tuple[int, int]]) -> None:
    rhythm = FollowUpSchedule(1, 1, True, 0, format_fixed_days(chosen))
    assert parse_fixed_days(format_fixed_days(chosen)) == rhythm.fixed_days
    coming = [last + timedelta(days=number) for number in range(1, 367)]
    fixed = [day for day in coming if (day.month, day.day) in chosen or ((2, 29) in chosen and ends_february(day))]
    day = last
    for expected in fixed:
        day = next_on_schedule(day, rhythm)
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


def test_the_last_day_there_is_ends_the_search() -> None:
    assert next_workday(date.max, [Pause(1, 1, False, date(9999, 12, 1), date.max)], never) == date.max
    with pytest.raises(OverflowError):
        next_on_schedule(date.max, FollowUpSchedule(1, 1, True, 0, "01-01"))


def test_days_off_are_worked_out_once() -> None:
    first = public_holidays("NO", {})
    assert first(date(2026, 5, 17))
    assert first.has_new_years
    again = public_holidays("NO", first.to_json())
    assert again(date(2026, 5, 17))
    assert not again(date(2026, 5, 18))
    assert not again.has_new_years
    assert holidays_in_year("ZZ", 2026) == frozenset()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("4", (4, "")),
        ("hver 2. uke", (2, "")),
        ("every 26 weeks", (26, "")),
        ("15.3, 1.9", (0, "03-15 09-01")),
        ("1.9 og 15/3.", (0, "03-15 09-01")),
        ("29.2", (0, "02-29")),
        ("", (0, "")),
    ],
)
def test_how_often_is_understood_as_people_type_it(typed: str, expected: tuple[int, str]) -> None:
    assert validate_draft(FollowUpScheduleDraft, {"often": typed}).often == expected


@pytest.mark.parametrize("typed", ["0", "27", "ofte", "2 3", "31.2", "999999999999999999999"])
def test_what_is_no_rhythm_is_told(typed: str) -> None:
    with pytest.raises(InvalidInput):
        validate_draft(FollowUpScheduleDraft, {"often": typed})


@pytest.mark.parametrize("last", [date(2026, 11, 30), date(2032, 1, 1)])
def test_a_pause_ends_after_it_begins_and_within_years(last: date) -> None:
    with pytest.raises(InvalidInput):
        validate_draft(PauseDraft, {"first": date(2026, 12, 1), "last": last})


def test_reasons_follow_from_the_rhythm() -> None:
    person = Person(1, "Ola Hansen")
    today = date(2026, 11, 23)
    facts = TeamFacts(
        person,
        ActionCounts(open=1),
        last_conversation=date(2026, 5, 23),
        next_follow_up=date(2026, 11, 20),
        conversation_months=6,
    )
    assert attention_reasons(facts, today) == (AttentionDetail(AttentionReason.FOLLOW_UP_DUE, days=3),)
    assert [one.reason for one in attention_reasons(facts, date(2026, 11, 24))] == [
        AttentionReason.FOLLOW_UP_DUE,
        AttentionReason.NO_CONVERSATION,
    ]


def test_a_year_without_a_conversation_is_a_year_in_leap_years_too() -> None:
    assert not is_conversation_due(date(2024, 2, 29), 12, date(2025, 2, 28))
    assert is_conversation_due(date(2024, 2, 29), 12, date(2025, 3, 1))

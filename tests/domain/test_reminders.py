"""When a reminder may be sent: never twice for one period or on one day, and none is missed."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.records.reminder import ReminderStatus
from tui_app.domain.reminders import (
    LastReminder,
    OrganisationReminderSettings,
    ReminderChoice,
    ReminderFrequency,
    ReminderPeriod,
    ReminderSettings,
    effective_settings,
    may_send_reminder,
    reminder_period,
)

MONDAY = date(2026, 11, 23)


def day(number: int) -> date:
    """A day so many days after a Monday."""
    return MONDAY + timedelta(days=number)


def settings(rhythm: ReminderFrequency = ReminderFrequency.WEEKLY, weekday: int = 0) -> ReminderSettings:
    return ReminderSettings(rhythm, weekday, "nb", bare=False)


def test_the_organisation_decides_until_somebody_chooses() -> None:
    usual = OrganisationReminderSettings(ReminderFrequency.WEEKLY, 2, "nb", bare=True)
    assert effective_settings(ReminderChoice(), usual) == ReminderSettings(ReminderFrequency.WEEKLY, 2, "nb", bare=True)
    chosen = ReminderChoice(ReminderFrequency.DAILY, language="en")
    assert effective_settings(chosen, usual) == ReminderSettings(ReminderFrequency.DAILY, 0, "en", bare=True)
    assert effective_settings(ReminderChoice(bare=True), OrganisationReminderSettings()).bare


def test_a_weekly_reminder_is_sent_on_its_day_or_later_in_its_week() -> None:
    assert reminder_period(settings(), MONDAY) == ReminderPeriod(MONDAY, day(7))
    assert reminder_period(settings(), day(6)) == ReminderPeriod(MONDAY, day(7))
    assert reminder_period(settings(weekday=6), MONDAY) == ReminderPeriod(day(-1), day(6))
    assert reminder_period(settings(ReminderFrequency.DAILY), day(2)) == ReminderPeriod(day(2), day(3))
    assert reminder_period(settings(ReminderFrequency.NEVER), MONDAY) is None


def test_a_new_choice_sends_no_reminders_for_earlier_days() -> None:
    assert reminder_period(settings(), day(2), since=day(2)) is None
    assert reminder_period(settings(), day(7), since=day(2)) == ReminderPeriod(day(7), day(14))
    assert reminder_period(settings(ReminderFrequency.DAILY), day(2), since=day(2)) is not None


may_send = partial(may_send_reminder, address="")


@pytest.mark.parametrize(
    "state", [ReminderStatus.SENT, ReminderStatus.UNSURE, ReminderStatus.CLAIMED, ReminderStatus.QUIET]
)
def test_a_reminder_that_may_have_arrived_counts(state: ReminderStatus) -> None:
    last = LastReminder(ReminderPeriod(MONDAY, day(7)), MONDAY, state)
    assert not may_send(last, ReminderPeriod(MONDAY, day(7)), day(1))
    assert may_send(last, ReminderPeriod(day(7), day(14)), day(7))


def test_a_refused_reminder_is_tried_a_few_times() -> None:
    week = ReminderPeriod(MONDAY, day(7))
    tries = [may_send(LastReminder(week, MONDAY, ReminderStatus.REFUSED, tries), week, MONDAY) for tries in range(1, 5)]
    assert tries == [True, True, False, False]
    assert may_send(LastReminder(week, MONDAY, ReminderStatus.REFUSED, 3), ReminderPeriod(day(7), day(14)), day(7))


def test_changing_the_frequency_gives_nobody_two_reminders_on_one_day() -> None:
    weekly = LastReminder(ReminderPeriod(MONDAY, day(7)), day(2), ReminderStatus.SENT)  # sent late, on Wednesday
    assert not may_send(weekly, ReminderPeriod(day(2), day(3)), day(2))
    assert may_send(weekly, ReminderPeriod(day(3), day(4)), day(3))
    daily = LastReminder(ReminderPeriod(day(6), day(7)), day(6), ReminderStatus.SENT)
    assert may_send(daily, ReminderPeriod(day(7), day(14)), day(7))
    assert not may_send(daily, ReminderPeriod(MONDAY, day(7)), day(6))
    another_weekday = ReminderPeriod(day(2), day(9))
    assert not may_send(
        LastReminder(ReminderPeriod(MONDAY, day(7)), MONDAY, ReminderStatus.SENT), another_weekday, day(2)
    )


def test_a_reminder_that_the_server_could_not_take_is_tried_without_end() -> None:
    week = ReminderPeriod(MONDAY, day(7))
    assert may_send(LastReminder(week, MONDAY, ReminderStatus.DEFERRED, 3), week, day(5))


def test_a_corrected_address_is_tried_anew() -> None:
    week = ReminderPeriod(MONDAY, day(7))
    last = LastReminder(week, MONDAY, ReminderStatus.REFUSED, 3, address="ola@x.no")
    assert last.is_given_up
    assert not may_send_reminder(last, week, MONDAY, "ola@x.no")
    assert may_send_reminder(last, week, MONDAY, "ola@y.no")


choices = st.tuples(st.sampled_from(ReminderFrequency), st.integers(0, 6))


@given(st.lists(st.tuples(st.integers(0, 3), choices, st.booleans()), min_size=1, max_size=60), choices)
def test_a_weekly_reminder_is_sent_once_a_week_however_often_the_command_runs(
    runs: list[tuple[int, tuple[ReminderFrequency, int], bool]], chosen: tuple[ReminderFrequency, int]
) -> None:
    """The choice changes at some runs; between runs, days may pass."""
    today, last, sent = MONDAY, None, []
    rhythm, weekday = chosen
    for days, other, changes in runs:
        today += timedelta(days=days)
        if changes:
            rhythm, weekday = other
        period = reminder_period(settings(rhythm, weekday), today)
        if period and may_send(last, period, today):
            last = LastReminder(period, today, ReminderStatus.SENT)
            sent.append((today, period, rhythm))
    days_sent = [on for on, _, _ in sent]
    assert len(set(days_sent)) == len(days_sent)
    for (_, earlier, first), (_, later, second) in itertools.pairwise(sent):
        if first is second is ReminderFrequency.WEEKLY:
            assert later.first - earlier.first >= timedelta(days=7)


@given(st.integers(0, 400), choices)
def test_a_daily_run_misses_no_period(start: int, chosen: tuple[ReminderFrequency, int]) -> None:
    rhythm, weekday = chosen
    last, sent = None, 0
    for number in range(28):
        today = day(start + number)
        period = reminder_period(settings(rhythm, weekday), today)
        if period and may_send(last, period, today):
            last, sent = LastReminder(period, today, ReminderStatus.SENT), sent + 1
    assert (
        sent
        in {ReminderFrequency.NEVER: (0,), ReminderFrequency.DAILY: (28,), ReminderFrequency.WEEKLY: (4, 5)}[rhythm]
    )

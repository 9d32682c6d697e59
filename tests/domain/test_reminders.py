"""When a reminder may be sent: never twice for one period, never two on one day, and none is lost."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.appointments import CalendarItem, ItemKind, bared
from tui_app.domain.records import Sending
from tui_app.domain.reminders import (
    Frequency,
    LastReminder,
    OrganisationReminders,
    Period,
    ReminderChoice,
    Ways,
    may_send,
    period_of,
    ways_of,
)

MONDAY = date(2026, 11, 23)


def day(number: int) -> date:
    """Days from a Monday."""
    return MONDAY + timedelta(days=number)


def ways(rhythm: Frequency = Frequency.WEEKLY, weekday: int = 0) -> Ways:
    return Ways(rhythm, weekday, "nb", bare=False)


def test_the_organisation_decides_until_somebody_chooses() -> None:
    usual = OrganisationReminders(Frequency.WEEKLY, 2, "nb", bare=True)
    assert ways_of(ReminderChoice(), usual) == Ways(Frequency.WEEKLY, 2, "nb", bare=True)
    chosen = ReminderChoice(Frequency.DAILY, language="en")
    assert ways_of(chosen, usual) == Ways(Frequency.DAILY, 0, "en", bare=True)
    assert ways_of(ReminderChoice(bare=True), OrganisationReminders()).bare


def test_a_weekly_one_is_sent_on_its_day_or_later_in_its_week() -> None:
    assert period_of(ways(), MONDAY) == Period(MONDAY, day(7))
    assert period_of(ways(), day(6)) == Period(MONDAY, day(7))
    assert period_of(ways(weekday=6), MONDAY) == Period(day(-1), day(6))
    assert period_of(ways(Frequency.DAILY), day(2)) == Period(day(2), day(3))
    assert period_of(ways(Frequency.NEVER), MONDAY) is None


def test_a_new_choice_makes_up_for_nothing() -> None:
    assert period_of(ways(), day(2), since=day(2)) is None
    assert period_of(ways(), day(7), since=day(2)) == Period(day(7), day(14))
    assert period_of(ways(Frequency.DAILY), day(2), since=day(2)) is not None


@pytest.mark.parametrize("state", [Sending.SENT, Sending.UNSURE, Sending.CLAIMED, Sending.QUIET])
def test_whatever_may_have_arrived_counts(state: Sending) -> None:
    last = LastReminder(Period(MONDAY, day(7)), MONDAY, state)
    assert not may_send(last, Period(MONDAY, day(7)), day(1))
    assert may_send(last, Period(day(7), day(14)), day(7))


def test_a_refused_one_is_tried_a_few_times() -> None:
    week = Period(MONDAY, day(7))
    tries = [may_send(LastReminder(week, MONDAY, Sending.REFUSED, tries), week, MONDAY) for tries in range(1, 5)]
    assert tries == [True, True, False, False]
    assert may_send(LastReminder(week, MONDAY, Sending.REFUSED, 3), Period(day(7), day(14)), day(7))


def test_changing_how_often_gives_nobody_two_on_one_day() -> None:
    weekly = LastReminder(Period(MONDAY, day(7)), day(2), Sending.SENT)  # sent late, on Wednesday
    assert not may_send(weekly, Period(day(2), day(3)), day(2))
    assert may_send(weekly, Period(day(3), day(4)), day(3))
    daily = LastReminder(Period(day(6), day(7)), day(6), Sending.SENT)
    assert may_send(daily, Period(day(7), day(14)), day(7))
    assert not may_send(daily, Period(MONDAY, day(7)), day(6))
    another_weekday = Period(day(2), day(9))
    assert not may_send(LastReminder(Period(MONDAY, day(7)), MONDAY, Sending.SENT), another_weekday, day(2))


choices = st.tuples(st.sampled_from(Frequency), st.integers(0, 6))


@given(st.lists(st.tuples(st.integers(0, 3), choices, st.booleans()), min_size=1, max_size=60), choices)
def test_however_often_it_runs_a_weekly_one_comes_once_a_week(
    runs: list[tuple[int, tuple[Frequency, int], bool]], chosen: tuple[Frequency, int]
) -> None:
    """The choice changes at some runs; days pass, or none."""
    today, last, sent = MONDAY, None, []
    rhythm, weekday = chosen
    for days, other, changes in runs:
        today += timedelta(days=days)
        if changes:
            rhythm, weekday = other
        period = period_of(ways(rhythm, weekday), today)
        if period and may_send(last, period, today):
            last = LastReminder(period, today, Sending.SENT)
            sent.append((today, period, rhythm))
    days_sent = [on for on, _, _ in sent]
    assert len(set(days_sent)) == len(days_sent)
    for (_, earlier, first), (_, later, second) in itertools.pairwise(sent):
        if first is second is Frequency.WEEKLY:
            assert later.first - earlier.first >= timedelta(days=7)


@given(st.integers(0, 400), choices)
def test_a_timer_that_runs_daily_forgets_no_period(start: int, chosen: tuple[Frequency, int]) -> None:
    rhythm, weekday = chosen
    last, sent = None, 0
    for number in range(28):
        today = day(start + number)
        period = period_of(ways(rhythm, weekday), today)
        if period and may_send(last, period, today):
            last, sent = LastReminder(period, today, Sending.SENT), sent + 1
    assert sent in {Frequency.NEVER: (0,), Frequency.DAILY: (28,), Frequency.WEEKLY: (4, 5)}[rhythm]


def test_a_bare_calendar_tells_numbers_only() -> None:
    items = (
        CalendarItem(ItemKind.DUE, "action-1", MONDAY, text="Kurs", name="Ola"),
        CalendarItem(ItemKind.DUE, "action-2", MONDAY, text="Mentor"),
        CalendarItem(ItemKind.FOLLOW_UP, "person-2", MONDAY, name="Ola"),
        CalendarItem(ItemKind.TALK, "talk-1", MONDAY, title={"nb": "Årssamtale"}, name="Ola", place="Rom 2", uid="u"),
    )
    assert bared(items) == (
        CalendarItem(ItemKind.DUE, "dues-2026-11-23", MONDAY, count=2),
        CalendarItem(ItemKind.FOLLOW_UP, "follow_ups-2026-11-23", MONDAY),
        CalendarItem(ItemKind.TALK, "talk-1", MONDAY, uid="u"),
    )

"""Rounds of conversations: who is due, in which order, and on which days."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui_app.domain.conversations.rounds import (
    RoundSlot,
    first_free_time,
    overlapping_slots,
    propose_slots,
)
from tui_app.domain.follow_up.schedule import Pause
from tui_app.domain.records.person import Person

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
TEAM = [Person(number, f"Person {number}") for number in range(1, 31)]
MONDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 18)


def test_people_who_waited_longest_come_first_after_those_without_any() -> None:
    last = {1: date(2026, 1, 5), 2: date(2025, 3, 1), 4: date(2026, 11, 30)}
    slots = propose_slots(TEAM[:5], last, MONDAY, FRIDAY, None)
    assert [slot.person.id for slot in slots] == [3, 5, 2, 1, 4]
    assert [slot.last for slot in slots] == [None, None, date(2025, 3, 1), date(2026, 1, 5), date(2026, 11, 30)]
    assert [slot.on.day for slot in slots] == [7, 9, 11, 15, 17]


def test_people_with_a_recent_conversation_are_left_out() -> None:
    last = {1: date(2026, 6, 1), 2: date(2026, 6, 2), 3: date(2026, 5, 31)}
    due = propose_slots(TEAM[:4], last, MONDAY, FRIDAY, date(2026, 6, 1))
    assert {slot.person.id for slot in due} == {3, 4}
    assert propose_slots(TEAM[:1], last, MONDAY, FRIDAY, date(2026, 6, 1)) == ()
    assert propose_slots([], {}, MONDAY, FRIDAY, None) == ()


def test_a_round_fits_in_one_day_or_a_weekend() -> None:
    assert {slot.on for slot in propose_slots(TEAM, {}, MONDAY, MONDAY, None)} == {MONDAY}
    saturday, sunday = date(2026, 12, 12), date(2026, 12, 13)
    assert [slot.on for slot in propose_slots(TEAM[:2], {}, saturday, sunday, None)] == [saturday, sunday]


def test_public_holidays_are_left_out_unless_there_are_no_other_days() -> None:
    last = MONDAY + timedelta(days=4)
    holidays = {MONDAY, MONDAY + timedelta(days=2)}
    slots = propose_slots(TEAM[:3], {}, MONDAY, last, None, public_holidays=holidays)
    assert [slot.on.day for slot in slots] == [8, 10, 11]
    assert {slot.on for slot in propose_slots(TEAM[:3], {}, MONDAY, MONDAY, None, public_holidays=holidays)} == {MONDAY}


def away(first: date, last: date) -> tuple[Pause, ...]:
    return (Pause(1, 1, False, first, last),)


def test_somebody_in_a_pause_gets_the_nearest_day_outside_of_it() -> None:
    pauses = {1: away(MONDAY, MONDAY + timedelta(days=2)), 2: away(date(2026, 12, 14), FRIDAY)}
    slots = propose_slots(TEAM[:2], {}, MONDAY, FRIDAY, None, pauses=pauses)
    assert [(slot.person.id, slot.on.day) for slot in slots] == [(1, 10), (2, 11)]


def test_somebody_in_a_pause_all_the_time_gets_no_day() -> None:
    pauses = {1: away(MONDAY - timedelta(days=9), FRIDAY)}
    assert [slot.person.id for slot in propose_slots(TEAM[:2], {}, MONDAY, FRIDAY, None, pauses=pauses)] == [2]


@given(
    size=st.integers(0, 30),
    last=st.dictionaries(st.integers(1, 30), DAYS),
    first=DAYS,
    length=st.integers(0, 120),
    since=st.none() | DAYS,
)
def test_everybody_who_is_due_has_one_day_and_the_days_are_evenly_filled(
    size: int, last: dict[int, date], first: date, length: int, since: date | None
) -> None:
    until = first + timedelta(days=length)
    slots = propose_slots(TEAM[:size], last, first, until, since)
    due = [one.id for one in TEAM[:size] if since is None or one.id not in last or last[one.id] < since]
    assert sorted(slot.person.id for slot in slots) == due
    waited = [slot.last or date.min for slot in slots]
    assert waited == sorted(waited)
    chosen = [slot.on for slot in slots]
    assert chosen == sorted(chosen)
    working = [first + timedelta(days=number) for number in range(length + 1)]
    working = [day for day in working if day.weekday() < 5] or working
    assert set(chosen) <= set(working)
    per_day = [chosen.count(day) for day in working]
    if slots:
        assert max(per_day) - min(per_day) <= 1
        assert chosen[0] == working[0]


@given(size=st.integers(0, 30), days=st.integers(0, 5), at=st.times(), minutes=st.integers(0, 240))
def test_no_two_slots_of_a_round_overlap(size: int, days: int, at: time, minutes: int) -> None:
    slots = propose_slots(TEAM[:size], {}, MONDAY, MONDAY + timedelta(days=days), None, at.replace(second=0), minutes)
    assert overlapping_slots(slots) == ()
    timed = [(slot.on, slot.at) for slot in slots if slot.at]
    assert len(timed) == len(set(timed))
    assert all(begins.hour * 60 + begins.minute + minutes <= 24 * 60 for _, begins in timed)


def test_conversations_on_one_day_follow_each_other_with_a_break() -> None:
    slots = propose_slots(TEAM[:3], {}, MONDAY, MONDAY, None, time(9), 50)
    assert [slot.at for slot in slots] == [time(9), time(10, 15), time(11, 30)]
    assert overlapping_slots([replace(slots[0], at=time(9, 40)), *slots[1:]]) == (
        (replace(slots[0], at=time(9, 40)), slots[1]),
    )


@pytest.mark.parametrize(
    ("occupied", "earliest", "minutes", "free"),
    [
        ([(9, 60), (12, 60)], time(11, 30), 60, time(13, 15)),
        ([(9, 60), (12, 60)], time(11), 60, time(11)),
        ([(9, 60), (12, 60)], time(10), 60, time(10)),
        ([(9, 120)], time(10), 30, time(11, 15)),
        ([(9, 20)], time(9, 30), 60, time(9, 30)),
        ([(9, 20)], time(8, 45), 60, time(9, 45)),
        ([(9, 0)], time(9), 0, time(9, 15)),
        ([(23, 60)], time(23), 60, None),
    ],
)
def test_the_next_free_time_depends_on_the_durations(
    occupied: list[tuple[int, int]], earliest: time, minutes: int, free: time | None
) -> None:
    others = [RoundSlot(TEAM[0], MONDAY, at=time(hour), minutes=length) for hour, length in occupied]
    assert first_free_time(others, MONDAY, earliest, minutes) == free
    assert first_free_time(others, FRIDAY, earliest, minutes) == earliest


def test_a_planned_conversation_keeps_its_time() -> None:
    other = RoundSlot(TEAM[9], MONDAY, at=time(9), minutes=90)
    slots = propose_slots(TEAM[:2], {}, MONDAY, MONDAY, None, time(9), 60, [other, replace(other, at=time(20))])
    assert [slot.at for slot in slots] == [time(10, 45), time(12)]
    moved = replace(slots[0], at=time(10))
    assert overlapping_slots([moved, slots[1]], [other, other]) == ((moved, other), (moved, other))
    assert overlapping_slots([replace(slots[0], at=time(10, 30))], [other]) == ()
    assert overlapping_slots([replace(moved, on=FRIDAY), replace(moved, at=None)], [other]) == ()

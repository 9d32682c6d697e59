"""Times of day as people type them, and in the nights when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tui_app.domain.dates.times import moment_of, parse_time
from tui_app.domain.errors import DomainError

OSLO = ZoneInfo("Europe/Oslo")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("9", time(9)),
        ("9:30", time(9, 30)),
        ("0930", time(9, 30)),
        ("09.30", time(9, 30)),
        ("kl 9", time(9)),
        ("kl. 9", time(9)),
        ("klokka 9", time(9)),
        ("00:00", time(0)),
        ("13,30", time(13, 30)),
        ("9am", time(9)),
        ("9 a.m.", time(9)),
        ("9.30 pm", time(21, 30)),
        ("12pm", time(12)),
        ("12:30 am", time(0, 30)),
        ("02:00", time(2)),
        ("02", time(2)),
        ("0230", time(2, 30)),
        ("2 am", time(2)),
        ("", None),
    ],
)
def test_times_are_understood(typed: str, expected: time | None) -> None:
    assert parse_time(typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["24", "25:00", "9:60", "9-10", "9 eller 10", "about 9", "9h", "1,5", "half nine", "13 pm", "0 am", "halv 13"],
)
def test_a_time_that_would_be_a_guess_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="not_a_time"):
        parse_time(typed)


@pytest.mark.parametrize(
    "typed",
    ["kvart", "kvart over", "over ni", "førti over ni", "halv", "halv x", "ni ti", "40 past 9", "ved lunsj", "i dag"],
)
def test_half_of_what_people_say_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="not_a_time"):
        parse_time(typed)


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        # bokmål
        ("halv ti|kl. halv ti|halv 10|klokken halv ti", time(9, 30)),
        ("kvart over 8|kvart over åtte|kvart over atte", time(8, 15)),
        ("kvart på ni|kvart på 9", time(8, 45)),
        ("fem over halv ti", time(9, 35)),
        ("ti på halv ti", time(9, 20)),
        ("ti over ni|10 over 9|ti minutter over ni", time(9, 10)),
        ("ni|klokka ni|klokken ni", time(9)),
        ("halv ett", time(12, 30)),
        ("halv to|klokka halv to", time(13, 30)),
        ("kvart på ett", time(12, 45)),
        ("tolv", time(12)),
        ("2|kl 2|kl. 2|klokka 2|to|2.00|2:00", time(14)),
        ("2.30|kl 2.30|230|halv tre", time(14, 30)),
        ("1|ett|13", time(13)),
        ("5|fem", time(17)),
        ("7|sju|07", time(7)),
        # nynorsk
        ("klokka halv ti", time(9, 30)),
        ("halv eitt", time(12, 30)),
        ("ti minuttar over elleve", time(11, 10)),
        # English
        ("half past nine|half past 9|9.30am", time(9, 30)),
        ("quarter past 8|quarter past eight", time(8, 15)),
        ("quarter to nine|quarter to 9", time(8, 45)),
        ("nine o'clock|9 o\u2019clock|nine|at nine", time(9)),
        ("twenty to two", time(13, 40)),
        ("noon|midday|at noon", time(12)),
        ("at 2|two|2 o'clock|2 pm", time(14)),
    ],
)
def test_times_as_people_say_them(ways: str, expected: time) -> None:
    assert {way: parse_time(way) for way in ways.split("|")} == dict.fromkeys(ways.split("|"), expected)


@pytest.mark.parametrize("typed", ["halv sju", "kvart over seks", "half past six", "seks", "6", "6.30", "kl 6", "630"])
def test_a_time_said_at_the_edge_of_the_working_day_may_be_either(typed: str) -> None:
    with pytest.raises(DomainError, match="time_unclear"):
        parse_time(typed)


@pytest.mark.parametrize("typed", ["0", "00", "kl 0", "000"])
def test_a_lone_zero_is_not_taken_for_midnight(typed: str) -> None:
    with pytest.raises(DomainError, match="midnight_unclear"):
        parse_time(typed)


@pytest.mark.parametrize("at", [time(2), time(2, 30), time(2, 59)])
def test_a_time_that_the_clocks_skip_is_refused(at: time) -> None:
    with pytest.raises(DomainError, match="time_skipped"):
        moment_of(SPRING, at, OSLO)


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
@pytest.mark.parametrize("at", [time(1, 59), time(3), time(13)])
def test_other_times_of_those_days_are_kept(day: date, at: time) -> None:
    assert moment_of(day, at, OSLO).astimezone(UTC).astimezone(OSLO).time() == at


def test_a_time_that_comes_twice_is_the_first() -> None:
    assert moment_of(AUTUMN, time(2, 30), OSLO).astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)

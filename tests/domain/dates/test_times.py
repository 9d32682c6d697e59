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
        ("", None),
    ],
)
def test_times_are_understood(typed: str, expected: time | None) -> None:
    assert parse_time(typed) == expected


@pytest.mark.parametrize(
    "typed", ["24", "25:00", "9:60", "half past 9", "9-10", "9 eller 10", "9 am", "about 9", "9h", "1,5"]
)
def test_a_time_that_would_be_a_guess_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="not_a_time"):
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

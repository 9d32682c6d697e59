"""Days named by a part of the year, as people say them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from tests.domain.dates.typed_dates import TODAY, TODAYS, on, reading
from tui_app.domain.dates.parsing import parse_date
from tui_app.domain.dates.public_holidays import easter
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.text.dates import full_date


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (
            "Q1|q1|1. kvartal|1 kvartal|første kvartal|fyrste kvartal|i første kvartal|first quarter|1st quarter",
            "27-03-31",
        ),
        ("innen 1. kvartal|i løpet av 1. kvartal|neste kvartal|next quarter|Q1 2027|1. kvartal 2027", "27-03-31"),
        ("dette kvartalet|slutten av kvartalet|this quarter|by the end of the quarter|Q4|fjerde kvartal", "26-12-31"),
        ("første halvår|1. halvår|H1|neste halvår|first half of 2027", "27-06-30"),
        (
            "midten av januar|i midten av januar|innen midten av januar|medio januar|mid-January|middle of January",
            "27-01-15",
        ),
        ("starten av mars|begynnelsen av mars|i byrjinga av mars|early March", "27-03-01"),
        ("midten av måneden|midten av månaden|the middle of the month", "26-11-15"),
        ("midten av neste måned|middle of next month", "26-12-15"),
        ("innen jul|før jul|til jul|innan jul|by Christmas|before Christmas|før juleferien", "26-12-23"),
        ("før påske|innen påske|før påska|before Easter|by Easter", "27-03-19"),
        ("etter påske|after Easter", "27-03-30"),
        ("etter jul|after Christmas", "26-12-27"),
        ("før nyttår|by new year", "26-12-31"),
        ("etter nyttår", "27-01-02"),
        ("før sommeren|før sommaren|innen sommerferien|before the summer|by summer", "27-06-20"),
        ("etter sommeren|etter sommarferien|after the summer", "27-08-15"),
        ("før 17. mai", "27-05-16"),
        ("15.|den 15.|innen 15.|innen den 15.|the 15th|15th|by the 15th", "26-12-15"),
        ("23.|the 23rd", "26-11-23"),
        ("in a fortnight|om 14 dager|om ca. 14 dager|in about two weeks", "26-12-07"),
        ("om en måneds tid|om ein månads tid|in about a month", "26-12-23"),
        ("om et par ukers tid|om eit par vekers tid", "26-12-07"),
        ("om eit halvt år|om et halvt års tid", "27-05-23"),
        ("slutten av måneden|i løpet av måneden|i løpet av månaden", "26-11-30"),
        ("mandag om to uker|måndag om to veker|Monday in two weeks|på mandag om 14 dager", "26-12-07"),
        ("laurdag|lørdag|Saturday", "26-11-28"),
        ("uke 5|veke 5|week 5", "27-02-05"),
        ("slutten av neste uke|end of next week", "26-12-04"),
        ("slutten av neste måned|end of next month", "26-12-31"),
        ("neste år|next year", "27-12-31"),
    ],
)
def test_as_people_say_it(ways: str, expected: str) -> None:
    day = date.fromisoformat(f"20{expected}")
    assert {way: reading(way, TODAY) for way in ways.split("|")} == dict.fromkeys(ways.split("|"), day)


@pytest.mark.parametrize(("today", "expected"), [("2027-01-31", "2027-01-31"), ("2027-02-01", "2027-03-31")])
def test_a_day_that_the_month_lacks_is_in_the_next_that_has_it(today: str, expected: str) -> None:
    assert parse_date("31.", date.fromisoformat(today)) == date.fromisoformat(expected)


def test_no_month_has_a_32nd() -> None:
    assert reading("32.", TODAY) == "date_does_not_exist"


@pytest.mark.parametrize(
    ("year", "day"), [(2000, "04-23"), (2008, "03-23"), (2026, "04-05"), (2027, "03-28"), (2038, "04-25")]
)
def test_easter(year: int, day: str) -> None:
    assert easter(year) == date.fromisoformat(f"{year}-{day}")


@given(TODAYS)
def test_before_and_after_lie_ahead_and_after_comes_after_before(today: date) -> None:
    for away in ("jul", "påske", "sommeren"):
        before, after = parse_date(f"før {away}", today), parse_date(f"etter {away}", today)
        assert today <= before
        assert today <= after
        assert max(before, after) - today < timedelta(days=800)
    quarter = parse_date("neste kvartal", today)
    assert quarter > today
    assert quarter + timedelta(days=1) == (quarter + timedelta(days=1)).replace(day=1)


@given(TODAYS, TODAYS)
def test_what_is_shown_as_understood_is_understood_as_the_same_day(day: date, today: date) -> None:
    for language in INTERFACE_LANGUAGES:
        assert parse_date(full_date(day, language), today) == day


def test_the_middle_of_a_month_that_has_passed_is_next_years() -> None:
    assert on("midten av november") == date(2026, 11, 15)
    assert on("midten av oktober") == date(2027, 10, 15)

"""Dates as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.dates.typed_dates import TODAY, TODAYS, each, on
from tui_app.domain.dates.arithmetic import add_months, end_of_month
from tui_app.domain.dates.parsing import FIRST_YEAR, LAST_YEAR, parse_date
from tui_app.domain.dates.periods import JUST_PASSED

WEEKDAYS = (
    ("mandag", "måndag", "monday", "man", "mån", "mon"),
    ("tirsdag", "tysdag", "tuesday", "tir", "tys", "tue"),
    ("onsdag", "wednesday", "ons", "wed"),
    ("torsdag", "thursday", "tor", "tors", "thu"),
    ("fredag", "friday", "fre", "fri"),
    ("lørdag", "laurdag", "saturday", "lør", "lau", "sat"),
    ("søndag", "sunday", "søn", "sun"),
)
EVERY_WEEKDAY = [(name, place) for place, names in enumerate(WEEKDAYS) for name in names]


@pytest.mark.parametrize(
    "text",
    each(
        "15.3|15.3.|15/3|15,3|15-3|15.03|15. 3.|15.03.2027|15.3.27|15/3-27|15/3/2027|15,3,27|15.3 2027",
        "150327|15032027|2027-03-15|2027.3.15|2027/03/15|20270315|2027\u201303\u201315",
        "15. mars|15.mars|15 mars 2027|15. mars 27|15 mar|15. mar.|15. MARS|den 15. mars|innen 15. mars",
        "march 15|March 15, 2027|mar 15 27|march 15th|15th of march|the 15th of march",
        "mandag 15. mars|man. 15. mars 2027|Monday 15 March 2027|mandag 15.3|mandag den 15. mars",
        "  15.3  |15 .3|15.\t3.\u00a02027|15.3\u200b",
    ),
)
def test_one_day_in_many_ways(text: str) -> None:
    assert on(text) == date(2027, 3, 15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i dag|idag|today|I DAG|innen i dag", TODAY),
        ("i morgen|imorgen|i morgon|tomorrow|i  morgen", date(2026, 11, 24)),
        ("i overmorgen|the day after tomorrow|by the day after tomorrow", date(2026, 11, 25)),
        ("i går|igår|yesterday|i gar|i ga\u030ar", date(2026, 11, 22)),
        (
            "om 2 uker|om to uker|om et par uker|om to veker|in 2 weeks|in two weeks|in a couple of weeks",
            date(2026, 12, 7),
        ),
        ("om 14 dager|om fjorten dagar|+14|+ 14|14d|14 d|+14d|2u|2w|+2u|+2w|2 uker|om 2u", date(2026, 12, 7)),
        ("om en uke|om ei uke|om ei veke|in a week|+1u|1u|om 1 uke", date(2026, 11, 30)),
        ("om 3 dager|om tre dager|in 3 days|+3|3d", date(2026, 11, 26)),
        ("om en måned|om ein månad|in a month|in one month|+1m|1m|om 1 mnd|om en maned", date(2026, 12, 23)),
        ("om 2 måneder|om et par måneder|om to månader|+2m", date(2027, 1, 23)),
        ("om et halvt år|om et halvår|in six months|om seks måneder", date(2027, 5, 23)),
        ("om ett år|om et år|om eit år|in a year|+1å|+1y|1å|1y|om 12 måneder", date(2027, 11, 23)),
        (
            "-3|- 3|\u22123|-3d|for 3 dager siden|tre dager siden|3 days ago|for tre dagar sidan",
            date(2026, 11, 20),
        ),
        ("for to uker siden|-2u|two weeks ago", date(2026, 11, 9)),
        ("+0|om 0 dager", TODAY),
        (
            "fredag|fre|fre.|Fri|friday|på fredag|on friday|denne fredag|kommende fredag|fredag denne uka",
            date(2026, 11, 27),
        ),
        ("mandag|man|monday|på mandag", date(2026, 11, 30)),
        ("neste fredag|next friday|next fri|neste fre.|fredag neste uke|friday next week", date(2026, 12, 4)),
        ("neste mandag|next monday", date(2026, 11, 30)),
        (
            "uke 12|u12|u 12|uke12|UKE 12|veke 12|week 12|w12|i uke 12|uke 12 2027|u12 27|uke 12/2027",
            date(2027, 3, 26),
        ),
        ("tirsdag uke 12|tirsdag i uke 12|tuesday week 12|tysdag veke 12", date(2027, 3, 23)),
        ("uke 48|denne uken|denne uka|this week|end of the week", date(2026, 11, 27)),
        ("uke 47", date(2027, 11, 26)),
        ("uke 53", date(2027, 1, 1)),
        ("uke 1", date(2027, 1, 8)),
        ("neste uke|next week|neste veke", date(2026, 12, 4)),
        ("neste måned|neste månad|next month|end of next month", date(2026, 12, 31)),
        (
            "slutten av måneden|utgangen av måneden|slutten av månaden|end of month|end of the month",
            date(2026, 11, 30),
        ),
        ("slutten av året|end of year|end of the year|innen utgangen av året", date(2026, 12, 31)),
        ("slutten av februar|end of february|slutten av feb. 2027|by the end of february", date(2027, 2, 28)),
    ],
)
def test_as_people_say_it(text: str, expected: date) -> None:
    assert {way: on(way) for way in text.split("|")} == dict.fromkeys(text.split("|"), expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23.11", TODAY),
        ("24.11", date(2026, 11, 24)),
        ("22.11", date(2026, 11, 22)),
        ("9.11", date(2026, 11, 9)),
        ("8.11", date(2027, 11, 8)),
        ("20. nov", date(2026, 11, 20)),
        ("fredag 20. nov", date(2026, 11, 20)),
        ("29.2", date(2028, 2, 29)),
        ("9.11.27", date(2027, 11, 9)),
    ],
)
def test_without_a_year_the_next_one_to_come_unless_it_has_just_passed(text: str, expected: date) -> None:
    assert on(text) == expected


def test_a_date_that_has_just_passed_may_be_in_last_year() -> None:
    assert parse_date("28.12", date(2027, 1, 5)) == date(2026, 12, 28)
    assert parse_date("28.12", date(2027, 1, 12)) == date(2027, 12, 28)
    assert parse_date("slutten av desember", date(2027, 1, 5)) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("om en måned", date(2027, 1, 31), date(2027, 2, 28)),
        ("+1m", date(2028, 1, 31), date(2028, 2, 29)),
        ("om ett år", date(2028, 2, 29), date(2029, 2, 28)),
        ("neste måned", date(2027, 1, 31), date(2027, 2, 28)),
    ],
)
def test_a_month_without_that_day_gives_its_last_day(text: str, today: date, expected: date) -> None:
    assert parse_date(text, today) == expected


@pytest.mark.parametrize("text", ["uke 48", "denne uken", "this week"])
def test_this_week_is_today_once_its_friday_has_passed(text: str) -> None:
    saturday = date(2026, 11, 28)
    assert parse_date(text, saturday) == saturday
    assert parse_date(text, saturday - timedelta(days=1)) == date(2026, 11, 27)


def test_a_week_that_began_in_the_year_before() -> None:
    assert parse_date("uke 53", date(2027, 1, 1)) == date(2027, 1, 1)
    assert parse_date("uke 1", date(2026, 12, 31)) == date(2027, 1, 8)


def test_a_date_among_many_spaces_is_understood() -> None:
    assert on(" " * 10_000 + "15.3" + " " * 10_000) == date(2027, 3, 15)


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), TODAYS)
def test_a_date_with_a_year_means_the_same_on_any_day(day: date, today: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}-{day.year}",
        f"{day:%d%m%Y}",
        f"{day:%Y%m%d}",
    ):
        assert parse_date(text, today) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), TODAYS)
def test_a_year_of_two_digits_is_in_this_century(day: date, today: date) -> None:
    for text in (f"{day:%d.%m.%y}", f"{day:%d%m%y}"):
        assert parse_date(text, today) == day


@given(st.dates(date(2000, 1, 1), date(2150, 12, 31)), TODAYS)
def test_a_date_without_a_year_is_never_long_past(day: date, today: date) -> None:
    found = parse_date(f"{day.day}.{day.month}", today)
    assert (found.day, found.month) == (day.day, day.month)
    assert found >= today - JUST_PASSED
    if (day.day, day.month) != (29, 2):
        assert found <= today - JUST_PASSED + timedelta(days=366)


@given(TODAYS, st.sampled_from(EVERY_WEEKDAY))
def test_a_weekday_is_within_the_coming_seven_days(today: date, named: tuple[str, int]) -> None:
    name, weekday = named
    found = parse_date(name, today)
    assert 1 <= (found - today).days <= 7
    assert found.weekday() == weekday
    assert parse_date(f"på {name}", today) == found


@given(TODAYS, st.sampled_from(EVERY_WEEKDAY))
def test_the_next_weekday_is_in_next_iso_week(today: date, named: tuple[str, int]) -> None:
    name, weekday = named
    found = parse_date(f"neste {name}", today)
    assert found == parse_date(f"next {name}", today)
    assert found.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]
    assert found.weekday() == weekday


@given(TODAYS, st.integers(0, 15_000))
def test_plus_and_minus_count_days(today: date, days: int) -> None:
    assert parse_date(f"+{days}", today) == today + timedelta(days=days)
    assert parse_date(f"om {days} dager", today) == today + timedelta(days=days)
    assert parse_date(f"-{days}", today) == today - timedelta(days=days)


@given(TODAYS, st.integers(0, 500))
def test_weeks_months_and_years_are_counted(today: date, count: int) -> None:
    assert parse_date(f"{count}u", today) == today + timedelta(weeks=count)
    assert parse_date(f"in {count} months", today) == add_months(today, count)
    assert parse_date(f"+{count // 12}å", today) == add_months(today, count // 12 * 12)


@given(TODAYS, st.integers(1, 53))
def test_a_week_is_that_week_and_not_past(today: date, week: int) -> None:
    found = parse_date(f"uke {week}", today)
    assert found.isocalendar().week == week
    assert found >= today
    assert found.weekday() == 4 or found == today


@given(TODAYS)
def test_the_end_of_the_month_is_its_last_day(today: date) -> None:
    assert parse_date("slutten av måneden", today) == end_of_month(today)
    assert parse_date("neste måned", today) == end_of_month(end_of_month(today) + timedelta(days=1))

"""Dates as people type them."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_app.domain.dates.arithmetic import add_months, end_of_month
from tui_app.domain.dates.parsing import FIRST_YEAR, JUST_PASSED, LAST_YEAR, MAX_DATE_LENGTH, parse_date
from tui_app.domain.errors import DomainError

TODAY = date(2026, 11, 23)
"""A Monday, in week 48."""
TODAYS = st.dates(date(2000, 1, 1), date(2150, 12, 31))
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


def each(*lines: str) -> list[str]:
    return [text for line in lines for text in line.split("|")]


def reading(text: str, today: date) -> date | str:
    """The date, or the code of the refusal."""
    try:
        return parse_date(text, today)
    except DomainError as refusal:
        return refusal.code


def on(text: str) -> date:
    return parse_date(text, TODAY)


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


def test_what_has_just_passed_may_lie_in_last_year() -> None:
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
def test_a_month_without_that_day_gives_its_last(text: str, today: date, expected: date) -> None:
    assert parse_date(text, today) == expected


@pytest.mark.parametrize("text", ["uke 48", "denne uken", "this week"])
def test_this_week_is_today_once_its_friday_has_passed(text: str) -> None:
    saturday = date(2026, 11, 28)
    assert parse_date(text, saturday) == saturday
    assert parse_date(text, saturday - timedelta(days=1)) == date(2026, 11, 27)


def test_a_week_that_began_in_the_year_before() -> None:
    assert parse_date("uke 53", date(2027, 1, 1)) == date(2027, 1, 1)
    assert parse_date("uke 1", date(2026, 12, 31)) == date(2027, 1, 8)


@pytest.mark.parametrize(
    "text",
    each(
        "31.2|31/2|30. februar|feb 30|31.2.2027|29.2.2027|32.1|15.13|12.30|0.0|00.00.2027|310227|20270230",
        "2027-02-30|2027-13-01|uke 54|uke 0|week 99|uke 53 2027|uke 54 2026|tirsdag 15. mars 2027",
        "15.3.1899|15.3.2200|2200-01-01|0000-01-01|15.03.0000|slutten av mars 1066",
        "+99999|+99999å|om 99999 måneder|-99999|-99999å|om 99999 uker",
    ),
)
def test_days_that_no_calendar_has(text: str) -> None:
    assert reading(text, TODAY) == "date_does_not_exist"


@pytest.mark.parametrize(
    "text",
    each(
        "abc|q|7 9 11 x|an|a|m|d|so|to|on|om|in|en|neste|next|på|den|the|15|15.|2027|1503|14:30|12:00|now",
        "mars|jul|påske|fredag 13|fredag x|neste 15.3|neste fredag 15.3|i|i i dag|dag|kurs i mars|ring 15.3",
        "uke|uke x|uke 123|u|om uker|om 2|om to|om en|om 3 katter|for 3 dager|om 3 dager siden|to d|en m",
        "+|-|+x|++3|+-3|--3|+1.5|1,5u|+123456|1.2.3|1.2.3.4|15.3.207|15.3.20277|15..3|15.3..27|2027-03",
        "2027-3-15-1|2027.3-15|1 mars 2 mars|15. mars 2027 2028|slutten av|slutten av x",
        "\u0663|\u00b2|\u0661\u0665.\u0663|1\u00b2.3|+\u0663|uke \u00b2|\uff11\uff15.\uff13|om \u0662 uker",
        "!|.|/|\U0001f4c5|\\2|(15.3)|[b]15.3[/b]",
    ),
)
def test_what_is_not_a_date_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        on(text)
    assert refused.value.code == "date_not_understood"
    assert refused.value.values == {"text": text}


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u200b", "\u00a0", "\x00", "\ud800"])
def test_nothing_typed(text: str) -> None:
    assert reading(text, TODAY) == "date_empty"


def test_a_refusal_carries_text_that_is_short_and_clean() -> None:
    with pytest.raises(DomainError) as refused:
        on("\x1b]0;x\x07" + "y" * 10_000)
    shown = str(refused.value.values["text"])
    assert len(shown) <= MAX_DATE_LENGTH + 1
    assert shown.startswith("]0;xy")
    assert shown.endswith("…")


# Words and signs of dates in any order find more than random text does.
PIECES = st.sampled_from(
    each(
        "0|1|2|12|15|31|53|99|2027|150327|00000|.|,|/|-|+|\u2212|:|om|in|en|et|par|to|uke|u|w|week|d|m|å|y|år",
        "måneder|dager|siden|ago|for|neste|next|slutten|av|end|of|the|i|dag|morgen|på|fredag|fri|mars|feb|sept",
        "den|innen|1st|th|\u0663|\u00b2|\u216b|\u0130|\u212a|ß|\u0000|\ud800|\u200d|\u202e",
    )
)
NEARLY_DATES = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "  "])), max_size=8).map(
    lambda pieces: "".join(piece + space for piece, space in pieces)
)


@given(st.one_of(st.text(), NEARLY_DATES), st.dates())
@example("+1", date.max)
@example("-1", date.min)
@example("uke 1", date.min)
@example("fredag", date.max)
@example("neste måned", date.max)
@example("15.3", date.min)
def test_any_text_on_any_day_gives_a_date_or_a_refusal(text: str, today: date) -> None:
    found = reading(text, today)
    if isinstance(found, str):
        assert found in {"date_empty", "date_not_understood", "date_does_not_exist"}
    else:
        assert FIRST_YEAR <= found.year <= LAST_YEAR


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000,
        "1." * 5_000,
        "a " * 5_000,
        "om " * 3_000,
        "the " * 3_000,
        " " * 10_000 + "x" + " " * 10_000,
        "the " * 20,
        "end of " * 11,
        "1 " * 40,
        "siden " * 13,
    ],
)
def test_garbage_is_refused_at_once(text: str) -> None:
    began = perf_counter()
    assert reading(text, TODAY) == "date_not_understood"
    assert perf_counter() - began < 0.5


def test_a_date_among_many_spaces_is_understood() -> None:
    assert on(" " * 10_000 + "15.3" + " " * 10_000) == date(2027, 3, 15)


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), TODAYS)
def test_written_with_its_year_a_day_means_itself_on_any_day(day: date, today: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}-{day.year}",
        f"{day:%d%m%Y}",
        f"{day:%Y%m%d}",
    ):
        assert parse_date(text, today) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), TODAYS)
def test_two_digits_of_a_year_are_of_this_century(day: date, today: date) -> None:
    for text in (f"{day:%d.%m.%y}", f"{day:%d%m%y}"):
        assert parse_date(text, today) == day


@given(st.dates(date(2000, 1, 1), date(2150, 12, 31)), TODAYS)
def test_without_a_year_never_longer_ago_than_just_passed(day: date, today: date) -> None:
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

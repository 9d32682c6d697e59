"""Dates and times as people read them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.dates.parsing import FIRST_YEAR, LAST_YEAR, parse_date
from tui_app.domain.dates.periods import JUST_PASSED
from tui_app.domain.languages import LANGUAGES
from tui_app.text.dates import days_overdue, full_date, header_date, input_date, short_date, timestamp
from tui_app.text.i18n import using_language

TODAY = date(2026, 11, 23)
"""A Monday, in week 48."""
WRITTEN = [language.code for language in LANGUAGES if language.dates]
"""The languages that have words for dates."""
LANGUAGE = st.sampled_from(WRITTEN)
THIS_CENTURY = st.dates(date(2000, 1, 1), date(2099, 12, 31))
OSLO_WINTER = timezone(timedelta(hours=1))


def in_each(text: Callable[[], str]) -> dict[str, str]:
    """The text in each language that has words for dates."""
    found = {}
    for code in WRITTEN:
        with using_language(code):
            found[code] = text()
    return found


@pytest.mark.parametrize(
    ("day", "nb", "nn", "en"),
    [
        (date(2026, 11, 21), "21. nov", "21. nov", "21 Nov"),
        (date(2026, 11, 22), "i går", "i går", "yesterday"),
        (TODAY, "i dag", "i dag", "today"),
        (date(2026, 11, 24), "i morgen", "i morgon", "tomorrow"),
        (date(2026, 11, 25), "ons", "ons", "Wed"),
        (date(2026, 11, 27), "fre", "fre", "Fri"),
        (date(2026, 11, 28), "lør", "lau", "Sat"),
        (date(2026, 11, 29), "søn", "søn", "Sun"),
        (date(2026, 11, 30), "30. nov", "30. nov", "30 Nov"),
        (date(2026, 12, 12), "12. des", "12. des", "12 Dec"),
        (date(2026, 9, 3), "3. sep", "3. sep", "3 Sep"),
        (date(2027, 12, 12), "12. des 27", "12. des 27", "12 Dec 27"),
        (date(2027, 6, 1), "1. juni 27", "1. juni 27", "1 Jun 27"),
        (date(2005, 5, 17), "17. mai 05", "17. mai 05", "17 May 05"),
        (date(1987, 5, 17), "17. mai 1987", "17. mai 1987", "17 May 1987"),
    ],
)
def test_short_day(day: date, nb: str, nn: str, en: str) -> None:
    assert in_each(lambda: short_date(day, TODAY)) == {"nb": nb, "nn": nn, "en": en}


def test_the_coming_days_need_no_year_over_new_year() -> None:
    with using_language("nb"):
        assert short_date(date(2027, 1, 2), date(2026, 12, 30)) == "lør"
        assert short_date(date(2027, 1, 6), date(2026, 12, 30)) == "6. jan 27"


def test_a_short_day_to_come_needs_no_year_until_it_could_be_two() -> None:
    with using_language("nb"):
        assert short_date(date(2027, 3, 26), TODAY, ahead=True) == "26. mars"
        assert short_date(date(2027, 11, 20), TODAY, ahead=True) == "20. nov 27"
        assert short_date(date(2025, 12, 20), TODAY, ahead=True) == "20. des 25"


@given(THIS_CENTURY, THIS_CENTURY, LANGUAGE)
def test_a_short_day_is_short(day: date, today: date, language: str) -> None:
    with using_language(language):
        assert len(short_date(day, today)) <= len("12. mars 27")


# Not further ahead: early in January, the late days of December are typed for those that have just passed.
@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)), st.integers(-JUST_PASSED.days, 350), LANGUAGE)
def test_a_short_day_typed_again_is_the_same_day(today: date, ahead: int, language: str) -> None:
    day = today + timedelta(days=ahead)
    with using_language(language):
        assert parse_date(short_date(day, today), today) == day


def test_overdue_days_have_a_real_minus() -> None:
    assert days_overdue(date(2026, 11, 11), TODAY) == "\u221212 d"
    assert days_overdue(TODAY, TODAY) == "0 d"
    assert days_overdue(date(2026, 11, 26), TODAY) == "3 d"


def test_full_day() -> None:
    assert in_each(lambda: full_date(TODAY)) == {
        "nb": "mandag 23. november 2026",
        "nn": "måndag 23. november 2026",
        "en": "Monday 23 November 2026",
    }


def test_header_day() -> None:
    assert in_each(lambda: header_date(TODAY)) == {
        "nb": "man 23. nov · uke 48",
        "nn": "mån 23. nov · veke 48",
        "en": "Mon 23 Nov · week 48",
    }


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), st.dates(), LANGUAGE)
def test_what_stands_in_a_field_is_understood_again(day: date, today: date, language: str) -> None:
    with using_language(language):
        assert parse_date(input_date(day), today) == day
        assert parse_date(full_date(day), today) == day


def test_typed_form_is_the_same_in_all_languages() -> None:
    assert set(in_each(lambda: input_date(date(2027, 3, 5))).values()) == {"05.03.2027"}


@pytest.mark.parametrize(
    ("at", "nb", "en"),
    [
        (datetime(2026, 12, 12, 14, 3, tzinfo=OSLO_WINTER), "14:03", "14:03"),
        (datetime(2026, 12, 12, 13, 3, tzinfo=UTC), "14:03", "14:03"),
        (datetime(2026, 12, 11, 23, 30, tzinfo=UTC), "00:30", "00:30"),
        (datetime(2026, 12, 11, 22, 30, tzinfo=UTC), "11. des 23:30", "11 Dec 23:30"),
        (datetime(2025, 12, 12, 14, 3, tzinfo=OSLO_WINTER), "12. des 25 14:03", "12 Dec 25 14:03"),
    ],
)
def test_a_moment_is_told_in_the_readers_own_zone(at: datetime, nb: str, en: str) -> None:
    now = datetime(2026, 12, 12, 16, 0, tzinfo=OSLO_WINTER)
    assert {"nb": nb, "en": en}.items() <= in_each(lambda: timestamp(at, now)).items()


@pytest.mark.parametrize("language", ["", "de", "se", "en_GB", "x y", "../nb"])
def test_a_language_without_words_reads_english(language: str) -> None:
    with using_language(language):
        assert full_date(TODAY) == "Monday 23 November 2026"
        assert short_date(TODAY, TODAY) == "today"


@given(st.dates(), st.dates(), LANGUAGE)
def test_every_day_of_the_calendar_can_be_shown(day: date, today: date, language: str) -> None:
    with using_language(language):
        texts = (short_date(day, today), full_date(day), header_date(day))
    for shown in texts:
        assert shown.isprintable()
        assert not shown.endswith(".")


def test_babel_is_not_loaded_before_a_date_is_shown() -> None:
    code = "import sys, tui_app.text.dates, tui_app.domain.dates.parsing; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

"""Intervals as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.dates.intervals import Interval, IntervalUnit, parse_interval
from tui_app.domain.errors import DomainError

DAYS, WEEKS, MONTHS = IntervalUnit


UNDERSTOOD = {
    (14, DAYS): "hver 14. dag, kvar 14. dag, hver fjortende dag, every 14 days, 14 d, every 14th day",
    (1, WEEKS): "hver uke, kvar veke, every week, ukentlig, vekentleg, weekly, en gang i uken, once a week",
    (2, WEEKS): "annenhver uke, annakvar veke, every other week, hver annen uke, kvar andre veke, hver 2. uke, "
    "every second week, fortnightly, every fortnight, 14-daglig x, et par uker, 26 ganger i året, 2w, 2 u, to uker",
    (4, WEEKS): "4, hver fjerde uke, every four weeks, hver 4. uke, 13 ganger i året, kvar fjerde veke, 4 wks",
    (1, MONTHS): "hver måned, kvar månad, monthly, månedlig, månadleg, every month, 12 ganger i året, once a month",
    (2, MONTHS): "annenhver måned, annakvar månad, every other month, 2 mnd, seks ganger i året, 6 times a year",
    (3, MONTHS): "3 months, 3 måneder, 3 månader, kvartalsvis, quarterly, hvert kvartal, kvart kvartal, "
    "4 ganger i året, fire ganger i året, fire gonger i året, 4 times a year, four times per year, 4x i året, "
    "hver tredje måned, kvar 3. månad, every 3rd month, a quarter, 4 ganger årlig, HVERT KVARTAL",
    (6, MONTHS): "hvert halvår, halvårlig, half-yearly, twice a year, to ganger i året, to gonger i året, et halvt år, "
    "eit halvt år, half a year, 2 quarters, hvert annet kvartal, every six months",
    (12, MONTHS): "hvert år, kvart år, yearly, årlig, every year, en gang i året, ein gong i året, once a year",
    (24, MONTHS): "annethvert år, every other year, 2 år, two years",
}
TABLE = [
    (typed, count, unit)
    for (count, unit), texts in UNDERSTOOD.items()
    for typed in texts.split(", ")
    if not typed.endswith(" x")
]


@pytest.mark.parametrize(("typed", "count", "unit"), TABLE)
def test_intervals_are_understood_in_three_languages(typed: str, count: int, unit: IntervalUnit) -> None:
    assert parse_interval(typed, WEEKS) == Interval(count, unit)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "0 uker",
        "-2",
        "99999",
        "2–3 uker",
        "2-3",
        "1,5 måneder",
        "2.5 uker",
        "bimonthly",
        "biweekly",
        "hver 4. mandag",
        "every 2nd Tuesday",
        "hver 14. dag, helst mandag",
        "4 uker og 2 dager",
        "5 ganger i året",
        "twice a month",
        "om 3 uker",
        "4 ganger",
        "år 2027",
        "2 3",
        "ofte",
        "4 parsecs",
        "kl 4",
        "3. kvartal",
        "hver attende uke",
        "kvar attande veke",
        "hver",
    ],
)
def test_an_interval_that_would_be_a_guess_is_refused(typed: str) -> None:
    with pytest.raises(DomainError) as caught:
        parse_interval(typed, WEEKS)
    assert caught.value.code == "interval_not_understood"


@given(
    number=st.integers(1, 99), before=st.text("abcxyz ", max_size=9), after=st.text("bcqxz .,;", min_size=2, max_size=9)
)
def test_no_number_is_taken_out_of_words_that_are_not_understood(number: int, before: str, after: str) -> None:
    if not after.strip(" .,"):
        return
    with pytest.raises(DomainError):
        parse_interval(f"{before}q{number}{after}q", WEEKS)


@given(st.text(max_size=30))
def test_every_text_is_an_interval_or_refused_by_a_message(text: str) -> None:
    try:
        found = parse_interval(text, MONTHS)
    except DomainError:
        return
    assert found.count > 0


@pytest.mark.parametrize(
    ("interval", "weeks"), [(Interval(3, MONTHS), 13), (Interval(6, MONTHS), 26), (Interval(10, DAYS), None)]
)
def test_months_are_a_twelfth_of_a_year_in_weeks(interval: Interval, weeks: int | None) -> None:
    assert interval.in_weeks == weeks

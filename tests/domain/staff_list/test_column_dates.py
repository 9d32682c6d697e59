"""Dates of a staff list: a column is read in one way, and nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.staff_import.staff_lists import TODAY
from tui_app.domain.staff_list.column_dates import DateFormat, DateOrder, find_date_format, read_date

DMY, MDY, ISO = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.YEAR_FIRST
FEBRUARY = date(2020, 2, 1)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["02/01/20", "02/13/20"], MDY),
        (["2/1/2020", "2/13/2020"], MDY),
        (["2/1/2020 12:00:00 AM", "2/13/2020 12:00:00 AM"], MDY),
        (["02-01-2020", "02-13-2020"], MDY),
        (["01/02/2020", "13/02/2020"], DMY),
        (["01-02-20", "13-02-20"], DMY),
        (["01022020", "13022020"], DMY),
        (["01.02.2020"], DMY),
        (["1. 2. 2020"], DMY),
        (["1.2.20"], DMY),
        (["01.02.2020 00:00"], DMY),
        (["2020-02-01"], ISO),
        (["2020-02-01T00:00:00"], ISO),
        (["2020-02-01 08:30:00+01:00"], ISO),
        (["2020/2/1"], ISO),
        (["20200201"], ISO),
        (["1. februar 2020"], ISO),
        (["01-Feb-2020"], ISO),
        (["01-FEB-20"], ISO),
        (["1 feb. 2020"], ISO),
        (["Feb 1, 2020"], ISO),
        (["February 1st, 2020"], ISO),
        (["Saturday, 1 February 2020"], ISO),
        (["43862"], ISO),
        (["43862.0"], ISO),
    ],
)
def test_the_format_is_that_of_the_column(cells: list[str], order: DateOrder) -> None:
    form = find_date_format(cells, TODAY)
    assert form.order is order
    assert read_date(cells[0], form, TODAY) == FEBRUARY


@pytest.mark.parametrize("cells", [["02/01/20"], ["02/01/2020", "03/03/2020"], ["13/01/2020", "01/13/2020"]])
def test_what_fits_both_ways_is_asked_and_not_guessed(cells: list[str]) -> None:
    assert find_date_format(cells, TODAY).order is None
    assert find_date_format(cells, TODAY, MDY).order is MDY


def test_what_fits_one_way_only_counts_for_more_than_what_is_said() -> None:
    assert find_date_format(["02/13/2020"], TODAY, DMY).order is MDY
    assert find_date_format(["08/08/2008"], TODAY).order is not None


def test_one_mistyped_date_does_not_make_a_column_unclear() -> None:
    cells = [f"{day}/01/2020" for day in range(13, 31)] + ["01/31/2020"]
    form = find_date_format(cells, TODAY)
    assert form.order is DMY
    assert read_date("01/31/2020", form, TODAY) is None


@pytest.mark.parametrize("text", ["31.02.2020", "snart", "15.3", "2020", "01.01.0001", "0", "99999999", "1.13.2020"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text, DateFormat(DMY), TODAY) is None


@given(st.lists(st.text(max_size=30)), st.sampled_from([None, *DateOrder]))
def test_any_text_is_a_date_or_not(cells: list[str], said: DateOrder | None) -> None:
    form = find_date_format(cells, TODAY, said)
    for cell in cells:
        day = read_date(cell, form, TODAY)
        assert day is None or day.year >= 1900


PATTERNS = {DMY: "{d:02}/{m:02}/{y}", MDY: "{m:02}/{d:02}/{y}", ISO: "{y}-{m:02}-{d:02}"}


@given(st.lists(st.dates(date(1950, 1, 1), date(2060, 1, 1)), min_size=1), st.sampled_from(list(DateOrder)))
def test_every_column_comes_back_as_it_was_written_or_is_asked_about(days: list[date], order: DateOrder) -> None:
    cells = [PATTERNS[order].format(d=day.day, m=day.month, y=day.year) for day in days]
    form = find_date_format(cells, TODAY)
    if form.order is None:
        form = find_date_format(cells, TODAY, order)
    assert [read_date(cell, form, TODAY) for cell in cells] == days

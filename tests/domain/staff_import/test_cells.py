"""Dates in the cells of a staff list."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.staff_import.staff_lists import TODAY
from tui_app.domain.staff_import.cells import parse_cell_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15.03.2020", date(2020, 3, 15)),
        ("5.3.20", date(2020, 3, 5)),
        ("5.3.87", date(1987, 3, 5)),
        ("2020-03-15", date(2020, 3, 15)),
        ("15/03/2020", date(2020, 3, 15)),
        ("2020-03-15T00:00:00", date(2020, 3, 15)),
        ("2020-03-15 08:30:00+01:00", date(2020, 3, 15)),
        ("15.03.2020 00:00", date(2020, 3, 15)),
        ("20200315", date(2020, 3, 15)),
        ("03/31/2020", None),
        ("31.02.2020", None),
        ("snart", None),
        ("15.3", None),
    ],
)
def test_cell_dates(text: str, day: date | None) -> None:
    assert parse_cell_date(text, TODAY) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_not(text: str) -> None:
    day = parse_cell_date(text, TODAY)
    assert day is None or day.year >= 1900

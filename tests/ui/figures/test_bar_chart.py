"""Bar charts: each bar as high as its share, with its number on top."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_app.ui.figures.bar_chart import Bar, bar_lines


def test_the_number_stands_on_top_and_the_name_below() -> None:
    bars = [Bar(1, "8", "Q1"), Bar(0.5, "4", "Q2"), Bar(0.25, "2", "Q3"), Bar(0, "0", "Q4"), Bar(None, "–", "Q5")]
    assert bar_lines(bars, 35, 4) == [
        "   8",
        " █████    4      2",
        " █████  █████  ▄▄▄▄▄    0      –",
        "   Q1     Q2     Q3     Q4     Q5",
    ]


def test_where_there_is_no_room_there_are_none() -> None:
    assert (
        bar_lines([Bar(1, "8", "Q1")], 10, 3) == bar_lines([Bar(1, "8 000", "Q1")], 4, 9) == bar_lines([], 80, 9) == []
    )


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8), st.integers(64, 200), st.integers(4, 40))
def test_they_fit_and_every_number_is_told(shares: list[float], width: int, height: int) -> None:
    shown = bar_lines([Bar(share, f"n{place}", f"q{place}") for place, share in enumerate(shares)], width, height)
    assert len(shown) == height
    assert all(len(line) <= width for line in shown)
    assert sorted(word for line in shown[:-1] for word in line.split() if word[0] == "n") == [
        f"n{place}" for place in range(len(shares))
    ]

"""The columns of a line, at narrow and wide widths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Static

from tests.ui.host import HostApp
from tests.ui.screens import screen_text
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import ColumnLine, ColumnSpec, StackedLines, TextLine, column_widths
from tui_app.ui.widgets.headings import HeadingLine, align_lines
from tui_app.ui.widgets.record_rows import GOAL_COLUMNS, NAMED_ACTION_COLUMNS, PERSON_ACTION_COLUMNS, TOPIC_COLUMNS

COLUMNS = (
    ColumnSpec(1),
    ColumnSpec(8, flex=3),
    ColumnSpec(6, flex=1, max_width=12, min_line_width=60),
    ColumnSpec(6, align_right=True),
)
CELLS = tuple(map(plain, ("✓", "Take a course in sailing", "Harbour office", "1 Dec")))


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (20, "✓ Take a cour… 1 Dec"),
        (36, "✓ Take a course in sailing     1 Dec"),
        (59, "✓ Take a course in sailing                            1 Dec"),
        (60, "✓ Take a course in sailing               Harbour offi… 1 Dec"),
    ],
)
def test_what_has_no_room_is_cut_or_left_out(width: int, line: str) -> None:
    assert ColumnLine(CELLS, COLUMNS).content(width).plain == line


@pytest.mark.parametrize(
    ("width", "cells"),
    [
        (20, [1, 11, 0, 6]),
        (10, [1, 4, 0, 6]),
        (60, [1, 38, 12, 6]),
        (160, [1, 138, 12, 6]),
    ],
)
def test_columns_share_the_width(width: int, cells: list[int]) -> None:
    assert column_widths(COLUMNS, width) == cells


@given(width=st.integers(30, 300))
@pytest.mark.parametrize("columns", [COLUMNS, PERSON_ACTION_COLUMNS, NAMED_ACTION_COLUMNS, GOAL_COLUMNS, TOPIC_COLUMNS])
def test_columns_fill_the_width_exactly(columns: tuple[ColumnSpec, ...], width: int) -> None:
    cells = column_widths(columns, width)
    assert sum(cells) + sum(1 for one in cells if one) - 1 <= width
    line = ColumnLine([plain("wide text " * 40)] * len(columns), columns).content(width)
    assert line.cell_length == width
    for column, given_cells in zip(columns, cells, strict=True):
        assert given_cells == 0 or column.max_width == 0 or given_cells <= column.max_width
        assert (given_cells == 0) == (width < column.min_line_width)


@given(text=st.text("aå日😀 ", max_size=40), width=st.integers(4, 60))
def test_a_text_line_is_as_wide_as_its_place(text: str, width: int) -> None:
    line = TextLine(plain(text)).content(width)
    assert line.cell_length == width
    assert plain(text).cell_length > width or line.plain.rstrip() == text.rstrip()


@pytest.mark.parametrize("width", [80, 160])
async def test_lines_stand_on_the_screen_below_each_other_from_edge_to_edge(width: int) -> None:
    lines = StackedLines([ColumnLine(CELLS, COLUMNS), TextLine(plain("One line " * 30))])
    async with HostApp(Static(lines), Static("below")).run_test(size=(width, 24)) as pilot:
        first, second, third = screen_text(pilot).splitlines()[:3]
        assert (len(first), first.split()[-2:]) == (width, ["1", "Dec"])
        assert "Harbour offi…" in first
        assert (len(second), second[-1]) == (width, "…")
        assert third == "below"


@pytest.mark.parametrize(
    ("width", "name"),
    [
        (32, "Mette-Marit Solbakken (has left)"),
        (24, "Mette-Marit … (has left)"),
        (17, "Mette-Mar… (left)"),
        (9, "Mette-Ma…"),
    ],
)
def test_a_long_name_is_cut_not_that_somebody_has_left(width: int, name: str) -> None:
    cell = plain("Mette-Marit Solbakken (has left)")
    line = ColumnLine([plain("✓"), cell], (ColumnSpec(1), ColumnSpec(width))).content(width + 2)
    assert line.plain.removeprefix("✓ ").rstrip() == name


def test_headings_take_no_room_where_no_row_has_anything() -> None:
    heads = HeadingLine([plain(text) for text in ("Name", "Goal", "Due")], COLUMNS[1:])
    row = ColumnLine([plain("Per"), plain(""), plain("1 Dec")], COLUMNS[1:])
    align_lines([heads, row])
    assert heads.content(30).plain == "Name" + " " * 23 + "Due"
    assert row.content(30).plain == "Per" + " " * 22 + "1 Dec"


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Short", "✓ Short      minutes are written"),
        ("A longer title", "✓ A longer title minutes are wr…"),
    ],
)
def test_a_text_at_the_right_goes_on_into_the_blank_before_it(title: str, line: str) -> None:
    columns = (ColumnSpec(1), ColumnSpec(14, flex=1), ColumnSpec(4), ColumnSpec(15, align_right=True))
    cells = tuple(map(plain, ("✓", title, "", "minutes are written")))
    listed = ColumnLine(cells, columns)
    listed.align([1, 14, 0, 15], [1, 14, 0, 15])
    assert listed.content(32).plain == line


def test_names_that_differ_at_their_ends_are_told_apart_where_they_are_cut() -> None:
    names = (
        "Anne-Kristin Bergesen Halvorsen",
        "Anne-Kristin Bergesen Haugland ▾4",
        "Anne Lie",
        "Mette-Marit Solbakken Berg",
    )
    columns = (ColumnSpec(10, flex=1), ColumnSpec(5, align_right=True))
    lines = [ColumnLine([plain(name), plain("1 Dec")], columns) for name in names]
    align_lines(lines)
    assert [line.content(24).plain.removesuffix("1 Dec").rstrip() for line in lines] == [
        "Anne-Kris…alvorsen",
        "Anne-Kris…Haugland",
        "Anne Lie",
        "Mette-Marit Solba…",
    ]

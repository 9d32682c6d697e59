"""Every list of the demonstration team at the usual widths: nothing is cut while blank space stands beside it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ui.screens import press, resize, running, screen_text, setup_for, shows
from tui_app.domain.records.action import Action
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.text_normalization import sort_key
from tui_app.files.demo.team import read_demo_team
from tui_app.files.resources import resource_path
from tui_app.services.demo import fill
from tui_app.text.i18n import using_language
from tui_app.ui.team.rows import PANEL_COLUMNS
from tui_app.ui.team.team_table import TeamTable
from tui_app.ui.widgets.columns import needed_widths
from tui_app.ui.widgets.frame import size_warning
from tui_app.ui.widgets.headings import SORTED_SIGN
from tui_app.ui.widgets.record_list import RecordList

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CUT_BESIDE_A_BLANK = re.compile(r"…  +\S")
LISTS = (("1",), ("enter",), ("2",), ("w",), ("3",), ("4",), ("5",), ("6",), ("enter",))
"""Keys, one after the other; each leads to the next list."""


@pytest.fixture
def leader(database: Any) -> Viewer:
    """The leader of the demonstration team."""
    team = read_demo_team(resource_path("demo_team.toml"), NOW.date(), "nb")
    return fill.fill_database(team, NOW)


@pytest.mark.parametrize("language", ["en", "nb"])
async def test_nothing_is_cut_while_there_is_room_beside_it(leader: Viewer, tmp_path: Path, language: str) -> None:
    with using_language(language):
        async with running(setup_for(leader, NOW, tmp_path, home="team"), size=(80, 45)) as pilot:
            for keys in LISTS:
                await press(pilot, *keys)
                for width in (80, 100, 120, 160, 200):
                    await resize(pilot, (width, 45))
                    lines = screen_text(pilot).splitlines()[1:-1]
                    cut = [line for line in lines for part in re.split("[│┃]", line) if CUT_BESIDE_A_BLANK.search(part)]
                    assert not cut, (keys, width)


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
async def test_names_and_headings_of_the_team_are_whole_in_80_columns(
    leader: Viewer, tmp_path: Path, language: str
) -> None:
    with using_language(language):
        async with running(setup_for(leader, NOW, tmp_path, home="team"), size=(80, 24)) as pilot:
            lines = [re.split("[│┃]", line)[1] for line in screen_text(pilot).splitlines() if line.startswith("┃")]
            table = pilot.app.screen.query_one(TeamTable)
            assert table._overview is not None
            names = {row.person.name for row in table._overview.rows}
            assert {name for name in names if any(name in line for line in lines)} == names
            assert "…" not in lines[0]


async def test_a_click_on_a_heading_sorts_by_what_it_is_drawn_above(leader: Viewer, tmp_path: Path) -> None:
    async with running(setup_for(leader, NOW, tmp_path, home="team"), size=(100, 30)) as pilot:
        for heading in ("Name", "Last", "Minutes", "Actions", "Due", "Why"):
            heads = pilot.app.screen.query_one("#team-heads").region
            line = screen_text(pilot).splitlines()[heads.y]
            await pilot.click(offset=(line.index(heading), heads.y))
            assert f"{heading} ▾" in screen_text(pilot).replace("Last talk", "Last").splitlines()[heads.y]


async def test_a_click_on_a_heading_sorts_the_actions(leader: Viewer, tmp_path: Path) -> None:
    async with running(setup_for(leader, NOW, tmp_path, home="actions"), size=(100, 30)) as pilot:
        await press(pilot, "w")
        await shows(pilot, "Due ▾")
        heads = pilot.app.screen.query_one("#actions-heads").region

        async def sorted_by(heading: str) -> list[str]:
            line = screen_text(pilot).splitlines()[heads.y]
            await pilot.click(offset=(line.index(heading), heads.y))
            await shows(pilot, f"{heading} ▾")
            rows = pilot.app.screen.query_one(RecordList)._rows
            listed = [row.value for row in rows if isinstance(row.value, Action) and row.value.is_open]
            return [sort_key(one.text if heading == "Action" else one.person_name) for one in listed]

        for heading in ("Action", "Person"):
            listed = await sorted_by(heading)
            assert len(listed) > 20
            assert listed == sorted(listed)
            assert "Overdue" not in screen_text(pilot)
        await press(pilot, "less_than_sign")
        await shows(pilot, "Due ▾")
        assert "Overdue" in screen_text(pilot)


async def test_headings_that_do_not_sort_do_not_say_so(leader: Viewer, tmp_path: Path) -> None:
    async with running(setup_for(leader, NOW, tmp_path, home="team"), size=(100, 30)) as pilot:
        for key in ("enter", "3", "5"):
            await press(pilot, key)
            assert SORTED_SIGN not in screen_text(pilot)


@pytest.mark.parametrize("width", [160, 200])
async def test_a_wide_screen_shows_the_whole_of_what_is_under_the_cursor(
    leader: Viewer, tmp_path: Path, width: int
) -> None:
    async with running(setup_for(leader, NOW, tmp_path, home="team"), size=(width, 45)) as pilot:
        await shows(pilot, "Overdue 3")
        panel = pilot.app.screen.query_one("#team-panel")
        assert panel.size.width + 4 >= 60
        assert "…" not in "".join(line[panel.region.x :] for line in screen_text(pilot).splitlines()[3:40])


def test_beside_a_long_name_the_action_in_the_panel_has_room() -> None:
    sign, text, doer, due = needed_widths(PANEL_COLUMNS, [1, 75, 40, 6], 56)
    assert (sign, due) == (1, 6)
    assert text > 2 * doer >= 12


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((80, 24), ""),
        ((200, 60), ""),
        ((72, 24), "8 columns too narrow to show everything"),
        ((80, 20), "4 lines too low to show everything"),
        ((60, 18), "20 columns and 6 lines too small to show everything"),
        ((59, 24), "Too small: 80 × 24 is needed"),
        ((80, 17), "Too small: 80 × 24 is needed"),
    ],
)
def test_a_small_terminal_is_told_what_it_lacks(size: tuple[int, int], said: str) -> None:
    assert size_warning(*size) == said


async def test_the_word_about_the_size_stands_on_top(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path), size=(72, 24)) as pilot:
        assert "8 columns too narrow" in screen_text(pilot).splitlines()[0]
        await pilot.resize_terminal(100, 30)
        await shows(pilot, "1 Team")

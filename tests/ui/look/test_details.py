"""Small things of the look: what is below a field, sentences in lists, and keys without effect."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import viewer_of
from tests.house.source import modules
from tests.ui.look.test_widths import NOW, leader
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.people import people
from tui_app.text.i18n import using_language

__all__ = ["leader"]


async def test_what_was_understood_stands_right_below_what_was_typed(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a", "d", "tab", "1", "2", "plus", "tab")
        lines = screen_text(pilot).splitlines()
        typed = next(index for index, line in enumerate(lines) if "12+" in line)
        below = lines[typed + 1].strip("│┃ ")
        assert lines[typed].index("12+") == lines[typed + 1].index(below)


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
@pytest.mark.parametrize("is_kiosk", [False, True])
async def test_no_sentence_about_my_data_is_cut(
    leader: Viewer, tmp_path: Path, language: str, *, is_kiosk: bool
) -> None:
    with using_language(language):
        async with running(setup_for(leader, NOW, tmp_path, is_kiosk=is_kiosk), size=(80, 40)) as pilot:
            await press(pilot, "4", "f7")
            await shows(pilot, "2029")
            assert "…" not in "".join(screen_text(pilot).splitlines()[1:-1])


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_head_of_a_conversation_keeps_its_time(leader: Viewer, tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(setup_for(leader, NOW, tmp_path), size=size) as pilot:
        await press(pilot, "3", "down", "enter")
        await shows(pilot, "Prepare")
        head = screen_text(pilot).splitlines()[1]
        assert "2 Dec 13:00" in head


async def test_an_empty_list_does_not_offer_to_open(ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(viewer_of(ola), now, tmp_path, home="me")) as pilot:
        await press(pilot, "2")
        assert "Enter" not in screen_text(pilot).splitlines()[-1]
        await press(pilot, "a", "x", "tab", "f", "r", "i", "ctrl+s")
        await shows(pilot, "This week 1")
        assert "Enter Open" in screen_text(pilot).splitlines()[-1]


def test_every_field_of_one_line_looks_alike() -> None:
    framed = [
        module.path
        for module in modules()
        if module.path.startswith("tui_app/ui/")
        for call, name in module.calls()
        if name == "LineInput" and not any(keyword.arg in ("compact", None) for keyword in call.keywords)
    ]
    assert framed == []


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
async def test_what_waits_on_the_page_of_an_employee_is_whole(leader: Viewer, tmp_path: Path, language: str) -> None:
    ola = viewer_of(people.find(leader, NOW, "Ola Hansen")[0])
    with using_language(language):
        async with running(setup_for(ola, NOW, tmp_path, home="me"), size=(80, 24)) as pilot:
            await shows(pilot, "F9")
            lines = screen_text(pilot).splitlines()
            above = lines[1 : next(index for index, line in enumerate(lines) if line.startswith(("┏", "╭")))]
            assert "…" not in "".join(above)

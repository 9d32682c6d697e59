"""The dialog for another due date, alone in a small application."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.ui.host import SIZES, DialogApp
from tests.ui.screens import links_on, press, screen_text
from tui_app.domain.records.action import Action
from tui_app.text.i18n import using_language
from tui_app.ui.follow_up.due_date_dialog import DueDateAnswer, DueDateDialog


def dialog(due: date = date(2026, 11, 27), text: str = "Take a course") -> DueDateDialog:
    return DueDateDialog(Action(1, 2, "Ola Hansen", text, 2, "Ola Hansen", due, due))


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("1", date(2026, 12, 4)),
        ("2", date(2026, 12, 27)),
        ("3", DueDateAnswer.ANOTHER_DATE),
        ("escape", None),
    ],
)
async def test_one_key_answers(tmp_path: Path, key: str, answer: object) -> None:
    app = DialogApp(dialog(), folder=tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, key)
        assert app.answers == [answer]


@pytest.mark.parametrize(("key", "answer"), [("1", date(2026, 11, 30)), ("2", date(2026, 12, 23))])
async def test_what_is_overdue_is_moved_from_today(tmp_path: Path, key: str, answer: date) -> None:
    app = DialogApp(dialog(date(2026, 10, 1)), folder=tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, key)
        assert app.answers == [answer]


async def test_other_keys_and_a_key_that_is_held_do_nothing_more(tmp_path: Path) -> None:
    app = DialogApp(dialog(), folder=tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "x", "enter", "space")
        assert app.answers == []
        await pilot.press("1", "1", "2")
        assert app.answers == [date(2026, 12, 4)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("1  A week      Friday 4 December 2026", "2  A month     Sunday 27 December 2026", "3  A date ")),
        ("nb", ("1  En uke      fredag 4. desember 2026", "2  En måned    søndag 27. desember 2026", "3  En dato ")),
    ],
)
async def test_each_key_stands_with_the_day_that_it_means(
    tmp_path: Path, size: tuple[int, int], language: str, told: tuple[str, ...]
) -> None:
    with using_language(language):
        app = DialogApp(dialog(text="[@click=app.quit]Take[/] a course"), folder=tmp_path)
        async with app.run_test(size=size) as pilot:
            text = screen_text(pilot)
            for words in ("[@click=app.quit]Take[/] a course", *told):
                assert words in text
            assert links_on(pilot) == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_choices_stay_in_sight_below_a_long_text(tmp_path: Path, size: tuple[int, int]) -> None:
    app = DialogApp(dialog(text="course " * 70), folder=tmp_path)
    async with app.run_test(size=size) as pilot:
        text = screen_text(pilot)
        assert text.count("course") == 70
        assert "enter it yourself" in text

"""The list of what is wrong with a form, alone in a small application."""

from __future__ import annotations

import pytest

from tests.ui.host import SIZES, DialogApp
from tests.ui.screens import links_on, press, screen_text
from tui_app.ui.content import plain
from tui_app.ui.dialogs.problems import ProblemsDialog

PROBLEMS = (("Section 1", "It has no questions."), ("[b]Work[/]", "It has no options."), ("Heading", "It is missing."))


def problems(count: int = len(PROBLEMS)) -> ProblemsDialog:
    many = PROBLEMS * (count // len(PROBLEMS)) if count > len(PROBLEMS) else PROBLEMS[:count]
    return ProblemsDialog("Not published", plain("Correct this first."), many)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("enter",), 0),
        (("down", "enter"), 1),
        (("j", "j", "k", "enter"), 1),
        (("end", "enter"), 2),
        (("escape",), None),
        (("down", "escape"), None),
    ],
)
async def test_it_answers_the_place_of_the_chosen_one(keys: tuple[str, ...], answer: int | None) -> None:
    app = DialogApp(problems())
    async with app.run_test() as pilot:
        await press(pilot, *keys)
        assert app.answers == [answer]


@pytest.mark.parametrize("size", SIZES)
async def test_each_says_where_and_what(size: tuple[int, int]) -> None:
    app = DialogApp(problems())
    async with app.run_test(size=size) as pilot:
        text = screen_text(pilot)
        assert "Not published" in text
        assert "Correct this first." in text
        assert [words for problem in PROBLEMS for words in problem if words not in text] == []
        assert links_on(pilot) == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_list_is_scrolled_through(size: tuple[int, int]) -> None:
    app = DialogApp(problems(90))
    async with app.run_test(size=size) as pilot:
        assert "Section 1" in screen_text(pilot)
        await press(pilot, "end")
        assert "It is missing." in screen_text(pilot)
        await press(pilot, "enter")
        assert app.answers == [89]

"""The question with two answers, alone in a small application."""

from __future__ import annotations

import pytest

from tests.ui.host import SIZES, DialogApp
from tests.ui.screens import links_on, press, screen_text
from tui_app.ui.content import plain
from tui_app.ui.dialogs.confirm import ConfirmDialog


def question() -> ConfirmDialog:
    return ConfirmDialog(
        "Delete the draft?", plain("[@click=app.quit]It[/] cannot be undone."), "Yes, delete", "Keep it"
    )


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("enter",), False),
        (("escape",), False),
        (("right", "enter"), True),
        (("tab", "enter"), True),
        (("right", "left", "enter"), False),
        (("right", "escape"), False),
    ],
)
async def test_only_who_goes_to_yes_says_yes(keys: tuple[str, ...], answer: bool) -> None:
    app = DialogApp(question())
    async with app.run_test() as pilot:
        await press(pilot, *keys)
        assert app.answers == [answer]


@pytest.mark.parametrize(
    ("keys", "answer"),
    [(("enter",), True), (("escape",), False), (("left", "enter"), False), (("tab", "enter"), False)],
)
async def test_what_was_asked_for_is_reached_by_enter(keys: tuple[str, ...], answer: bool) -> None:
    app = DialogApp(ConfirmDialog("Share?", plain("You can add to it."), "Share", "Not yet", is_asked_for=True))
    async with app.run_test() as pilot:
        await press(pilot, *keys)
        assert app.answers == [answer]


async def test_a_click_answers() -> None:
    app = DialogApp(question())
    async with app.run_test() as pilot:
        await pilot.click("#yes")
        assert app.answers == [True]


async def test_a_key_that_is_held_answers_once() -> None:
    app = DialogApp(question())
    async with app.run_test() as pilot:
        await press(pilot, "right")
        await pilot.press("enter", "enter", "enter")
        assert app.answers == [True]


@pytest.mark.parametrize("size", SIZES)
async def test_all_of_it_is_on_the_screen_and_is_no_markup(size: tuple[int, int]) -> None:
    app = DialogApp(question())
    async with app.run_test(size=size) as pilot:
        text = screen_text(pilot)
        for words in (
            "Delete the draft?",
            "[@click=app.quit]It[/] cannot be undone.",
            "Delete",
            "Keep it",
            "Esc Keep it",
        ):
            assert words in text
        assert links_on(pilot) == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_question_is_wrapped_and_its_answers_stay_in_sight(size: tuple[int, int]) -> None:
    words = [f"word{number}" for number in range(100, 170)]
    app = DialogApp(ConfirmDialog("Delete?", plain(" ".join(words)), "Yes, delete", "Keep it"))
    async with app.run_test(size=size) as pilot:
        text = screen_text(pilot)
        assert [word for word in (*words, "Yes, delete", "Keep it") if word not in text] == []

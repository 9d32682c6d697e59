"""The question with two answers, alone in a small application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Button

from tests.ui.host import SIZES, DialogApp
from tests.ui.screens import links_on, press, screen_text
from tui_app.ui.content import plain
from tui_app.ui.dialogs.confirm import ConfirmDialog
from tui_app.ui.editing.conflict_dialog import ConflictDialog
from tui_app.ui.shell.typed_text_dialog import TypedTextDialog


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


LONG = "\n".join(f"line {number}" for number in range(60))
LONG_DIALOGS: dict[str, Callable[[], Screen[Any]]] = {
    "question": lambda: ConfirmDialog("Leaves", plain(LONG), "Save", "Leave it"),
    "question and reading": lambda: ConfirmDialog("Sign", plain(LONG), "Sign", "Not yet", plain(LONG)),
    "reading": lambda: ConfirmDialog("Sign", plain("Final."), "Sign", "Not yet", plain(LONG)),
    "two texts": lambda: ConflictDialog("About", (LONG, LONG), (LONG + "!", LONG + "!")),
    "a long heading": lambda: ConflictDialog("About " * 300, (LONG, LONG), (LONG + "!", LONG + "!")),
    "a text typed into nothing": lambda: TypedTextDialog("word " * 800, [("a", "New action"), ("t", "Topic")]),
}


@pytest.mark.parametrize("size", [*SIZES, (80, 12)])
@pytest.mark.parametrize("name", LONG_DIALOGS)
async def test_the_buttons_stay_however_long_the_rest_is(name: str, size: tuple[int, int]) -> None:
    app = DialogApp(LONG_DIALOGS[name]())
    async with app.run_test(size=size) as pilot:
        buttons = app.screen.query(Button)
        dialog = app.screen.query_one(".dialog").region
        text = screen_text(pilot)
        for button in buttons:
            assert dialog.contains_region(button.region)
            assert str(button.label) in text


@pytest.mark.parametrize("name", ["question", "question and reading", "two texts"])
async def test_a_long_list_scrolls_by_the_arrow_keys_while_a_button_has_the_focus(name: str) -> None:
    app = DialogApp(LONG_DIALOGS[name]())
    async with app.run_test(size=(80, 24)) as pilot:
        focused = app.screen.focused
        assert "line 59" not in screen_text(pilot)
        await press(pilot, *["pagedown"] * 20)
        assert "line 59" in screen_text(pilot)
        await press(pilot, *["pageup"] * 20)
        assert "line 0" in screen_text(pilot)
        await press(pilot, "down")
        assert app.screen.focused is focused
        assert app.answers == []


async def test_a_warning_beside_a_long_text_is_read_without_scrolling() -> None:
    warning = "You have comments that are not returned.\n\nAfter this, the text is final.\n\nSigning erases it."
    app = DialogApp(ConfirmDialog("Sign", plain(warning), "Sign", "Not yet", plain(LONG)))
    async with app.run_test(size=(80, 24)) as pilot:
        text = screen_text(pilot)
        assert [line for line in warning.split("\n") if line not in text] == []

"""The dialog for a text that could not be saved, alone in a small application."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.ui.host import SIZES, DialogApp
from tests.ui.screens import links_on, press, screen_text
from tui_app.domain.form_drafts import UnsavedText, unsaved_text_key
from tui_app.text.i18n import using_language
from tui_app.ui.editing.unsaved_dialog import UnsavedTextDialog

TEXT = "We talked.\n[@click=app.quit]About[/] the course."


def dialog(text: str = TEXT) -> UnsavedTextDialog:
    key = unsaved_text_key("note", 1, NOW, 2)
    return UnsavedTextDialog(UnsavedText(key, "Conversation with Ola", text, "It was signed.", NOW))


@pytest.mark.parametrize(
    ("keys", "discards"),
    [
        (("escape",), False),
        (("tab", "left", "enter"), False),
        (("tab", "tab", "enter"), True),
        (("tab", "right", "enter"), True),
        (("tab", "right", "right", "enter"), False),
    ],
)
async def test_it_is_discarded_only_by_its_button(keys: tuple[str, ...], discards: bool) -> None:
    app = DialogApp(dialog())
    async with app.run_test() as pilot:
        await press(pilot, *keys)
        assert app.answers == [discards]


async def test_keys_of_somebody_who_is_still_typing_change_and_answer_nothing() -> None:
    app = DialogApp(dialog())
    async with app.run_test() as pilot:
        before = screen_text(pilot)
        await press(pilot, "x", "space", "enter", "backspace", "left", "right")
        assert screen_text(pilot) == before
        assert app.answers == []


async def test_all_of_it_is_copied_and_it_stays_open() -> None:
    text = "\n".join(f"line {number}" for number in range(200))
    app = DialogApp(dialog(text))
    async with app.run_test() as pilot:
        await press(pilot, "tab", "enter")
        assert app.clipboard == text
        assert app.answers == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("language", "kept", "buttons"),
    [
        ("en", "It stays here for 14 days; no one else can see it.", ("Keep for now", "Copy all", "Discard it")),
        (
            "nb",
            "Teksten blir liggende her i 14 dager, og ingen andre ser den.",
            ("Behold så lenge", "Kopier alt", "Forkast"),
        ),
    ],
)
async def test_the_text_and_why_it_is_here_can_be_read(
    size: tuple[int, int], language: str, kept: str, buttons: tuple[str, ...]
) -> None:
    with using_language(language):
        app = DialogApp(dialog())
        async with app.run_test(size=size) as pilot:
            lines = [line.strip(" │") for line in screen_text(pilot).splitlines()]
            for words in ("Conversation with Ola", *TEXT.splitlines(), *buttons):
                assert any(words in line for line in lines)
            assert f"It was signed. {kept}" in " ".join(line for line in lines if line)
            assert links_on(pilot) == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_text_leaves_the_buttons_in_sight(size: tuple[int, int]) -> None:
    app = DialogApp(dialog("\n".join(f"line {number}" for number in range(100, 160))))
    async with app.run_test(size=size) as pilot:
        assert "line 159" in screen_text(pilot)
        for words in ("It was signed.", "Keep for now", "Copy all", "Discard it"):
            assert words in screen_text(pilot)
        await press(pilot, *["pageup"] * 8)
        assert "line 100" in screen_text(pilot)


@pytest.mark.parametrize(
    ("is_replaced", "title"), [(False, "This could not be saved"), (True, "You wrote this at the other terminal")]
)
async def test_the_title_says_which_of_the_two_it_is(is_replaced: bool, title: str) -> None:
    kept = UnsavedText(unsaved_text_key("note", 0, NOW, 2), "New action", TEXT, "Why", NOW, is_replaced)
    app = DialogApp(UnsavedTextDialog(kept))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert title in screen_text(pilot)

"""The line that narrows a list, alone in a small application with a list below it."""

from __future__ import annotations

import pytest
from textual import on

from tests.ui.host import SIZES, HostApp
from tests.ui.screens import press, screen_text, settled, write
from tui_app.text.i18n import using_language
from tui_app.ui.content import plain
from tui_app.ui.widgets.columns import TextLine
from tui_app.ui.widgets.filter_line import FilterLine
from tui_app.ui.widgets.record_list import RecordList, Row

NAMES = ("Ola", "Per", "Pernille")


class FilterApp(HostApp):
    """Shows the names that the typed letters begin.

    Attributes:
        texts: what the line told of, letter by letter.
    """

    BINDINGS = [("slash", "filter")]

    def __init__(self) -> None:
        """Take nothing: the names are always the same."""
        self.line = FilterLine()
        self.list = RecordList()
        super().__init__(self.line, self.list)
        self.texts: list[str] = []

    def on_mount(self) -> None:
        self.line.hide()
        self._fill()
        self.set_focus(self.list)

    def _fill(self) -> None:
        shown = (name for name in NAMES if name.lower().startswith(self.line.text))
        self.list.fill(Row(name, TextLine(plain(name))) for name in shown)

    def action_filter(self) -> None:
        self.line.open()

    @on(FilterLine.Changed)
    def _narrow(self) -> None:
        self.texts.append(self.line.text)
        self._fill()


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_hidden_until_it_is_opened(size: tuple[int, int]) -> None:
    app = FilterApp()
    async with app.run_test(size=size) as pilot:
        assert (app.line.is_open, screen_text(pilot).splitlines()[0]) == (False, "Ola")
        await press(pilot, "tab", "tab")
        assert app.focused is app.list
        await press(pilot, "slash")
        assert (app.line.is_open, screen_text(pilot).splitlines()[:2]) == (True, ["/ a few letters", "Ola"])


async def test_each_letter_is_told_and_nothing_else() -> None:
    app = FilterApp()
    async with app.run_test() as pilot:
        await press(pilot, "slash", "p", "e", "backspace")
        assert app.texts == ["p", "pe", "p"]
        app.line.hide()
        await settled(pilot)
        assert app.texts == ["p", "pe", "p"]


@pytest.mark.parametrize("key", ["enter", "down"])
async def test_a_key_goes_to_the_list_which_stays_narrowed(key: str) -> None:
    app = FilterApp()
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await write(pilot, "per")
        await press(pilot, key)
        assert app.focused is app.list
        assert screen_text(pilot).split() == ["/", "per", "Per", "Pernille"]


async def test_opened_again_it_begins_anew_with_the_next_letter() -> None:
    app = FilterApp()
    async with app.run_test() as pilot:
        await press(pilot, "slash", "p", "enter", "slash")
        assert screen_text(pilot).split() == ["/", "p", "Per", "Pernille"]
        await press(pilot, "o")
        assert screen_text(pilot).split() == ["/", "o", "Ola"]


async def test_what_was_typed_is_gone_once_it_is_hidden() -> None:
    app = FilterApp()
    async with app.run_test() as pilot:
        await press(pilot, "slash", "p")
        app.line.hide()
        await settled(pilot)
        assert (app.line.text, app.line.is_open) == ("", False)
        assert app.focused is not app.line
        await press(pilot, "slash")
        assert app.line.text == ""


async def test_words_are_put_into_it_as_if_they_were_typed() -> None:
    app = FilterApp()
    async with app.run_test() as pilot:
        app.line.set_text("pern")
        await settled(pilot)
        assert app.texts == ["pern"]
        assert screen_text(pilot).split() == ["/", "pern", "Pernille"]
        assert app.focused is app.list


async def test_it_speaks_norwegian() -> None:
    with using_language("nb"):
        app = FilterApp()
        async with app.run_test() as pilot:
            await press(pilot, "slash")
            assert "noen bokstaver" in screen_text(pilot)

"""What is pasted or typed into a line arrives, or it is said what did not; everywhere a line is typed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.events import Paste
from textual.pilot import Pilot

from tui_app import ui
from tui_app.ui.widgets.fields.line import LineInput, one_line


class Host(App[None]):
    """One line of ten characters."""

    def compose(self) -> ComposeResult:
        yield LineInput(max_length=10)


async def pasted(pilot: Pilot[None], text: str) -> LineInput:
    line = pilot.app.query_one(LineInput)
    line.focus()
    pilot.app.post_message(Paste(text))
    await pilot.pause()
    return line


def said(pilot: Pilot[None]) -> list[str]:
    return [one.message for one in pilot.app._notifications]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("en\nto", "en to"),
        ("\nen", "en"),
        ("\r\n\r\nen\r\nto\r\n", "en to"),
        ("en\tto", "en to"),
        (" en ", " en "),
        ("\n", ""),
        ("", ""),
    ],
)
async def test_breaks_become_spaces(text: str, value: str) -> None:
    async with Host().run_test(notifications=True) as pilot:
        assert (await pasted(pilot, text)).value == value
        assert not said(pilot)


async def test_of_a_long_paste_what_fits_is_kept_and_that_is_said() -> None:
    async with Host().run_test(notifications=True) as pilot:
        line = await pasted(pilot, "123456789012345")
        assert line.value == "1234567890"
        assert said(pilot) == ["Too long: the line takes 10 characters. What fits was pasted."]


async def test_a_paste_takes_the_place_of_what_is_selected() -> None:
    async with Host().run_test(notifications=True) as pilot:
        line = await pasted(pilot, "1234567890")
        line.select_all()
        assert (await pasted(pilot, "ab\ncd")).value == "ab cd"
        assert not said(pilot)


async def test_what_was_copied_in_the_application_is_pasted_the_same_way() -> None:
    async with Host().run_test(notifications=True) as pilot:
        line = await pasted(pilot, "")
        pilot.app.copy_to_clipboard("en\nto")
        line.action_paste()
        assert line.value == "en to"


async def test_typing_past_the_end_says_so_once() -> None:
    async with Host().run_test(notifications=True) as pilot:
        line = await pasted(pilot, "1234567890")
        await pilot.press("a", "b", "c")
        assert line.value == "1234567890"
        assert said(pilot) == ["The line is full: it takes 10 characters."]


@given(st.text(max_size=40))
def test_a_line_has_no_breaks_and_all_words(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line.split() == text.split()


def test_every_line_of_the_application_is_such_a_line() -> None:
    for path in Path(ui.__path__[0]).rglob("*.py"):
        if path.name == "line.py" or path.parent.name == "textual_compat":
            continue
        made = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Input")
            or (isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Input" for base in node.bases))
        ]
        assert not made, path

"""The form, alone in a small application: its keys, its fields, and what it hands over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.ui.dialogs.forms import DAY, FIELDS, PER, Form
from tests.ui.host import SIZES
from tests.ui.screens import links_on, press, screen_text, write
from tui_app.text.i18n import using_language
from tui_app.ui.dialogs.fields import FieldKind, FormField


async def test_tab_goes_through_the_fields_in_their_order_and_back(tmp_path: Path) -> None:
    form = Form(tmp_path)
    async with form.app.run_test() as pilot:
        order = [field.key for field in FIELDS]
        seen = []
        for _ in (*order, "save", "cancel"):
            seen.append(form.focused_field)
            await press(pilot, "tab")
        assert seen == [*order, "save", "cancel"]
        assert form.focused_field == order[0]
        await press(pilot, "shift+tab", "shift+tab", "shift+tab")
        assert form.focused_field == order[-1]


async def test_what_every_kind_of_field_holds_is_handed_over(tmp_path: Path) -> None:
    form = Form(tmp_path)
    async with form.app.run_test() as pilot:
        for text in ("Take a course", "friday"):
            await write(pilot, text)
            await press(pilot, "tab")
        await press(pilot, "down", "down", "tab", "right", "tab")
        await write(pilot, "One")
        await press(pilot, "enter")
        await write(pilot, "two")
        await press(pilot, "tab")
        await write(pilot, "hush 12")
        assert "hush" not in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert form.saved == [
            {
                "text": "Take a course",
                "due": DAY,
                "responsible_id": PER.id,
                "goal": 8,
                "note": "One\ntwo",
                "word": "hush 12",
            }
        ]
        assert form.app.answers == [True]


async def test_what_stood_in_the_fields_is_handed_over_as_it_was(tmp_path: Path) -> None:
    values: dict[str, Any] = {"text": "Course", "due": DAY, "goal": 8, "note": "One\ntwo", "word": ""}
    form = Form(
        tmp_path,
        FormField("text", "What", value="Course"),
        FormField("due", "When", FieldKind.DATE, DAY),
        FormField("goal", "Goal", FieldKind.CHOICE, 8, choices=((7, "Lead"), (8, "Learn"))),
        FormField("note", "Note", FieldKind.NOTE, "One\ntwo"),
        FormField("word", "Password", FieldKind.PASSWORD),
    )
    async with form.app.run_test() as pilot:
        await press(pilot, "ctrl+s")
        assert form.saved == [values]


@pytest.mark.parametrize(("keys", "answer"), [(("escape",), None), (("shift+tab", "enter"), None)])
async def test_it_is_left_without_saving(tmp_path: Path, keys: tuple[str, ...], answer: None) -> None:
    form = Form(tmp_path, FormField("text", "What"))
    async with form.app.run_test() as pilot:
        await write(pilot, "Course")
        await press(pilot, *keys)
        assert (form.app.answers, form.tries) == ([answer], 0)


async def test_its_button_saves(tmp_path: Path) -> None:
    form = Form(tmp_path, FormField("text", "What"))
    async with form.app.run_test() as pilot:
        await write(pilot, "Course")
        await press(pilot, "tab", "enter")
        assert form.app.answers == [True]


async def test_a_longer_text_is_not_thrown_away_by_one_key(tmp_path: Path) -> None:
    form = Form(tmp_path, FormField("note", "Note", FieldKind.NOTE, "Before"))
    async with form.app.run_test() as pilot:
        await write(pilot, "I see it otherwise. ")
        await press(pilot, "escape")
        assert "What you have written is not saved yet." in screen_text(pilot)
        await press(pilot, "enter")
        assert "I see it otherwise. Before" in screen_text(pilot)
        assert (form.focused_field, form.app.answers) == ("note", [])
        await press(pilot, "escape", "escape")
        assert "I see it otherwise. Before" in screen_text(pilot)
        await press(pilot, "escape", "right", "enter")
        assert (form.app.answers, form.tries) == ([None], 0)


async def test_a_longer_text_that_is_as_before_is_not_asked_about(tmp_path: Path) -> None:
    form = Form(tmp_path, FormField("note", "Note", FieldKind.NOTE, "Before"))
    async with form.app.run_test() as pilot:
        await press(pilot, "x", "backspace", "escape")
        assert form.app.answers == [None]


@pytest.mark.parametrize("size", SIZES)
async def test_every_field_can_be_seen_with_its_name(tmp_path: Path, size: tuple[int, int]) -> None:
    form = Form(tmp_path, about="[@click=app.quit]Ola[/]")
    async with form.app.run_test(size=size) as pilot:
        assert "[@click=app.quit]Ola[/]" in screen_text(pilot)
        for field in FIELDS:
            assert field.label in screen_text(pilot)
            focused = form.app.focused
            assert focused is not None
            assert form.app.screen.can_view_entire(focused)
            await press(pilot, "tab")
        assert "‹ Lead a group ›" in screen_text(pilot)
        for words in ("New action", "Ctrl+S Save", "Esc Cancel"):
            assert words in screen_text(pilot)
        assert links_on(pilot) == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_form_scrolls_and_its_buttons_stay_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    fields = [FormField(f"key{number}", f"Field {number}") for number in range(10, 40)]
    form = Form(tmp_path, *fields)
    async with form.app.run_test(size=size) as pilot:
        for field in fields:
            text = screen_text(pilot)
            assert form.focused_field == field.key
            assert field.label in text
            assert any("Save" in line and "Cancel" in line and "│" in line for line in text.splitlines())
            await press(pilot, "tab")


async def test_it_speaks_norwegian(tmp_path: Path) -> None:
    with using_language("nb"):
        form = Form(tmp_path)
        async with form.app.run_test() as pilot:
            await press(pilot, "tab")
            await write(pilot, "fredag")
            assert "fredag 27. november 2026" in screen_text(pilot)
            await press(pilot, "ctrl+u")
            await write(pilot, "31.2")
            assert "Den dagen finnes ikke." in screen_text(pilot)
            assert "Lagre" in screen_text(pilot)

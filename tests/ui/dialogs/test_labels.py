"""The labels of a form: in one column, none touches its field, and none goes on below."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from tests.ui.dialogs.forms import Form
from tests.ui.screens import press, screen_text
from tui_app.ui.dialogs.fields import FieldKind, FormField


@pytest.mark.parametrize("longest", ["When", "Supports goal", "Kalendere ligger på"])
async def test_a_gap_follows_the_longest_label_and_all_fields_begin_in_one_column(tmp_path: Path, longest: str) -> None:
    fields = (FormField("text", longest), FormField("note", "Note", FieldKind.NOTE), FormField("due", "Due"))
    form = Form(tmp_path, *fields)
    async with form.app.run_test() as pilot:
        await press(pilot)
        labels = list(form.app.screen.query(".label").results(Static))
        begin = {form.app.screen.query_one(f"#field-{field.key}").region.x for field in fields}
        assert len(begin) == 1
        assert all(label.region.height == 1 and label.region.right <= begin.copy().pop() for label in labels)
        assert f"{longest} " in screen_text(pilot)


async def test_the_focus_looks_the_same_in_a_note_as_in_a_line(tmp_path: Path) -> None:
    form = Form(tmp_path, FormField("text", "What"), FormField("note", "Note", FieldKind.NOTE))
    async with form.app.run_test() as pilot:
        await press(pilot)
        line, note = form.app.screen.query_one("#field-text"), form.app.screen.query_one(TextArea)
        focused, other = line.styles.background, note.styles.background
        await press(pilot, "tab")
        assert (line.styles.background, note.styles.background) == (other, focused)
        assert focused != other


async def test_a_day_that_was_there_before_is_not_remarked_on(tmp_path: Path) -> None:
    form = Form(tmp_path, FormField("due", "First day", FieldKind.DATE, date(2020, 2, 1)))
    async with form.app.run_test() as pilot:
        await press(pilot)
        assert "Saturday 1 February 2020" in screen_text(pilot)
        assert "in the past" not in screen_text(pilot)
        await press(pilot, "end", "backspace", "1")
        assert "in the past" in screen_text(pilot)

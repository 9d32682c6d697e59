"""What a form says about what does not fit: beside the field, with the focus there, and nothing typed is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.ui.dialogs.forms import FIELDS, OLA, PER, Form, line_below
from tests.ui.host import SIZES
from tests.ui.screens import press, screen_text, settled, write
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.text_normalization import NOTE_LIMIT
from tui_app.text.dates import echo_time
from tui_app.ui.dialogs.fields import FieldKind, FormField

TEXT, DUE, WHO = FIELDS[:3]


class ActionForm(Form):
    """A form for an action, which checks what was typed as the application does."""

    async def save(self, values: Mapping[str, object]) -> None:
        """Take a valid action."""
        validate_draft(ActionDraft, dict(values))
        await super().save(values)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_missing_is_said_beside_its_field(tmp_path: Path, size: tuple[int, int]) -> None:
    form = ActionForm(tmp_path, TEXT, DUE, WHO)
    async with form.app.run_test(size=size) as pilot:
        await write(pilot, "Course")
        await press(pilot, "ctrl+s")
        assert line_below(pilot, "When") == "When is it due? For example Friday, 15.3 or +14."
        assert form.focused_field == "due"
        await write(pilot, "friday")
        assert line_below(pilot, "When") == "Friday 27 November 2026"
        await press(pilot, "ctrl+s")
        assert [(values["text"], values["responsible_id"]) for values in form.saved] == [("Course", OLA.id)]


async def test_each_of_several_is_explained_and_the_first_has_the_focus(tmp_path: Path) -> None:
    form = ActionForm(tmp_path, TEXT, DUE, WHO)
    async with form.app.run_test() as pilot:
        await press(pilot, "tab", "ctrl+s")
        assert line_below(pilot, "What") == "What will be done?"
        assert line_below(pilot, "When").startswith("When is it due?")
        assert form.focused_field == "text"
        await press(pilot, "x")
        assert "What will be done?" not in screen_text(pilot)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31.2", "That date does not exist."),
        ("katt", "Not understood. Try 15.3, Friday, +14 or week 12."),
        ("12/25", "The day comes before the month: 25/12"),
    ],
)
async def test_a_date_that_is_none_is_told_at_once_and_not_handed_over(tmp_path: Path, typed: str, words: str) -> None:
    form = Form(tmp_path, TEXT, DUE)
    async with form.app.run_test() as pilot:
        await press(pilot, "tab")
        await write(pilot, typed)
        assert line_below(pilot, "When") == words
        await press(pilot, "shift+tab", "ctrl+s")
        assert (form.focused_field, form.tries) == ("due", 0)
        assert typed in screen_text(pilot)


async def test_a_past_date_is_asked_about_once(tmp_path: Path) -> None:
    form = Form(tmp_path, TEXT, DUE)
    async with form.app.run_test() as pilot:
        await press(pilot, "tab")
        await write(pilot, "20.11.2026")
        await press(pilot, "ctrl+s")
        assert line_below(pilot, "When") == "That day is in the past. “Save” once more confirms it."
        assert (form.focused_field, form.tries) == ("due", 0)
        await press(pilot, "ctrl+s")
        assert form.saved[0]["due"] == date(2026, 11, 20)


async def test_another_past_date_is_asked_about_too(tmp_path: Path) -> None:
    form = Form(tmp_path, TEXT, DUE)
    async with form.app.run_test() as pilot:
        await press(pilot, "tab")
        await write(pilot, "20.11.2026")
        await press(pilot, "ctrl+s", "ctrl+u")
        await write(pilot, "19.11.2026")
        await press(pilot, "ctrl+s")
        assert form.tries == 0
        await press(pilot, "ctrl+s")
        assert form.saved[0]["due"] == date(2026, 11, 19)


@pytest.mark.parametrize("field", [replace(DUE, value=date(2026, 11, 20)), replace(DUE, confirm_past=False)])
async def test_a_past_date_that_stood_there_or_is_usual_is_not_asked_about(tmp_path: Path, field: FormField) -> None:
    form = Form(tmp_path, field)
    async with form.app.run_test() as pilot:
        await press(pilot, "ctrl+u")
        await write(pilot, "20.11.2026")
        await press(pilot, "ctrl+s")
        assert form.saved == [{"due": date(2026, 11, 20)}]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("27.12.2026", "Sunday 27 December 2026 · weekend"),
        ("4.6.2199", "Tuesday 4 June 2199 · more than two years ahead"),
    ],
)
async def test_a_day_off_or_far_ahead_is_told_and_asked_about(tmp_path: Path, typed: str, said: str) -> None:
    form = Form(tmp_path, replace(DUE, confirm_past=False, confirm_day_off=True))
    async with form.app.run_test(size=(100, 30)) as pilot:
        await write(pilot, typed)
        assert line_below(pilot, "When") == said
        await press(pilot, "ctrl+s")
        assert f"{said}. “Save” once more confirms it.".startswith(line_below(pilot, "When"))
        assert "confirms it." in screen_text(pilot)
        assert form.tries == 0
        await press(pilot, "ctrl+s")
        assert form.tries == 1


async def test_a_due_date_on_a_sunday_is_told_and_not_asked_about(tmp_path: Path) -> None:
    form = Form(tmp_path, DUE)
    async with form.app.run_test(size=(100, 30)) as pilot:
        await write(pilot, "27.12.2026")
        assert line_below(pilot, "When").endswith("weekend")
        await press(pilot, "ctrl+s")
        assert form.tries == 1


async def test_a_date_is_saved_as_it_was_shown_though_midnight_has_passed(tmp_path: Path) -> None:
    form = Form(tmp_path, DUE)
    async with form.app.run_test() as pilot:
        await write(pilot, "tomorrow")
        assert line_below(pilot, "When") == "Tuesday 24 November 2026"
        form.app.ctx.today += timedelta(days=1)
        await press(pilot, "ctrl+s")
        assert form.saved == [{"due": date(2026, 11, 24)}]


async def test_what_a_text_was_understood_as_stands_beside_it(tmp_path: Path) -> None:
    form = Form(tmp_path, FormField("at", "Time", echo=echo_time))
    async with form.app.run_test() as pilot:
        for typed, said in (("0930", "09:30"), ("0", "For midnight, enter 00:00."), ("9 or 10", "What time?")):
            await press(pilot, "ctrl+u")
            await write(pilot, typed)
            assert line_below(pilot, "Time").startswith(said)


async def test_what_concerns_no_field_is_said_below_them_and_it_can_be_tried_again(tmp_path: Path) -> None:
    form = Form(tmp_path, TEXT)
    async with form.app.run_test() as pilot:
        await write(pilot, "Course")
        form.refusal = DomainError("read_only", path="/data/samtale.db")
        await press(pilot, "ctrl+s")
        assert "The database is read-only here: /data/samtale.db" in screen_text(pilot)
        assert "Course" in screen_text(pilot)
        assert form.app.answers == []
        form.refusal = None
        await press(pilot, "ctrl+s")
        assert form.saved == [{"text": "Course"}]


async def test_a_problem_of_a_field_that_is_not_there_is_said_below(tmp_path: Path) -> None:
    form = Form(tmp_path, TEXT)
    form.refusal = InvalidInput({"nowhere": "missing"})
    async with form.app.run_test() as pilot:
        await write(pilot, "Course")
        await press(pilot, "enter")
        assert "This is required." in screen_text(pilot)
        assert form.app.answers == []


async def test_a_note_that_is_too_long_is_told_while_it_is_typed(tmp_path: Path) -> None:
    form = Form(tmp_path, FormField("note", "Note", FieldKind.NOTE, "x" * NOTE_LIMIT))
    async with form.app.run_test() as pilot:
        await press(pilot, "x")
        assert "This is too long." in screen_text(pilot)
        await press(pilot, "backspace")
        assert "This is too long." not in screen_text(pilot)


async def test_a_person_is_found_by_a_few_letters_and_a_name_that_nobody_has_is_told(
    kari: Viewer, ola: Person, tmp_path: Path
) -> None:
    form = Form(tmp_path, replace(WHO, value=None), viewer=kari)
    async with form.app.run_test() as pilot:
        await write(pilot, "zzz")
        await press(pilot, "ctrl+s")
        assert line_below(pilot, "Who").startswith("No one here has that name. Type a few letters and")
        assert "choose." in screen_text(pilot)
        assert (form.focused_field, form.tries) == ("responsible_id", 0)
        await press(pilot, "ctrl+u")
        await write(pilot, "han")
        assert "Ola Hansen" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        assert form.saved == [{"responsible_id": ola.id}]


async def test_somebody_nearby_is_chosen_without_typing(tmp_path: Path) -> None:
    form = Form(tmp_path, replace(WHO, value=None))
    async with form.app.run_test() as pilot:
        await press(pilot, "down")
        assert "Per Åsheim" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert form.saved == [{"responsible_id": PER.id}]


class SlowForm(Form):
    """A form that is saved once `may_end` is set."""

    may_end: asyncio.Event

    async def save(self, values: Mapping[str, object]) -> None:
        """Wait, then take what was typed."""
        await self.may_end.wait()
        await super().save(values)


async def test_while_it_is_saved_it_is_neither_left_nor_saved_again(tmp_path: Path) -> None:
    form = SlowForm(tmp_path, TEXT)
    form.may_end = asyncio.Event()
    async with form.app.run_test() as pilot:
        await write(pilot, "Course")
        await press(pilot, "ctrl+s", "ctrl+s", "escape", "enter")
        assert form.app.answers == []
        form.may_end.set()
        await settled(pilot)
        assert (form.app.answers, form.tries) == ([True], 1)

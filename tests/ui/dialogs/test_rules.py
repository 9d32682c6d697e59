"""The rules of every form: Enter goes on and saves last, hints are accepted, what is corrected is no longer told."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from textual.widgets import Button, Static

from tests.house.source import modules
from tests.ui.demo import demo
from tests.ui.dialogs.forms import FIELDS, Form
from tests.ui.screens import press, write
from tui_app.domain.dates.parsing import parse_date
from tui_app.domain.dates.times import parse_time
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.languages import INTERFACE_LANGUAGES
from tui_app.text.errors import field_error_message
from tui_app.text.i18n import _, using_language
from tui_app.ui.dialogs.field_messages import ABOUT_SEVERAL
from tui_app.ui.dialogs.fields import FieldKind
from tui_app.ui.dialogs.form import FormDialog

FORMS = {
    # where a form is -> the keys that open it in the demonstration
    "new action": "1 a",
    "plan a conversation": "1 n",
    "new person": "1 p",
    "edit a person": "1 e",
    "move": "2 m",
    "drop": "2 x",
    "comment": "2 c",
    "edit an action": "2 e",
    "goal": "1 enter g",
    "topic": "1 enter t",
    "schedule": "1 S down e",
    "pause": "1 S down H",
    "new stand-in": "6 down enter a",
}


def problem(form: Form, key: str) -> str:
    """What is said beside a field."""
    return str(form.app.dialog.query_one(f"#problem-{key}", Static).content)


@pytest.mark.parametrize("place", FORMS)
async def test_enter_goes_from_each_field_to_the_next(tmp_path: Path, place: str, database: object) -> None:
    async with demo(tmp_path, "en", (100, 30)) as pilot:
        await press(pilot, *FORMS[place].split())
        dialog = pilot.app.screen
        assert isinstance(dialog, FormDialog), place
        fields = dialog._fields
        assert _focused(dialog) == fields[0].key
        for field, following in pairwise(fields):
            if field.kind in (FieldKind.NOTE, FieldKind.PASSWORD):
                await press(pilot, "tab")  # Enter is a line of the note; a password has to be good
            else:
                await press(pilot, "enter")
            assert (_focused(dialog), pilot.app.screen is dialog) == (following.key, True), field.key
        buttons = list(dialog.query(Button))
        assert [one.id for one in buttons] == ["save", "cancel"]
        assert not dialog.query_one("#save").has_focus  # the screen says where the focus is


def _focused(dialog: FormDialog) -> str:
    names = (one.id or "" for one in dialog.focused.ancestors_with_self) if dialog.focused else ()
    return next((name.removeprefix("field-") for name in names if name.startswith("field-")), "")


async def test_on_the_last_field_enter_saves(tmp_path: Path) -> None:
    form = Form(tmp_path, *[one for one in FIELDS if one.kind not in (FieldKind.NOTE, FieldKind.PASSWORD)])
    async with form.app.run_test() as pilot:
        await write(pilot, "Course")
        await press(pilot, "enter")
        await write(pilot, "friday")
        await press(pilot, "enter", "enter")
        assert (form.focused_field, form.tries) == ("goal", 0)
        await press(pilot, "enter")
        assert form.saved


@pytest.mark.parametrize(
    ("key", "keys"),
    [("text", "x"), ("due", "f"), ("responsible_id", "x"), ("goal", "right"), ("note", "x"), ("word", "x")],
)
async def test_what_is_corrected_is_no_longer_told(tmp_path: Path, key: str, keys: str) -> None:
    form = Form(tmp_path)
    form.refusal = InvalidInput({key: "missing"})
    async with form.app.run_test() as pilot:
        await write(pilot, "Course")
        await press(pilot, "tab")
        await write(pilot, "friday")
        await press(pilot, "ctrl+s")
        said = problem(form, key)
        assert said
        assert form.focused_field == key
        await press(pilot, keys)
        assert problem(form, key) != said


@pytest.mark.parametrize("code", sorted(ABOUT_SEVERAL))
async def test_what_was_wrong_between_two_fields_goes_with_a_change_of_either(tmp_path: Path, code: str) -> None:
    form = Form(tmp_path)
    form.refusal = InvalidInput({"due": code})
    async with form.app.run_test() as pilot:
        await write(pilot, "Course")
        await press(pilot, "tab")
        await write(pilot, "friday")
        await press(pilot, "ctrl+s")
        assert problem(form, "due") == field_error_message("due", code)
        await press(pilot, "shift+tab", "x")
        assert problem(form, "due") == ""


async def test_a_message_about_the_whole_form_goes_with_the_next_change(tmp_path: Path) -> None:
    form = Form(tmp_path)
    form.refusal = DomainError("not_allowed")
    async with form.app.run_test() as pilot:
        await write(pilot, "Course")
        await press(pilot, "tab")
        await write(pilot, "friday")
        await press(pilot, "ctrl+s")
        message = form.app.dialog.query_one("#form-message", Static)
        assert str(message.content)
        await press(pilot, "x")
        assert not str(message.content)


EXAMPLE = {"en": "for example ", "nb": "for eksempel ", "nn": "til dømes "}


def _hints() -> list[str]:
    """Every example that a field shows: the hints, and those of the fields of dates."""
    found: set[str] = set()
    for module in modules():
        if module.room == "ui":
            found |= set(re.findall(r'(?:hint=|placeholder=|return )_\("([^"]*\d[^"]*)"\)', module.text))
    return sorted(one for one in found if re.search(r"(?:^|, )(?:\+?\d)", one))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_example_in_a_hint_is_accepted(language: str) -> None:
    hints = _hints()
    assert len(hints) >= 4
    with using_language(language):
        for hint in hints:
            for example in re.split(", | or | eller ", _(hint).split(";")[0].replace(EXAMPLE[language], "")):
                assert _is_understood(example), (hint, example)


def _is_understood(example: str) -> bool:
    try:
        return bool(parse_date(example, date(2026, 11, 23)))
    except DomainError:
        return parse_time(example) is not None

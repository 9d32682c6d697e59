"""The form for a new password: what is wrong is said at once, and only as long as it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.ui.host import DialogApp
from tests.ui.screens import press, screen_text, write
from tui_app.domain.errors import InvalidInput
from tui_app.ui.content import plain
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.form import FormDialog
from tui_app.ui.sign_in.password_rules import password_echo, pin_echo, repeat_echo


async def refuse_different(values: Mapping[str, object]) -> None:
    """As the flow does."""
    if values["new_password"] != values["again"]:
        raise InvalidInput({"again": "not_the_same"})


async def test_too_short_stays_and_what_is_corrected_is_no_longer_told(tmp_path: Path) -> None:
    fields = [
        FormField("new_password", "New password", FieldKind.PASSWORD, required=True, echo=password_echo),
        FormField("again", "Repeat", FieldKind.PASSWORD, required=True, repeats=("new_password", repeat_echo)),
    ]
    app = DialogApp(FormDialog(plain("Choose"), fields, refuse_different), folder=tmp_path)
    async with app.run_test() as pilot:
        await write(pilot, "kort")
        assert "At least 8 characters." in screen_text(pilot)
        await press(pilot, "enter")
        assert app.focused is app.screen.query_one("#field-new_password")
        await write(pilot, " og lang")
        assert "✓ At least 8 characters." in screen_text(pilot)
        await press(pilot, *["backspace"] * 5)
        assert "✓" not in screen_text(pilot)
        await write(pilot, " lang")
        await press(pilot, "enter")
        await write(pilot, "kort og lan")
        assert "match" not in screen_text(pilot)  # it may still become the same
        await press(pilot, "enter")
        assert "The two do not match." in screen_text(pilot)
        await press(pilot, "shift+tab", "end", "backspace")
        assert "✓ The two match." in screen_text(pilot)
        await write(pilot, "k")
        assert "The two do not match." not in screen_text(pilot)  # the longer one begins like the shorter one
        await write(pilot, "k")
        await press(pilot, "tab", "end")
        await write(pilot, "x")
        assert "The two do not match." in screen_text(pilot)  # at once
        await press(pilot, "backspace", "shift+tab", "end", "backspace", "backspace")
        await press(pilot, "f9")
        assert "kort og lan" in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert app.answers == [True]


async def test_the_digits_of_a_pin_are_counted_while_it_is_typed(tmp_path: Path) -> None:
    fields = [FormField("pin", "PIN, 6 digits", FieldKind.PASSWORD, echo=pin_echo)]
    app = DialogApp(FormDialog(plain("PIN"), fields, refuse_different), folder=tmp_path)
    async with app.run_test() as pilot:
        for typed, said in (("12", "Six digits."), ("3456", "Too easy to guess"), ("\b9", "✓ Six digits.")):
            await press(pilot, *("backspace" if letter == "\b" else letter for letter in typed))
            assert said in screen_text(pilot), typed

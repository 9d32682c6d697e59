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
from tui_app.ui.sign_in.credentials import password_echo


async def refuse_different(values: Mapping[str, object]) -> None:
    """As the flow does."""
    if values["new_password"] != values["again"]:
        raise InvalidInput({"again": "not_the_same"})


async def test_too_short_stays_and_what_is_corrected_is_no_longer_told(tmp_path: Path) -> None:
    fields = [
        FormField("new_password", "New password", FieldKind.PASSWORD, required=True, echo=password_echo),
        FormField("again", "Repeat", FieldKind.PASSWORD, required=True),
    ]
    app = DialogApp(FormDialog(plain("Choose"), fields, refuse_different), folder=tmp_path)
    async with app.run_test() as pilot:
        await write(pilot, "kort")
        assert "At least 8 characters." in screen_text(pilot)
        await press(pilot, "enter")
        assert app.focused is app.screen.query_one("#field-new_password")
        await write(pilot, " og lang")
        assert "At least 8 characters." not in screen_text(pilot)
        await press(pilot, "enter")
        await write(pilot, "kort og lan")
        await press(pilot, "enter")
        assert "The two do not match." in screen_text(pilot)
        await press(pilot, "shift+tab", "end", "backspace")
        assert "The two do not match." not in screen_text(pilot)
        await press(pilot, "f9")
        assert "kort og lan" in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert app.answers == [True]

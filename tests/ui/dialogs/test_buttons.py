"""Every dialog has its buttons in one order: what it is about first, the way out that Escape takes last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Button

from tests.conftest import NOW
from tests.house.source import modules
from tests.ui.host import DialogApp
from tests.ui.screens import press
from tui_app.domain.form_drafts import UnsavedText, unsaved_text_key
from tui_app.ui.content import plain
from tui_app.ui.dialogs.confirm import ConfirmDialog
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.form import FormDialog
from tui_app.ui.editing.conflict_dialog import ConflictDialog
from tui_app.ui.editing.unsaved_dialog import UnsavedTextDialog
from tui_app.ui.shell.typed_text_dialog import TypedTextDialog
from tui_app.ui.widgets.frame import KeyFooter

ON_SCREENS = {"tui_app/ui/shell/settings.py", "tui_app/ui/sign_in/welcome_screen.py"}
"""Buttons that open something, and answer no question."""
SAVING = {
    "tui_app/ui/actions/edit_flows.py": 1,
    "tui_app/ui/administration/organisation.py": 1,
    "tui_app/ui/administration/reminder_settings.py": 2,
    "tui_app/ui/administration/retention_flows.py": 1,
    "tui_app/ui/conversations/calendar_export.py": 1,
    "tui_app/ui/conversations/minutes_export.py": 1,
    "tui_app/ui/conversations/planning_flows.py": 1,
    "tui_app/ui/dialogs/save_file.py": 1,
    "tui_app/ui/follow_up/schedule_flows.py": 2,
    "tui_app/ui/my_data/my_data_screen.py": 1,
    "tui_app/ui/people/codes/issued_screen.py": 1,
    "tui_app/ui/people/flows.py": 1,
    "tui_app/ui/people/leaving.py": 1,
    "tui_app/ui/people/team_flows.py": 1,
    "tui_app/ui/practice/look_back.py": 1,
    "tui_app/ui/sign_in/credentials.py": 2,
}
"""How many forms of a module do nothing else than save what is there: an edit, a setting, a file."""


async def _save(values: object) -> None:
    """Take anything."""


def form() -> FormDialog:
    # a choice keeps its value, so that leaving needs no question
    field = FormField("whom", "Whom", FieldKind.CHOICE, 1, choices=((1, "Ola"), (2, "Per")))
    return FormDialog(plain("Invite to practise"), [field], _save, submit_label="Invite")


def final() -> ConfirmDialog:
    return ConfirmDialog("Erase?", plain("It cannot be undone."), "Erase", "Do not erase", reading=plain("All of it."))


def asked_for() -> ConfirmDialog:
    return ConfirmDialog("Share?", plain("You can add to it."), "Share", "Not yet", is_asked_for=True)


def texts() -> ConflictDialog:
    return ConflictDialog("Work", ("There", "There"), ("Here", "Here"))


def steps() -> ConflictDialog:
    return ConflictDialog("How well?", (2, "two"), (4, "four"))


def unsaved() -> UnsavedTextDialog:
    return UnsavedTextDialog(UnsavedText(unsaved_text_key("note", 1, NOW, 2), "Ola", "A text", "It was signed.", NOW))


def typed() -> TypedTextDialog:
    return TypedTextDialog("call the course", [("c", "Comment"), ("a", "New action")])


CASES = [
    (form, ["Invite", "Cancel"], "Ola"),
    (final, ["Erase", "Do not erase"], "Do not erase"),
    (asked_for, ["Share", "Not yet"], "Share"),
    (texts, ["Use your version", "Use the saved version", "Keep both"], "Keep both"),
    (steps, ["Use your version", "Use the saved version"], "Use the saved version"),
    (unsaved, ["Copy all", "Discard it", "Keep for now"], "A text"),
    (typed, ["Comment", "New action", "Throw it away"], "Comment"),
]


@pytest.mark.parametrize(("dialog", "order", "focused"), CASES)
async def test_the_way_out_is_last_and_escape_is_called_the_same(
    dialog: Callable[[], Screen[Any]], order: list[str], focused: str, tmp_path: Path
) -> None:
    app = DialogApp(dialog(), folder=tmp_path)
    async with app.run_test() as pilot:
        await press(pilot)
        buttons = sorted(app.screen.query(Button), key=lambda one: one.region.x)
        assert [str(one.label) for one in buttons] == order
        assert f"Esc {order[-1]}" in str(app.screen.query_one(KeyFooter).render())
        if isinstance(app.focused, Button):
            assert str(app.focused.label) == focused
        await press(pilot, "escape")
    by_button = DialogApp(dialog(), folder=tmp_path)
    async with by_button.run_test() as pilot:
        await press(pilot)
        await pilot.click(f"#{list(by_button.screen.query(Button))[-1].id}")
        await press(pilot)
    assert app.answers == by_button.answers
    assert len(app.answers) == 1


def test_no_dialog_makes_its_buttons_itself() -> None:
    making = {
        module.path
        for module in modules()
        if module.path.startswith("tui_app/ui/")
        for _call, name in module.calls()
        if name == "Button"
    }
    assert making == ON_SCREENS | {"tui_app/ui/dialogs/buttons.py"}


def test_only_a_form_that_saves_says_so() -> None:
    saving = Counter(
        module.path
        for module in modules()
        if module.path.startswith("tui_app/ui/")
        for call, name in module.calls()
        if name in ("show_form", "show_part_form") and not any(one.arg == "submit_label" for one in call.keywords)
    )
    assert saving == SAVING


async def test_the_key_of_a_form_names_what_it_does(tmp_path: Path) -> None:
    app = DialogApp(form(), folder=tmp_path)
    async with app.run_test() as pilot:
        await press(pilot)
        assert "Ctrl+S Invite" in str(app.screen.query_one(KeyFooter).render())


async def test_arrows_go_round_the_answers_and_not_into_what_is_read(tmp_path: Path) -> None:
    app = DialogApp(final(), folder=tmp_path)
    async with app.run_test() as pilot:
        await press(pilot)
        seen = []
        for _again in range(3):
            await press(pilot, "right")
            assert isinstance(app.focused, Button)
            seen.append(str(app.focused.label))
        assert seen == ["Erase", "Do not erase", "Erase"]

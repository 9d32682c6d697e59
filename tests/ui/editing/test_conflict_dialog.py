"""The question about two versions of one answer, alone in an application of a few lines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.host import DialogApp
from tui_app.ui.editing.conflict_dialog import ConflictDialog
from tui_app.ui.screen_protocols import KeepsBothTexts
from tui_app.ui.widgets.frame import KeyFooter


def texts() -> ConflictDialog:
    return ConflictDialog("Work", ("There", "There"), ("Here", "Here"))


def steps() -> ConflictDialog:
    return ConflictDialog("How well?", (2, "two"), (4, "four"))


@pytest.mark.parametrize(
    ("dialog", "keys", "answer"),
    [
        (texts, ("enter",), "There\n\nHere"),
        (texts, ("left", "enter"), "There"),
        (texts, ("right", "enter"), "Here"),
        (texts, ("escape",), "There\n\nHere"),
        (steps, ("enter",), 2),
        (steps, ("right", "enter"), 4),
        (steps, ("escape",), 2),
    ],
)
async def test_a_version_is_chosen(dialog: Any, keys: tuple[str, ...], answer: object) -> None:
    app = DialogApp(dialog())
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert app.answers == [answer]


async def test_a_lock_keeps_both_texts() -> None:
    app = DialogApp(texts())
    async with app.run_test() as pilot:
        assert isinstance(app.dialog, KeepsBothTexts)
        app.dialog.keep_both_texts()
        await pilot.pause()
        assert app.answers == ["There\n\nHere"]


@pytest.mark.parametrize(("dialog", "label"), [(texts, "Keep both"), (steps, "Use the saved version")])
async def test_escape_says_what_it_does(dialog: Any, label: str) -> None:
    app = DialogApp(dialog())
    async with app.run_test() as pilot:
        await pilot.pause()
        footer = app.screen.query_one(KeyFooter)
        assert f"Esc {label}" in str(footer.render())

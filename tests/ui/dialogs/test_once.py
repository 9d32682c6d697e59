"""A dialog takes all keys from the moment it is asked for, and answers once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import ModalScreen

from tests.ui.screens import running, screen_text, settled, setup_for
from tui_app.domain.records.person import Person, Viewer
from tui_app.ui.content import plain
from tui_app.ui.dialogs.confirm import ConfirmDialog
from tui_app.ui.executor import ThreadExecutor


async def together(pilot: Pilot[str], *keys: str) -> None:
    """Press keys that arrive in one packet."""
    app: Any = pilot.app
    for key in keys:
        event = Key(key, key if len(key) == 1 else None)
        event.set_sender(app)
        app._driver.send_message(event)
    await pilot.pause()
    await app.input_handled()
    await settled(pilot)


def dialogs(pilot: Pilot[str]) -> int:
    return sum(isinstance(screen, ModalScreen) for screen in pilot.app.screen_stack)


@pytest.mark.parametrize("threads", [False, True])
@pytest.mark.parametrize("pressed", ["a", "n", "p"])
async def test_a_burst_of_a_key_opens_one_dialog(
    pressed: str, threads: bool, kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    changed: dict[str, Any] = {"executor": ThreadExecutor()} if threads else {}
    async with running(setup_for(kari, now, tmp_path, **changed)) as pilot:
        while "Ola Hansen" not in screen_text(pilot):
            await pilot.pause(0.05)
        await together(pilot, *[pressed] * 4)
        while not dialogs(pilot):
            await pilot.pause(0.05)
        await settled(pilot)
        assert dialogs(pilot) == 1


async def test_a_burst_of_answers_answers_once(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await together(pilot, "a", "x", "escape", "escape", "enter", "enter", "escape", "escape")
        assert pilot.app.return_code is None
        assert not dialogs(pilot)


async def test_a_second_answer_has_no_effect(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        app: Any = pilot.app
        answers: list[object] = []

        async def ask() -> None:
            answers.append(await app.ctx.ask(ConfirmDialog("Sure?", plain("Really."), "Yes", "No")))

        app.ctx.spawn(ask())
        await settled(pilot)
        dialog = app.screen
        dialog.dismiss(True)
        dialog.dismiss(False)
        await settled(pilot)
        dialog.dismiss(False)
        await settled(pilot)
        assert answers == [True]
        assert "My team" in screen_text(pilot)


async def test_an_answer_that_nobody_waits_for_closes_the_dialog(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        app: Any = pilot.app
        dialog = ConfirmDialog("Sure?", plain("Really."), "Yes", "No")
        app.ctx.spawn(app.ctx.ask(dialog))
        await settled(pilot)
        answer: Any = dialog._result_callbacks[-1].future
        answer.cancel()
        await settled(pilot)
        dialog.dismiss(True)
        await settled(pilot)
        assert not dialogs(pilot)

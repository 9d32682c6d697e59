"""A slow start and a slow search: what is typed meanwhile is not taken for something else."""

from __future__ import annotations

from asyncio import Event as LoopEvent
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ui.screens import InlineExecutor, press, running, screen_text, settled, setup_for, write
from tests.ui.whole.slow import until
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import form_drafts
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.services.people import people


class HeldUpSearch(InlineExecutor):
    """Whoever looks for people waits while the way is barred; everything else is answered at once."""

    def __init__(self) -> None:
        self.way = LoopEvent()
        self.way.set()

    async def __call__(self, use_case: Callable[..., Any], *args: object) -> Any:
        if people.find in args:
            await self.way.wait()
        return use_case(*args)


class SlowStart(InlineExecutor):
    """What a start announces is read late."""

    def __init__(self) -> None:
        self.way = LoopEvent()

    async def __call__(self, use_case: Callable[..., Any], *args: object) -> Any:
        if form_drafts.unannounced_titles in args:
            await self.way.wait()
        return use_case(*args)


async def test_a_form_begun_during_a_slow_start_is_not_called_unfinished(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    executor = SlowStart()
    async with running(setup_for(kari, now, tmp_path, executor=executor)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await until(pilot, lambda: bool(form_drafts.unannounced_titles(kari, now)))
        executor.way.set()
        await settled(pilot)
        assert "Ta kurs" in screen_text(pilot)
        assert "Not finished" not in screen_text(pilot)
    assert list(form_drafts.unannounced_titles(kari, now).values()) == ["New action for Ola Hansen"]


@pytest.mark.parametrize("keys", [("enter",), ("tab", "ctrl+s"), ("ctrl+s",), ("enter", "enter"), ("down", "enter")])
async def test_a_name_typed_faster_than_it_is_found_is_not_taken_for_another(
    keys: tuple[str, ...], kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    for name in ("Karen Lie", "Karianne Lie"):
        people.add(kari, now, validate_draft(PersonDraft, {"name": name}))
    executor = HeldUpSearch()
    async with running(setup_for(kari, now, tmp_path, executor=executor)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await press(pilot, "tab")
        await write(pilot, "fredag")
        await press(pilot, "tab", "ctrl+u")
        await write(pilot, "kar")
        assert "Karen Lie" in screen_text(pilot)
        executor.way.clear()
        await write(pilot, "ianne")
        await press(pilot, *keys)
        assert actions.checklist(kari, now, ChecklistScope.TEAM) == ()
        assert "No one here has that name" not in screen_text(pilot)
        executor.way.set()
        await until(pilot, lambda: "New action for" not in screen_text(pilot))
    (action,) = actions.checklist(kari, now, ChecklistScope.TEAM)
    assert action.responsible_name == "Karianne Lie"


async def test_a_name_typed_on_after_enter_is_not_yet_meant(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    for name in ("Karen Lie", "Karianne Lie"):
        people.add(kari, now, validate_draft(PersonDraft, {"name": name}))
    executor = HeldUpSearch()
    async with running(setup_for(kari, now, tmp_path, executor=executor)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await press(pilot, "tab")
        await write(pilot, "fredag")
        await press(pilot, "tab", "ctrl+u")
        executor.way.clear()
        await write(pilot, "kar")
        await press(pilot, "enter")
        await write(pilot, "ia")
        executor.way.set()
        await until(pilot, lambda: "Karianne Lie" in screen_text(pilot))
        assert "New action for" in screen_text(pilot)
        await press(pilot, "enter")
    (action,) = actions.checklist(kari, now, ChecklistScope.TEAM)
    assert action.responsible_name == "Karianne Lie"

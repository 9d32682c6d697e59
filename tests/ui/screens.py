"""Helpers for tests that press keys and read the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.services.hasher import HASHER
from tui_app.domain.accounts.records import Session
from tui_app.domain.records.person import Viewer
from tui_app.files import access
from tui_app.files.settings import Settings
from tui_app.files.staff_lists import read_staff_list
from tui_app.ui.app import SamtaleApp
from tui_app.ui.context import Parts
from tui_app.ui.executor import Executor, InlineExecutor


def parts_for(viewer: Viewer | None, now: datetime, folder: Path, **changed: Any) -> Parts:
    """The application's parts with a frozen clock; nothing is read from or written to outside `folder`."""
    gate: Executor = changed.pop("gate", None) or InlineExecutor()
    values: dict[str, Any] = {
        "gate": gate,
        "now": lambda: now,
        "settings": Settings(),
        "viewer": viewer,
        "set_up": lambda name: viewer,
        "remember": lambda settings: None,
        "read_staff_list": read_staff_list,
        "staff_lists_nearby": lambda: tuple(sorted(folder.glob("*.csv"))),
        "shipped_forms": access.shipped_forms,
        "read_form": access.read_form,
        "write_form": access.write_form,
        "question_bank": access.question_bank,
        "write_figures": access.write_figures,
        "write_minutes": access.write_minutes,
        "write_calendar": partial(access.write_calendar, zone="Europe/Oslo"),
        "write_text": access.write_text,
        "write_my_data": access.write_my_data,
        "documents": folder,
        "crash_log": folder / "crashes.log",
        "reference": lambda: "1234abcd",
        "smith": HASHER,
        "session": Session(viewer.id, terminal="here") if viewer else None,
        "terminal": "here",
    }
    return Parts(**(values | changed))


@asynccontextmanager
async def running(parts: Parts, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[str]]:
    """The application, running without a terminal; ready when its first screen is."""
    app = SamtaleApp(parts)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[str]) -> None:
    """Wait until nothing is under way that ends by itself; a form that waits for its person does not count."""
    await pilot.pause()
    while not pilot.app.screen.is_mounted:  # Textual takes a process for idle that others keep from the processor
        await pilot.pause()


async def press(pilot: Pilot[str], *keys: str) -> None:
    """Press keys one by one, each after the last has had its effect."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def write(pilot: Pilot[str], text: str) -> None:
    """Type a text."""
    await pilot.press(*("space" if character == " " else character for character in text))
    await settled(pilot)


def screen_text(pilot: Pilot[str]) -> str:
    """What stands on the screen."""
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


async def shows(pilot: Pilot[str], words: str) -> None:
    """Wait until these words stand on the screen.

    Raises:
        AssertionError: they do not come.
    """
    for _ in range(80):
        if words in screen_text(pilot):
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{words!r} is not on the screen:\n{screen_text(pilot)}")


def links_on(pilot: Pilot[str]) -> list[object]:
    """Every live link on the screen; people's text must never make one."""
    return [
        segment.style.meta["@click"]
        for strip in pilot.app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None and "@click" in segment.style.meta
    ]

"""Helpers for tests that press keys and read the screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.timer import Timer

from tests.services.hasher import HASHER
from tui_app.domain.accounts.records import Session
from tui_app.domain.records.person import Viewer
from tui_app.files.access import LocalFileAccess
from tui_app.files.settings import Settings
from tui_app.ui.app import SamtaleApp
from tui_app.ui.setup import AppSetup

WAIT_SECONDS = 30.0
SOON = 1.0
"""Seconds within which a timer goes off for which a picture waits."""


class InlineExecutor:
    """Runs use cases at once, on the caller's thread, so that a test never has to wait."""

    async def __call__(self, use_case: Callable[..., Any], *args: object) -> Any:
        """Run `use_case(*args)` now."""
        return use_case(*args)

    def close(self) -> None:
        """Do nothing."""


def setup_for(viewer: Viewer | None, now: datetime, folder: Path, **changed: Any) -> AppSetup:
    """What the application is given at its start, with a frozen clock and files in `folder` only.

    Args:
        viewer: who is signed in; None to start with the sign-in or the welcome screen.
        changed: attributes of `AppSetup` that differ, and `home_folder`, where files are proposed to be saved.
    """
    home = changed.pop("home_folder", folder)
    values: dict[str, Any] = {
        "executor": InlineExecutor(),
        "now": lambda: now,
        "settings": Settings(),
        "viewer": viewer,
        "set_up": lambda name: viewer,
        "remember": lambda settings, owner_id: None,
        "files": LocalFileAccess("Europe/Oslo", home=home, cwd=folder),
        "crash_log": folder / "crashes.log",
        "reference": lambda: "1234abcd",
        "hasher": HASHER,
        "session": Session(viewer.id, terminal="here") if viewer else None,
        "terminal": "here",
    }
    return AppSetup(**(values | changed))


@asynccontextmanager
async def running(setup: AppSetup, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[str]]:
    """The application, running without a terminal; ready when its first screen is."""
    app = SamtaleApp(setup)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[str]) -> None:
    """Wait until nothing is under way that ends by itself; a form that waits for its person does not count.

    Textual's own pause takes a process for idle that others keep from the processor. So this looks at the event loop:
    it is at rest when nothing is ready to run, no layout is due and no size is on its way. Timers and threads are not
    waited for.
    """
    await pilot.pause()
    end = time.monotonic() + WAIT_SECONDS
    while _is_at_work(pilot):
        assert time.monotonic() < end, "the application does not come to rest"
        await pilot._wait_for_screen()
        pilot.app.screen._on_timer_update()  # what is due at the next frame is done now
        await asyncio.sleep(0)


def _is_at_work(pilot: Pilot[str]) -> bool:
    """True while something is ready to run; called when everything that was ready before has run."""
    app, screen = pilot.app, pilot.app.screen
    return not app._exit and bool(  # one that has ended draws nothing more
        asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
        or app._resize_event
        or app._resize_timer
        or not screen.is_mounted
        or screen._layout_required
        or screen.size != app.size
    )


async def at_rest(pilot: Pilot[str]) -> None:
    """Wait also for what the application does a moment later, such as saving what was written."""
    while any(_is_pending(timer) for pump in _pumps(pilot) for timer in [*pump._timers]):
        await pilot.pause(0.02)
    await settled(pilot)


def _pumps(pilot: Pilot[str]) -> list[MessagePump]:
    screens = pilot.app.screen_stack
    return [pilot.app, *(widget for screen in screens for widget in screen.walk_children(with_self=True))]


def _is_pending(timer: Timer) -> bool:
    """True for a timer that goes off once and soon."""
    is_waiting = timer._task is not None and not timer._task.done()
    return is_waiting and timer._repeat == 0 and timer._interval < SOON


async def press(pilot: Pilot[str], *keys: str) -> None:
    """Press keys one by one, each after the last has had its effect."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def say_yes(pilot: Pilot[str]) -> None:
    """Give the other answer than the safe one, wherever the focus is."""
    pilot.app.screen.set_focus(pilot.app.screen.query_one("#yes"))
    await press(pilot, "enter")


async def write(pilot: Pilot[str], text: str) -> None:
    """Type a text."""
    await pilot.press(*("space" if character == " " else character for character in text))
    await settled(pilot)


async def resize(pilot: Pilot[str], size: tuple[int, int]) -> None:
    """Give the terminal another size, and wait until the screen has it."""
    await pilot.resize_terminal(*size)
    while pilot.app.screen.size != size or pilot.app._resize_timer:  # the program waits for the last of many sizes
        await pilot.pause(0.02)
    await settled(pilot)
    assert pilot.app.screen.size == size


def screen_text(pilot: Pilot[str]) -> str:
    """The text on the screen."""
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


async def shows(pilot: Pilot[str], words: str) -> None:
    """Wait until the screen shows these words.

    Raises:
        AssertionError: it does not.
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

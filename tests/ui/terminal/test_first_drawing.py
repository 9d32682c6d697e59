"""What can wait for the first screen is asked once that has been drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from tui_app.ui.textual_compat import FastFocusScreen, PatchedApp


class Page(FastFocusScreen):
    """Asks for something while it is mounted, as a screen does whose data is there at once."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: asyncio.Queue[Size] = asyncio.Queue()

    def compose(self) -> ComposeResult:
        yield Static("Team")

    def see(self) -> None:
        self.seen.put_nowait(self.query_one(Static).size)

    async def on_mount(self) -> None:
        """Wait until what was read is there, as the first screen does."""
        await self.run_worker(self.read()).wait()

    async def read(self) -> None:
        self.call_when_drawn(self.see)
        await asyncio.to_thread(lambda: None)


class First(PatchedApp):
    """An application whose first screen it is."""

    MODES = {"page": Page}
    DEFAULT_MODE = "page"


async def test_the_first_drawing_comes_first() -> None:
    app = First()
    async with app.run_test(size=(40, 10)):
        page = app.screen
        assert isinstance(page, Page)
        assert await asyncio.wait_for(page.seen.get(), 5) == Size(40, 1)


@pytest.mark.parametrize("change", [lambda page: page.refresh(), lambda page: None])
async def test_later_it_does_not_wait_for_another_drawing(change: Callable[[Page], object]) -> None:
    app = First()
    async with app.run_test() as pilot:
        page = app.screen
        assert isinstance(page, Page)
        await pilot.pause()
        await asyncio.wait_for(page.seen.get(), 5)
        change(page)
        page.call_when_drawn(page.see)
        assert await asyncio.wait_for(page.seen.get(), 5)

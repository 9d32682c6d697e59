"""What can wait for the first screen is asked once that has been drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widgets import Static

from tests.ui.demo import demo
from tui_app.ui.app import SamtaleApp
from tui_app.ui.textual_compat import FastFocusScreen, PatchedApp
from tui_app.ui.theme import OTHER_STYLES


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


class Plain(Page):
    """Is drawn with the first style sheets."""

    needs_later_css = False


class Second(PatchedApp):
    """Another screen comes in front of its first one."""

    MODES = {"plain": Plain}
    DEFAULT_MODE = "plain"


async def test_a_later_style_sheet_is_there_for_the_screen_that_needs_it(tmp_path: Path) -> None:
    sheet = tmp_path / "later.tcss"
    sheet.write_text("Static { width: 7; }", encoding="utf-8")
    app = Second()
    app.LATER_CSS = [sheet]  # type: ignore[misc]  # a file of this test alone
    async with app.run_test(size=(40, 10)) as pilot:
        assert app.screen.query_one(Static).size.width == 40
        await app.push_screen(Page())
        await pilot.pause()
        assert app.screen.query_one(Static).size.width == 7


def _styles(pilot: Pilot[str]) -> list[dict[str, Any]]:
    return [dict(node.styles.base.get_rules()) for node in pilot.app.screen.walk_children(with_self=True)]


@pytest.mark.parametrize("width", [80, 160])
async def test_no_style_sheet_that_comes_later_changes_the_first_screen(
    database: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    later = SamtaleApp.LATER_CSS
    assert [path.stem for path in later] == list(OTHER_STYLES)
    monkeypatch.setattr(SamtaleApp, "LATER_CSS", [])
    async with demo(tmp_path, "en", (width, 30)) as pilot:
        before = _styles(pilot)
        pilot.app.stylesheet.read_all(later)
        pilot.app.stylesheet.parse()
        pilot.app.stylesheet.update(pilot.app)
        assert _styles(pilot) == before

"""The help, alone in a small application."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding
from textual.screen import Screen

from tests.ui.host import SIZES, HostApp
from tests.ui.screens import press, screen_text
from tui_app.domain.records.person import Viewer
from tui_app.text.i18n import N_, using_language
from tui_app.ui.shell.help import HelpDialog


class ListScreen(Screen[None]):
    """A screen with a key that works, and one that does not."""

    BINDINGS = [
        Binding("a", "add", N_("New action")),
        Binding("m", "move", N_("Move date")),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "move"

    def action_add(self) -> None:
        """Do nothing."""


async def shown(app: HostApp) -> HelpDialog:
    below = ListScreen()
    await app.push_screen(below)
    dialog = HelpDialog(below)
    await app.push_screen(dialog)
    return dialog


class LongKeyScreen(ListScreen):
    """A screen with a key that has a long name."""

    BINDINGS = [Binding("ctrl+shift+pagedown,alt+down", "add", N_("New action"))]


@pytest.mark.usefixtures("database")
async def test_both_groups_have_what_keys_do_in_one_column(tmp_path: Path, kari: Viewer) -> None:
    app = HostApp(folder=tmp_path, viewer=kari)
    async with app.run_test(size=(100, 60)) as pilot:
        await app.push_screen(below := LongKeyScreen())
        await app.push_screen(HelpDialog(below))
        await pilot.pause()
        lines = screen_text(pilot).splitlines()
        columns = {line.index(label) for label in ("New action", "Undo") for line in lines if f" {label}" in line}
        assert len(columns) == 1


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("language", "works", "rests"),
    [("en", "New action", "Move date"), ("nb", "Nytt tiltak", "Flytt")],
)
async def test_only_keys_that_do_something_now_are_listed(
    tmp_path: Path, kari: Viewer, size: tuple[int, int], language: str, works: str, rests: str
) -> None:
    with using_language(language):
        app = HostApp(folder=tmp_path, viewer=kari)
        async with app.run_test(size=size) as pilot:
            await shown(app)
            await pilot.pause()
            lines = [line.strip("│┃▏▕ \n") for line in screen_text(pilot).splitlines()]
            assert any(line.startswith("a ") and line.endswith(works) for line in lines)
            assert not any(rests in line for line in lines)


@pytest.mark.usefixtures("database")
async def test_escape_leads_back_once(tmp_path: Path, kari: Viewer) -> None:
    app = HostApp(folder=tmp_path, viewer=kari)
    async with app.run_test() as pilot:
        await shown(app)
        await pilot.pause()
        await pilot.press("escape", "escape")
        await press(pilot)
        assert isinstance(app.screen, ListScreen)

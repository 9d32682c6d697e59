"""A small application in which a test tries one dialog or a few widgets, in the styles of Samtale."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from tests.conftest import NOW
from tests.ui.screens import setup_for
from tui_app import ui
from tui_app.domain.records.person import Viewer
from tui_app.ui.context import AppContext
from tui_app.ui.textual_compat import PatchedApp
from tui_app.ui.theme import FIRST_STYLES, OTHER_STYLES

SMALL = (80, 24)
LARGE = (160, 45)
SIZES = (SMALL, LARGE)
"""The smallest terminal that Samtale is made for, and a large one."""


class HostApp(PatchedApp):
    """Shows widgets.

    Attributes:
        ctx: what a widget or a dialog may ask the application for; without a folder there is none.
    """

    CSS_PATH = [Path(ui.__path__[0]) / "styles" / f"{area}.tcss" for area in FIRST_STYLES + OTHER_STYLES]

    def __init__(self, *widgets: Widget, folder: Path | None = None, viewer: Viewer | None = None) -> None:
        """Take what is shown, the folder for files, and who is signed in."""
        super().__init__()
        self.animation_level = "none"  # as in the application
        self._shown = widgets
        if folder is not None:
            self.ctx = AppContext(self, setup_for(viewer, NOW, folder))

    def compose(self) -> ComposeResult:
        yield from self._shown


class DialogApp(HostApp):
    """Shows a dialog.

    Attributes:
        answers: what the dialog has answered: one value, once it is closed.
    """

    def __init__(self, dialog: Screen[Any], *, folder: Path | None = None, viewer: Viewer | None = None) -> None:
        """Take the dialog, the folder for files, and who is signed in."""
        super().__init__(folder=folder, viewer=viewer)
        self.dialog = dialog
        self.answers: list[Any] = []

    async def on_mount(self) -> None:
        await self.push_screen(self.dialog, self.answers.append)

"""The demonstration team on the screen, for tests that look at what is drawn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.conftest import NOW
from tests.ui.screens import running, setup_for
from tui_app.files.demo.team import read_demo_team
from tui_app.files.resources import resource_path
from tui_app.files.settings import Settings
from tui_app.services.demo.fill import fill_database
from tui_app.text.i18n import set_language


@asynccontextmanager
async def demo(folder: Path, language: str, size: tuple[int, int], **changed: Any) -> AsyncIterator[Pilot[str]]:
    """The application with the demonstration team; the database is bound already.

    Args:
        folder: for files.
        language: of the team and the screen.
        size: columns and rows.
        changed: settings that differ.
    """
    set_language(language)
    viewer = fill_database(read_demo_team(resource_path("demo_team.toml"), NOW.date(), language), NOW)
    settings = Settings(language=language, **changed)
    async with running(setup_for(viewer, NOW, folder, settings=settings, is_demo=True), size) as pilot:
        yield pilot

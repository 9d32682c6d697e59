"""Sharing right after typing, while the database is slow: what is asked about is what was typed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from tests.ui.conversations.view.views import go, view_of
from tests.ui.editing.test_unsaved import without_rights
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tests.ui.whole.test_slow_database import held as locked
from tui_app.domain.records.person import Viewer
from tui_app.services.conversations import conversation_view
from tui_app.storage.addresses import SqliteAddress
from tui_app.ui.executor import ThreadExecutor
from tui_app.ui.messages import OpenConversation

ASKED = "sees your answers from now on"


async def test_what_was_just_typed_counts_as_answered_however_slow_the_disk_is(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    async with running(setup_for(employee, now, tmp_path, executor=ThreadExecutor())) as pilot:
        app: Any = pilot.app
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Prepare.")
        await go(pilot, "Work")
        with locked(database, reads_too=False) as let_go:
            await write(pilot, "the new ward")
            await pilot.press("ctrl+s")
            await shows(pilot, "working…")
            assert ASKED not in screen_text(pilot)
            let_go()
            await shows(pilot, ASKED)
        assert "not answered" not in screen_text(pilot)
        await press(pilot, "enter")
        await shows(pilot, "can see your answers now")
    view = conversation_view.get_view(employee, now, talk)
    assert view.my_preparation.answers["proud"].value == "the new ward"


async def test_nothing_is_shared_while_what_was_typed_cannot_be_saved(
    employee: Viewer, talk: int, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    async with view_of(employee, talk, now, tmp_path) as pilot:
        await go(pilot, "Work")
        with without_rights():
            await write(pilot, "the new ward")
            await press(pilot, "ctrl+s")
            await shows(pilot, "Not everything is saved yet")
            assert ASKED not in screen_text(pilot)
        await press(pilot, "ctrl+s")
        await shows(pilot, ASKED)
        assert "not answered" not in screen_text(pilot)

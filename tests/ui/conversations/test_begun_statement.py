"""A statement that is begun and not added has its mark in the list of conversations, for its writer alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import cast_of
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.records.person import Viewer
from tui_app.services.minutes import statements


async def test_a_begun_statement_is_marked_for_its_writer(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    cast = cast_of(kari, now)
    conversation_id = conversations.signed(cast, now)
    statements.save_draft(cast.employee, now, conversation_id, "Jeg mener", 0)
    async with running(setup_for(cast.employee, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "3")
        await shows(pilot, "statement begun")
    async with running(setup_for(cast.leader, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "3")
        await shows(pilot, "signed")
        assert "statement begun" not in screen_text(pilot)

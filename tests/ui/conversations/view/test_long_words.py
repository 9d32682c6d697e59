"""What is asked about a long text leaves the answers on the screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.ui.conversations.view.views import view_of
from tests.ui.screens import press, screen_text, shows
from tui_app.domain.drafts.actions import GoalDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.goal import GoalKind
from tui_app.domain.records.person import Viewer
from tui_app.services.minutes import comments, drafting, statements, submission
from tui_app.services.people import goals

LONG = "\n".join(f"Line {number}" for number in range(80))


async def test_a_long_statement_can_be_added_and_read(
    employee: Viewer, signed: int, now: datetime, tmp_path: Path
) -> None:
    statements.save_draft(employee, now, signed, LONG, 0)
    async with view_of(employee, signed, now, tmp_path, (80, 24)) as pilot:
        await press(pilot, "ctrl+s")
        await shows(pilot, "in your name, and both can read")
        text = screen_text(pilot)
        assert "Not yet" in text
        assert "Line 0" in text


async def test_minutes_with_many_gaps_can_be_submitted(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    for number in range(20):
        values = {"text": f"Goal {number}", "kind": GoalKind.WORK, "conversation_id": held}
        goals.add(kari, now, employee.id, validate_draft(GoalDraft, values))
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    async with view_of(employee, held, now, tmp_path, (80, 24)) as pilot:
        await press(pilot, "ctrl+s")
        await shows(pilot, "Submitting also signs.")
        text = screen_text(pilot)
        assert "Not yet" in text
        assert "No action agreed" in text


async def test_long_comments_can_be_returned_and_read(
    kari: Viewer, employee: Viewer, held: int, now: datetime, tmp_path: Path
) -> None:
    drafting.save_section(employee, now, held, "work", "We talked", 0)
    submission.submit(employee, now, held, "en")
    comments.save_comment(kari, now, held, "work", LONG, 0)
    async with view_of(kari, held, now, tmp_path, (80, 24)) as pilot:
        await press(pilot, "ctrl+s")
        await shows(pilot, "This returns the minutes to Ola Hansen")
        text = screen_text(pilot)
        assert "Not yet" in text
        assert "Line 0" in text

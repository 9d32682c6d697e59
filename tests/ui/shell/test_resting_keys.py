"""A key that is listed and can do nothing says why; every other key stays silent."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from tests.conftest import viewer_of
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions


async def test_a_key_without_an_action_says_that_none_is_selected(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "space")
        await shows(pilot, "Done: no action is selected")
        await press(pilot, "m")
        await shows(pilot, "Move date: no action is selected")
        assert "Done: no action" not in screen_text(pilot)


async def test_a_key_that_only_others_may_use_says_so(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    draft = validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": ola.id, "due": date(2026, 12, 4)})
    actions.add(kari, now, kari.id, draft)
    async with running(setup_for(viewer_of(ola), now, tmp_path)) as pilot:
        await press(pilot, "2", "m")
        await shows(pilot, "Move date: only the two who agreed on it can")


async def test_keys_that_are_not_listed_and_keys_in_dialogs_stay_silent(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "2", "Q", "f12", "escape")
        assert not pilot.app._notifications
        await press(pilot, "f2", "6", "u")
        assert not pilot.app._notifications


async def test_the_due_date_of_a_closed_action_is_not_offered_to_be_moved(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    draft = validate_draft(ActionDraft, {"text": "Ta kurs", "responsible_id": kari.id, "due": date(2026, 12, 4)})
    actions.add(kari, now, ola.id, draft)
    async with running(setup_for(kari, now, tmp_path), size=(160, 45)) as pilot:
        await press(pilot, "2")
        await shows(pilot, "m Move date")
        await press(pilot, "space")
        await shows(pilot, "Space Reopen")
        assert "m Move date" not in screen_text(pilot)
        await press(pilot, "m")
        await shows(pilot, "Move date: reopen the action first")

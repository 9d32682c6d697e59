"""On the screen: who answered a request that is gone, who followed up meanwhile, and whose people they are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.services.sample_conversations import Cast, cast_of
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tests.ui.sign_in.test_rights import Notices
from tui_app.domain.accounts.records import Session
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.follow_up import FollowUpDraft, FollowUpRequestDraft
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import signed_in
from tui_app.services.administration import stand_ins
from tui_app.services.follow_up import follow_ups, requests


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


@pytest.fixture
def siri(cast: Cast, now: datetime) -> Viewer:
    stand_ins.add(cast.administrator, now, cast.leader.id, cast.stranger.id, now.date(), now.date())
    return signed_in.get_viewer(Session(cast.stranger.id), now)


@pytest.mark.parametrize("keys", [(), ("enter",), ("f",)], ids=["team", "page", "session"])
async def test_a_request_answered_by_the_other_is_not_silently_gone(
    cast: Cast, siri: Viewer, now: datetime, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    asked = requests.send(cast.employee, now, validate_draft(FollowUpRequestDraft, {})).subject_id
    notices = Notices()
    async with running(setup_for(cast.leader, now, tmp_path, change_source=notices), (120, 30)) as pilot:
        await shows(pilot, "asks for a follow-up")
        await press(pilot, *keys)
        await pilot.pause(0.1)
        requests.acknowledge(siri, now, asked)
        notices.waiting = True
        await shows(pilot, f"{siri.name} has answered")


async def test_a_follow_up_by_the_other_is_told_in_the_session(
    cast: Cast, siri: Viewer, now: datetime, tmp_path: Path
) -> None:
    notices = Notices()
    async with running(setup_for(siri, now, tmp_path, change_source=notices), (120, 30)) as pilot:
        await shows(pilot, "» Ola Hansen")
        await press(pilot, "f")
        await shows(pilot, "A short note")
        follow_ups.record(cast.leader, now, cast.employee.id, validate_draft(FollowUpDraft, {"note": "Vi ringtes"}))
        notices.waiting = True
        await shows(pilot, "has just followed up")
        assert "Vi ringtes" in screen_text(pilot)


async def test_borrowed_people_are_marked_in_the_smallest_terminal(siri: Viewer, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(siri, now, tmp_path), (80, 24)) as pilot:
        await shows(pilot, "» Ola Hansen")
        assert "» You cover for Lise" in screen_text(pilot)

"""The owner of a code that somebody used is asked about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import Cast
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tests.ui.sign_in.shared_computer import Clock, shared, sign_in
from tui_app.files.settings import Settings
from tui_app.services.accounts import accounts, sessions


async def test_the_owner_is_asked_about_a_code_that_somebody_used(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    taken = accounts.issue_code(cast.leader, now, HASHER, cast.employee.id)
    sessions.choose_password_with_code(now, HASHER, "office", "Ola Hansen", taken, PASSWORD)
    own = accounts.issue_code(cast.leader, now, HASHER, cast.employee.id)
    later = now + timedelta(hours=1)
    async with running(shared(later, tmp_path, clock), (80, 24)) as pilot:
        await sign_in(pilot, "ola", own)
        for _ in range(2):
            await write(pilot, "ku og katt på tur")
            await press(pilot, "enter")
        await shows(pilot, "Was this you?")
        await shows(pilot, "office")
        await shows(pilot, "no longer works")
        await press(pilot, "right", "enter")
        await shows(pilot, "chose a new password with a one-time code")


async def test_on_ones_own_computer_one_is_asked_about_a_used_code_once(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    taken = accounts.issue_code(cast.leader, now, HASHER, cast.employee.id)
    sessions.choose_password_with_code(now, HASHER, "office", "Ola Hansen", taken, PASSWORD)
    later, kept = now + timedelta(hours=1), list[Settings]()
    async with running(
        setup_for(cast.employee, later, tmp_path, remember=lambda settings, owner_id: kept.append(settings))
    ) as pilot:
        await shows(pilot, "Was this you?")
        await shows(pilot, "someone can sign in as you")
        await press(pilot, "enter")
    async with running(setup_for(cast.employee, later, tmp_path, settings=kept[-1])) as pilot:
        await pilot.pause(1)
        assert "Was this you?" not in screen_text(pilot)

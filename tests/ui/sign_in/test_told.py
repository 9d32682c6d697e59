"""What is shown to somebody is asked with the name first; what happened to an account is told on every way in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.services import sample_conversations as conversations
from tests.services.minutes.test_sharing import new_leader
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows, write
from tui_app.domain.errors import NotAllowed
from tui_app.domain.records.person import Viewer
from tui_app.files.settings import Settings
from tui_app.services.administration import stand_ins
from tui_app.services.minutes import sharing
from tui_app.ui.messages import OpenConversation


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


async def test_on_their_own_computer_the_team_is_told_of_a_stand_in(cast: Cast, now: datetime, tmp_path: Path) -> None:
    stand_ins.add(cast.administrator, now, cast.leader.id, cast.administrator.id, now.date(), now.date())
    for told in (True, False):
        async with running(setup_for(cast.employee, now, tmp_path, home="me"), (120, 30)) as pilot:
            await shows(pilot, "My page")
            if told:
                await shows(pilot, "Kari Nordmann appointed")
            else:
                await pilot.pause(0.8)
                assert "appointed" not in screen_text(pilot)


async def test_signed_minutes_are_shown_to_a_new_leader_only_after_a_question(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    conversation_id = conversations.signed(cast, now)
    nina = new_leader(cast, now)
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), (120, 40)) as pilot:
        pilot.app.ctx.open(OpenConversation(conversation_id))  # type: ignore[attr-defined]
        await shows(pilot, "Show to new leader")
        await press(pilot, "ctrl+s")
        await shows(pilot, f"Show {nina.name} the minutes")
        await press(pilot, "escape")
        with pytest.raises(NotAllowed):
            sharing.read_shared(nina, now, conversation_id)
        await press(pilot, "ctrl+s", "enter")
        await shows(pilot, "can read these minutes now")
        assert sharing.read_shared(nina, now, conversation_id)


async def test_taking_turns_without_a_password_is_asked_again_and_said(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    remembered: list[Settings] = []
    setup = setup_for(None, now, tmp_path, set_up=lambda name: kari, remember=lambda to, owner: remembered.append(to))
    async with running(setup, (120, 40)) as pilot:
        await shows(pilot, "Welcome")
        await write(pilot, "Kari Nordmann")
        await press(pilot, "tab", "right", "tab", "enter")
        await shows(pilot, "Choose your password")
        await press(pilot, "escape")
        await shows(pilot, "Several people can only take turns here if you have a password")
        await press(pilot, "tab", "enter")
        await shows(pilot, "Choose your password")
        await press(pilot, "escape", "enter")
        await shows(pilot, "Only you use this computer")
        assert not remembered[-1].several


async def test_taking_turns_is_asked_again_at_the_next_start_if_this_one_ends_before_the_password(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    remembered: list[Settings] = []
    setup = setup_for(None, now, tmp_path, set_up=lambda name: kari, remember=lambda to, owner: remembered.append(to))
    async with running(setup, (120, 40)) as pilot:
        await shows(pilot, "Welcome")
        await write(pilot, "Kari Nordmann")
        await press(pilot, "tab", "right", "tab", "enter")
        await shows(pilot, "Choose your password")
    for is_asked in (True, False):
        again = setup_for(
            kari, now, tmp_path, settings=remembered[-1], remember=lambda to, owner: remembered.append(to)
        )
        async with running(again, (120, 40)) as pilot:
            await shows(pilot, "Choose your password" if is_asked else "Your team is empty")
            await settled(pilot)
            assert ("Choose your password" in screen_text(pilot)) is is_asked
            if is_asked:
                await press(pilot, "escape")
                await shows(pilot, "Several people can only take turns")
                await press(pilot, "escape")
                await shows(pilot, "Only you use this computer")

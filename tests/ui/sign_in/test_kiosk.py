"""A kiosk: no way out, and no session outlives a hand-over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.services.hasher import OTHER_PASSWORD, PASSWORD
from tests.services.sample_conversations import Cast, drafted, planned
from tests.ui.editing.test_unsaved import without_rights
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows, write
from tests.ui.sign_in.shared_computer import Clock, shared, sign_in
from tui_app.domain.errors import DomainError
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import signed_in
from tui_app.ui.messages import OpenConversation


async def test_at_a_kiosk_no_session_outlives_a_hand_over(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    talk = drafted(cast, now)
    for ends_by_key in (True, False):
        async with running(shared(now, tmp_path, clock, is_kiosk=True)) as pilot:
            app: Any = pilot.app
            await sign_in(pilot, "lise", PASSWORD)
            await shows(pilot, "My team")
            leaders = app.ctx.computer.session
            app.ctx.open(OpenConversation(talk))
            await shows(pilot, "Arbeidet")
            await press(pilot, "f3")
            await shows(pilot, "it is your turn")
            if ends_by_key:
                await write(pilot, OTHER_PASSWORD)
                await press(pilot, "enter")
                await shows(pilot, "Vi snakket om kurset.")
                await press(pilot, "ctrl+q")
            else:
                clock.seconds += 91
                app.session_lock.watch_idle()
            await settled(pilot)
        assert app.return_value == "anew"
        with pytest.raises(DomainError, match="session_ended"):
            signed_in.get_viewer(leaders, now)


async def test_a_kiosk_names_no_folder(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    for is_kiosk in (False, True):
        async with running(shared(now, tmp_path, clock, is_kiosk=is_kiosk)) as pilot:
            with without_rights():
                await sign_in(pilot, "lise", PASSWORD)
                await shows(pilot, "The database is read-only here")
            assert ("read-only here." in screen_text(pilot)) is is_kiosk, "otherwise a colon and the path"


async def test_nothing_writes_the_screen_to_a_file(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "ctrl+p", *"screenshot")
        await shows(pilot, "No matches")


async def test_a_kiosk_has_no_way_out(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    async with running(shared(now, tmp_path, clock, is_kiosk=True)) as pilot:
        await press(pilot, "ctrl+q", "ctrl+c", "ctrl+p")
        await shows(pilot, "Who are you?")
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        await press(pilot, "ctrl+p", "i")
        assert "My team" in screen_text(pilot)
        await press(pilot, "ctrl+q")
        await settled(pilot)
    assert pilot.app.return_value == "anew"


@pytest.mark.parametrize("is_kiosk", [True, False])
async def test_one_key_leads_out_of_a_dialog_too_and_what_is_half_typed_is_kept(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock, is_kiosk: bool
) -> None:
    setup = shared(now, tmp_path, clock, is_kiosk=is_kiosk)
    async with running(setup) as pilot:
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "My page")
        await press(pilot, "a")
        await shows(pilot, "Esc Cancel")
        await write(pilot, "Half a plan")
        await press(pilot, "f4")
        await settled(pilot)
        if not is_kiosk:
            await shows(pilot, "Locked by")
        assert "Half a plan" not in screen_text(pilot)
    assert (pilot.app.return_value == "anew") == is_kiosk
    async with running(setup) as pilot:
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "My page")
        await press(pilot, "a")
        await shows(pilot, "Half a plan")


async def test_a_text_that_no_key_takes_is_said_to_be_unused(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    talk = planned(cast, now)
    async with running(shared(now, tmp_path, clock, is_kiosk=True)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "My page")
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Arbeidet")
        app.unfocused_text.offer("The course went well")  # what the terminal sends in one piece
        await shows(pilot, "No field has the focus")

"""Without a key the screen locks after a while, each kind of work with its own time."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from tests.services.hasher import PASSWORD
from tests.services.sample_conversations import Cast, held
from tests.ui.screens import press, running, screen_text, settled, shows, write
from tests.ui.sign_in.shared_computer import Clock, shared, sign_in
from tui_app import environment
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.settings import OrganisationDraft
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.administration import organisation
from tui_app.services.minutes import drafting
from tui_app.ui.messages import OpenConversation, OpenPerson, OpenPractice


async def test_idle_time_warns_and_locks_and_a_key_puts_it_off(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        clock.seconds += 76
        app.session_lock.watch_idle()
        await shows(pilot, "Press any key to stay")
        await press(pilot, "down")
        clock.seconds += 60
        app.session_lock.watch_idle()
        await settled(pilot)
        assert "Press any key" not in screen_text(pilot)
        clock.seconds += 3600  # asleep in a bag: that time counts
        await press(pilot, "a")
        await shows(pilot, "Locked by")
        assert "Due" not in screen_text(pilot)


async def test_practising_together_has_the_time_of_a_conversation(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        app.ctx.open(OpenPractice(PracticeFormat.PAIR))
        await shows(pilot, "Who speaks first?")
        await press(pilot, "enter")
        await shows(pilot, "A speaks")
        clock.seconds += 240  # the speaker has four minutes
        app.session_lock.watch_idle()
        await settled(pilot)
        assert "A speaks" in screen_text(pilot)
        await press(pilot, "escape")
        await shows(pilot, "My team")
        app.session_lock.watch_idle()  # as once a second
        clock.seconds += 91
        app.session_lock.watch_idle()
        await shows(pilot, "Locked by")


async def test_a_conversation_being_held_has_its_own_time(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    values = {"country": "NO", "conversation_minutes": 20}
    organisation.update(cast.administrator, now, validate_draft(OrganisationDraft, values))
    talk = held(cast, now)
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Ola writes the minutes")
        clock.seconds += 20 * 60 - 121
        app.session_lock.watch_idle()
        await settled(pilot)
        assert "Press any key to stay" not in screen_text(pilot)
        clock.seconds += 2
        app.session_lock.watch_idle()
        await shows(pilot, "Locks in 119 seconds")
        clock.seconds += 120
        app.session_lock.watch_idle()
        await shows(pilot, "Locked by")
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Ola writes the minutes")
        await press(pilot, "escape")  # who has left it has the usual time again
        await shows(pilot, "My team")
        app.session_lock.watch_idle()  # as once a second
        clock.seconds += 91
        app.session_lock.watch_idle()
        await shows(pilot, "Locked by")


@pytest.mark.parametrize("keys", [["2"], ["f1"], ["5", "2"]], ids="-".join)
async def test_it_keeps_that_time_wherever_the_two_look_meanwhile(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock, keys: list[str]
) -> None:
    talk = held(cast, now)
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Ola writes the minutes")
        before = app.screen
        await press(pilot, *keys)
        assert app.screen is not before
        clock.seconds += 30 * 60 - 119
        app.session_lock.watch_idle()
        await shows(pilot, "Locks in 119 seconds")
        clock.seconds += 120
        app.session_lock.watch_idle()
        await shows(pilot, "Locked by")
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Ola writes the minutes")  # that is what they come back to


async def test_a_page_opened_over_it_keeps_that_time_too(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    talk = held(cast, now)
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Ola writes the minutes")
        app.ctx.open(OpenPerson(cast.employee.id))
        await shows(pilot, "Nothing has been agreed yet")
        clock.seconds += 10 * 60
        app.session_lock.watch_idle()
        await settled(pilot)
        assert "Locked by" not in screen_text(pilot)
        await press(pilot, "f4")
        await shows(pilot, "Locked by")
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Ola writes the minutes")


async def test_a_conversation_that_ended_at_another_terminal_has_the_usual_time(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    """Its screen lies in another mode, and is read all the same."""
    talk = held(cast, now)
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Ola writes the minutes")
        behind = app.screen
        await press(pilot, "2")
        clock.seconds += 10 * 60
        app.session_lock.watch_idle()
        drafting.save_section(cast.employee, now, talk, "work", "Kurset.", 0)
        app.refresh_screens(frozenset({cast.employee.id}))
        await settled(pilot)
        assert not behind.is_being_held
        app.session_lock.watch_idle()
        await shows(pilot, "Locks in 15 seconds")  # and not at once
        clock.seconds += 16
        app.session_lock.watch_idle()
        await shows(pilot, "Locked by")


async def test_a_mouse_that_is_pushed_does_not_keep_the_lock_away_and_a_paste_does(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        clock.seconds += 60
        app.post_message(Paste("something"))
        await settled(pilot)
        clock.seconds += 60
        await pilot.hover(offset=(9, 9))
        app.session_lock.watch_idle()
        await settled(pilot)
        assert "My team" in screen_text(pilot)
        clock.seconds += 31
        await pilot.hover(offset=(5, 5))
        app.session_lock.watch_idle()
        await shows(pilot, "Locked by")


def test_time_asleep_counts() -> None:
    assert abs(environment.monotonic() - time.clock_gettime(time.CLOCK_BOOTTIME)) < 1

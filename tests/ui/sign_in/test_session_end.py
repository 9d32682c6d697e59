"""The end of a session: the keyboard goes to the next one, and what could not be saved is not lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from tests.services.hasher import OTHER_PASSWORD, PASSWORD
from tests.services.sample_conversations import Cast, drafted
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows, write
from tests.ui.sign_in.shared_computer import Clock, every_screen, shared, sign_in
from tui_app.domain.errors import StorageError
from tui_app.services.accounts import accounts
from tui_app.services.minutes import signing, submission
from tui_app.ui.messages import OpenConversation


async def test_the_keyboard_is_handed_over_and_given_back(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    talk = drafted(cast, now)
    setup = setup_for(cast.leader, now, tmp_path, monotonic=clock, owner_id=cast.leader.id)
    async with running(setup) as pilot:
        app: Any = pilot.app
        await settled(pilot)
        app.ctx.computer.has_password = True
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Arbeidet")
        await press(pilot, "f3")
        await shows(pilot, "Ola Hansen, it is your turn")
        await write(pilot, OTHER_PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Vi snakket om kurset.")
        assert app.ctx.me.id == cast.employee.id
        await press(pilot, "ctrl+q")
        await shows(pilot, "Lise Łukasz. Enter your password")
        await write(pilot, "not hers")
        await press(pilot, "enter")
        await shows(pilot, "Wrong name or password")
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Arbeidet")
        assert app.ctx.me.id == cast.leader.id


async def test_a_session_ended_elsewhere_ends_here(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "My page")
        accounts.end_sessions(cast.administrator, now, cast.employee.id)
        await press(pilot, "f5")
        await shows(pilot, "This session has ended")
        await shows(pilot, "Who are you?")


async def test_a_text_that_no_waiting_helps_to_save_does_not_keep_others_out(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    talk = drafted(cast, now, "")
    long = "Dette er viktig for meg. " * 1_000
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Arbeidet")
        await press(pilot, "ctrl+down")
        app.set_focus(app.screen.query("TextArea").first())
        app.post_message(Paste(long))
        await shows(pilot, "viktig for meg")
        await press(pilot, "f4")
        await shows(pilot, "Locked by Ola Hansen")
        await press(pilot, "escape")
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        assert "viktig for meg" not in screen_text(pilot)
        await press(pilot, "f4")
        await shows(pilot, "Lise Łukasz. Enter your password")
        await press(pilot, "escape")
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "This could not be saved")
        assert "This is too long." in screen_text(pilot)
        assert app.screen.query_one("#not-saved").text == long.strip()
        await press(pilot, "tab", "tab", "enter")
        await settled(pilot)
        assert "This could not be saved" not in screen_text(pilot)
        await press(pilot, "f4")
        await shows(pilot, "Ola Hansen. Enter your password")
        await write(pilot, OTHER_PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Arbeidet")
        assert "This could not be saved" not in screen_text(pilot), "it was thrown away"


async def test_what_could_not_be_saved_at_the_end_is_not_left_on_the_sign_in_screen(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    talk = drafted(cast, now, "")
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Arbeidet")
        await press(pilot, "ctrl+down")
        field = app.screen.query("TextArea").first()
        app.set_focus(field)
        submission.submit(cast.employee, now, talk, "nb")
        field.insert("Dette er fortrolig")
        await app.action_quit()
        await shows(pilot, "Who are you?")
        for _ in range(10):
            await pilot.pause(0.05)
            assert "fortrolig" not in screen_text(pilot)
        assert len(every_screen(app)) == 1
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "Dette er fortrolig")


async def test_all_that_another_terminal_closed_is_put_aside_though_the_database_is_away(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui_app.services import form_drafts

    talk, away = drafted(cast, now, ""), [True]
    really = form_drafts.save_unsaved_text

    def put_aside(*about: Any) -> None:
        if away[0]:
            raise StorageError("database_unreachable")
        really(*about)

    monkeypatch.setattr(form_drafts, "save_unsaved_text", put_aside)
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Arbeidet")
        await press(pilot, "ctrl+down")
        field = app.screen.query("TextArea").first()
        app.set_focus(field)
        field.insert("Et viktig avsnitt")
        submission.submit(cast.employee, now, talk, "nb")
        signing.sign(cast.leader, now, talk)
        await settled(pilot)
        app.refresh_screens()
        await shows(pilot, "cannot be reached")
        assert any(screen.is_unsaved for screen in app.ending._writing()), "it waits"
        await press(pilot, "f4")
        await shows(pilot, "Saving what you have written")
        away[0] = False
        await shows(pilot, "Locked by Ola Hansen")
        await write(pilot, OTHER_PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Et viktig avsnitt")

"""Signing in, key by key: names, secrets, codes and new passwords."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.events import Paste
from textual.widgets import Input

from tests.services.hasher import HASHER, OTHER_PASSWORD, PASSWORD
from tests.services.sample_conversations import Cast
from tests.ui.screens import press, running, screen_text, settled, shows, write
from tests.ui.sign_in.shared_computer import Clock, shared, sign_in
from tui_app.services.accounts import accounts, sessions
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.ui.executor import ThreadExecutor


async def test_sign_in_with_a_few_letters_and_a_secret(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        await shows(pilot, "Who are you?")
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "Ola Hansen")
        assert "My page" in screen_text(pilot)


@pytest.mark.parametrize("between", ["\n", "\t", "\r\n", "\u2028", "\n\n\t"])
async def test_a_secret_that_is_pasted_with_the_name_goes_into_its_own_field(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock, between: str
) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        pilot.app.post_message(Paste(f"\nOla Hansen{between}{OTHER_PASSWORD}\n"))
        await settled(pilot)
        assert OTHER_PASSWORD[:4] not in screen_text(pilot)
        assert OTHER_PASSWORD not in pilot.app.screen.query_one("#who Input", Input).value
        await press(pilot, "enter")
        await shows(pilot, "My page")


async def test_a_secret_that_is_pasted_while_a_new_one_is_chosen_goes_nowhere(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    code = accounts.issue_code(cast.leader, now, HASHER, cast.stranger.id)
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "per b", code)
        await shows(pilot, "choose a password")
        pilot.app.screen.query_one("#who Input").focus()
        await press(pilot, "end")
        pilot.app.post_message(Paste(f"x\n{OTHER_PASSWORD}"))
        await settled(pilot)
        assert OTHER_PASSWORD[:4] not in screen_text(pilot)


async def test_a_wrong_secret_is_told_and_nothing_opens(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "ola", PASSWORD)
        await shows(pilot, "Wrong name or password")
        assert "My page" not in screen_text(pilot)


async def test_a_code_asks_for_a_secret_of_ones_own(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    code = accounts.issue_code(cast.leader, now, HASHER, cast.stranger.id)
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "per b", code)
        await shows(pilot, "choose a password")
        await write(pilot, "12345678")
        await press(pilot, "enter")
        await write(pilot, "12345678")
        await press(pilot, "enter")
        await shows(pilot, "Too easy to guess")
        for _ in range(2):
            await write(pilot, "ku og katt på tur")
            await press(pilot, "enter")
        await shows(pilot, "My page")
    assert sessions.sign_in(now, HASHER, "here", "Per Berg", "ku og katt på tur")


async def test_a_new_password_is_told_what_is_wrong_at_once_and_only_as_long_as_it_is(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    code = accounts.issue_code(cast.leader, now, HASHER, cast.stranger.id)
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "per b", code)
        await shows(pilot, "choose a password")
        await write(pilot, "kort")
        await press(pilot, "enter")
        assert "At least 8 characters." in screen_text(pilot)
        assert pilot.app.focused is pilot.app.screen.query_one("#new-password")
        await write(pilot, " er ikke langt")
        assert "✓ At least 8 characters." in screen_text(pilot)
        await press(pilot, "enter")
        await write(pilot, "kort er ikke langr")
        await press(pilot, "enter")
        assert "The two do not match." in screen_text(pilot)
        assert pilot.app.focused is pilot.app.screen.query_one("#again")
        await press(pilot, "backspace")
        await write(pilot, "t")
        assert "The two do not match." not in screen_text(pilot)
        await press(pilot, "enter")
        await shows(pilot, "My page")


async def test_a_code_is_readable_while_it_is_typed_and_f9_shows_a_password(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    code = accounts.issue_code(cast.leader, now, HASHER, cast.stranger.id)
    async with running(shared(now, tmp_path, clock)) as pilot:
        await write(pilot, "per b")
        await press(pilot, "enter")
        await write(pilot, code[:4])
        assert code[:4] not in screen_text(pilot)
        await write(pilot, code[4:7])
        assert code[:7] in screen_text(pilot)
        await press(pilot, *["backspace"] * 7)
        await write(pilot, "KATT-dans")
        assert "KATT-dans" in screen_text(pilot), "it begins like a code"
        await press(pilot, *["backspace"] * 9)
        await write(pilot, "katt-dans")
        assert "katt-dans" not in screen_text(pilot)
        assert "F9 Show" in screen_text(pilot)
        await press(pilot, "f9")
        assert "katt-dans" in screen_text(pilot)
        await press(pilot, "f9")
        assert "katt-dans" not in screen_text(pilot)
        await press(pilot, "f9", "shift+tab")
        assert "katt-dans" not in screen_text(pilot), "a field that is left is covered"


async def test_what_is_left_half_typed_at_sign_in_is_not_for_the_next_one(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    code = accounts.issue_code(cast.leader, now, HASHER, cast.stranger.id)
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "per b", code)
        await shows(pilot, "choose a password")
        clock.seconds += 91
        app.session_lock.watch_idle()
        await shows(pilot, "Who are you?")
        assert "Per Berg" not in screen_text(pilot)
        await write(pilot, "ola")
        await press(pilot, "enter")
        await write(pilot, OTHER_PASSWORD)
        clock.seconds += 3600  # asleep in a bag: the key that wakes it comes first
        await press(pilot, "enter")
        assert "My page" not in screen_text(pilot)
        await press(pilot, "escape")
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "My page")


async def test_what_others_change_empties_nothing_at_sign_in(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await write(pilot, "nobody")
        app.refresh_screens()  # as when a look for changes ends after somebody has locked
        await settled(pilot)
        assert "nobody" in screen_text(pilot)


async def test_many_wrong_tries_make_one_wait(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "ola", "wrong")
        for _ in range(3):
            await write(pilot, "wrong")
            await press(pilot, "enter")
        await shows(pilot, "Wait 5 s")


async def test_a_secret_is_checked_while_the_keyboard_is_free(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    threads = set[int]()

    class Watched(PasswordHasher):
        def verify(self, stored: str, secret: str) -> bool:
            threads.add(threading.get_ident())
            return super().verify(stored, secret)

    hasher = Watched(HASHER.key, HASHER.random_bytes, HASHER.cost)
    async with running(shared(now, tmp_path, clock, executor=ThreadExecutor(), hasher=hasher)) as pilot:
        await sign_in(pilot, "ola", "wrong")
        await shows(pilot, "Wrong name or password")
    assert threads
    assert threading.get_ident() not in threads


async def test_the_way_out_is_there_before_a_password_is_chosen(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    code = accounts.issue_code(cast.leader, now, HASHER, cast.stranger.id)
    async with running(shared(now, tmp_path, clock, is_kiosk=True)) as pilot:
        await sign_in(pilot, "per b", code)
        await shows(pilot, "choose a password")
        await press(pilot, "f4")
        await settled(pilot)
        assert pilot.app.screen.is_attached


async def test_names_can_be_kept_off_the_screen(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    setup = shared(now, tmp_path, clock)
    setup.settings = replace(setup.settings, names_listed=False)
    async with running(setup) as pilot:
        await write(pilot, "ola")
        assert "Ola Hansen" not in screen_text(pilot)
        await write(pilot, " hansen")
        await press(pilot, "enter")
        await write(pilot, OTHER_PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "My page")

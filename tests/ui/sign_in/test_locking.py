"""Locking and coming back: nothing of a person is left on the screen, and nothing written is lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from tests.services.hasher import OTHER_PASSWORD, PASSWORD
from tests.services.sample_conversations import Cast, drafted, signed
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows, write
from tests.ui.sign_in.shared_computer import Clock, every_screen, shared, sign_in
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.conversations import conversation_view
from tui_app.ui.messages import OpenConversation


@pytest.mark.parametrize("size", [(80, 24), pytest.param((160, 45), marks=pytest.mark.slow)])
async def test_locking_leaves_nothing_and_one_comes_back_to_where_one_was(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock, size: tuple[int, int]
) -> None:
    talk = drafted(cast, now, "Noe fortrolig om sykdom.")
    async with running(shared(now, tmp_path, clock), size) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Arbeidet")
        await press(pilot, "ctrl+down", "ctrl+down")
        sent: list[str] = []
        app._driver.write = sent.append
        app.copy_to_clipboard("fortrolig")
        await press(pilot, "f4")
        await shows(pilot, "Locked by Ola Hansen")
        everything = "\n".join(text_of(widget) for screen in every_screen(app) for widget in screen.walk_children())
        assert "fortrolig" not in everything
        assert len(every_screen(app)) == 1
        assert app.clipboard == ""
        assert [one for one in sent if "]52;" in one][-1] == "\x1b]52;c;\a", "the terminal's own is emptied too"
        assert app.ctx.viewer is None
        assert app.ctx.computer.session is None
        await write(pilot, OTHER_PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Arbeidet")


def text_of(widget: Any) -> str:
    """Everything a widget could show or give back: its text, its value, what can be undone in it."""
    kept = [getattr(widget, name, "") for name in ("text", "value", "content", "border_title", "tooltip")]
    return " ".join(str(one) for one in kept)


async def test_what_is_written_is_saved_at_the_lock(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    talk = drafted(cast, now, "")
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Arbeidet")
        await press(pilot, "ctrl+down")
        await pilot.press(*"Siste ord")
        await press(pilot, "f4")
        await shows(pilot, "Locked by")
    draft = conversation_view.get_view(cast.employee, now, talk).draft
    assert draft is not None
    assert "Siste ord" in [one.value for one in draft.texts.values()]


async def test_what_the_own_page_asks_outlasts_a_lock_and_is_shown_to_nobody_else(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    signed(cast, now)
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await press(pilot, "4")
        await shows(pilot, "Did Lise Łukasz listen?")
        await press(pilot, "f9", "5", "f4")
        await shows(pilot, "Locked by Ola Hansen")
        await press(pilot, "escape")
        await sign_in(pilot, "lise", PASSWORD)
        await press(pilot, "4")
        assert "listen?" not in screen_text(pilot)
        await press(pilot, "ctrl+q")
        await shows(pilot, "Locked by Ola Hansen")
        await write(pilot, OTHER_PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Did Lise Łukasz listen?")


async def test_somebody_else_signs_in_while_one_is_locked(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await press(pilot, "2", "f4")
        await shows(pilot, "Locked by Ola Hansen")
        await press(pilot, "escape")
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        await press(pilot, "u")
        await shows(pilot, "Nothing to undo")
        await press(pilot, "ctrl+q")
        await shows(pilot, "Locked by Ola Hansen")
        await write(pilot, OTHER_PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Actions")
        assert pilot.app.current_mode == "actions"


async def test_a_paste_reaches_nothing_behind_the_sign_in_screen_nor_what_should_have_been_locked(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    talk = drafted(cast, now, "Before the lock.")
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "Arbeidet")
        await press(pilot, "ctrl+down")
        app.set_focus(app.screen.query("TextArea").first())
        app.post_message(Paste("in time"))
        await shows(pilot, "in time")
        clock.seconds += 3600  # asleep in a bag: the first thing after it is a paste
        app.post_message(Paste("pasted"))
        await shows(pilot, "Locked by")
        app.post_message(Paste("pasted"))
        await settled(pilot)
        assert "pasted" not in screen_text(pilot)
    draft = conversation_view.get_view(cast.employee, now, talk).draft
    assert draft is not None
    assert not [one for one in draft.texts.values() if "pasted" in str(one.value)]


async def test_nothing_reaches_behind_the_sign_in(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "lise", PASSWORD)
        await press(pilot, "f4")
        await shows(pilot, "Locked by")
        before = pilot.app.current_mode
        for key in ("1", "2", "3", "4", "ctrl+p", "f3", "f4", "f5", "ctrl+c", "ctrl+v", "ctrl+s", "tab", "u", "q"):
            await press(pilot, key)
            assert pilot.app.current_mode == before
            assert "My team" not in screen_text(pilot)
        await pilot.resize_terminal(60, 20)
        await pilot.click(offset=(5, 5))
        assert "Locked by" in screen_text(pilot)


async def test_locking_ones_own_computer_asks_for_a_secret_first(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    async with running(setup_for(kari, now, tmp_path, monotonic=clock, owner_id=kari.id)) as pilot:
        await press(pilot, "f4")
        await shows(pilot, "Choose your password")
        await write(pilot, PASSWORD)
        await press(pilot, "tab")
        await write(pilot, PASSWORD)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Locked by Kari Nordmann")
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "My team")

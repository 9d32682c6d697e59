"""Signing in, locking, switching users and taking turns, key by key; nothing of a person remains afterwards."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from tests.services.hasher import HASHER, OTHER_PASSWORD, PASSWORD
from tests.services.sample_conversations import Cast, cast_of, drafted, held, signed
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows, write
from tui_app import environment
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.settings import OrganisationDraft
from tui_app.domain.errors import DomainError, StorageError
from tui_app.domain.records.person import Person, Viewer
from tui_app.domain.records.practice import PracticeFormat
from tui_app.files.settings import Settings
from tui_app.services.accounts import accounts, passwords, sessions, signed_in
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.services.administration import organisation
from tui_app.services.conversations import conversation_view
from tui_app.services.minutes import signing, submission
from tui_app.ui.executor import ThreadExecutor
from tui_app.ui.messages import OpenConversation, OpenPractice
from tui_app.ui.setup import AppSetup


class Clock:
    """Seconds since the computer was started, as the test says."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Lise leads Ola; both have a secret."""
    found = cast_of(kari, now)
    for viewer, secret in ((found.leader, PASSWORD), (found.employee, OTHER_PASSWORD)):
        passwords.choose_password(viewer, now, HASHER, "", secret)
    return found


def shared(now: datetime, folder: Path, clock: Clock, **changed: Any) -> AppSetup:
    """A computer on which several take turns."""
    settings = Settings(several=True)
    return setup_for(None, now, folder, settings=settings, asks_who=True, monotonic=clock, **changed)


async def sign_in(pilot: Pilot[str], name: str, secret: str) -> None:
    await write(pilot, name)
    await press(pilot, "enter")
    await write(pilot, secret)
    await press(pilot, "enter")


async def test_sign_in_with_a_few_letters_and_a_secret(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        await shows(pilot, "Who are you?")
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "Ola Hansen")
        assert "My page" in screen_text(pilot)


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
        assert "At least 8 characters." not in screen_text(pilot)
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


async def test_what_is_left_half_typed_at_the_door_is_not_for_the_next_one(
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


async def test_what_others_change_empties_nothing_at_the_door(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        app: Any = pilot.app
        await write(pilot, "nobody")
        app.refresh_screens()  # as when a look for changes ends after somebody has locked
        await settled(pilot)
        assert "nobody" in screen_text(pilot)


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


async def test_many_wrong_tries_make_one_wait(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "ola", "wrong")
        for _ in range(3):
            await write(pilot, "wrong")
            await press(pilot, "enter")
        await shows(pilot, "Wait 5 s")


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


def every_screen(app: Any) -> list[Any]:
    """All that the application still holds, whichever mode is in front."""
    return [screen for stack in app._screen_stacks.values() for screen in stack]


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
        await press(pilot, "1")  # elsewhere the usual time holds again
        clock.seconds += 91
        app.session_lock.watch_idle()
        await shows(pilot, "Locked by")


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


async def test_a_paste_reaches_nothing_behind_the_door_nor_what_should_have_been_locked(
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


async def test_nothing_writes_the_screen_to_a_file(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "ctrl+p", *"screenshot")
        await shows(pilot, "No matches")


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


async def test_nothing_reaches_behind_the_door(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
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


async def test_a_session_ended_elsewhere_ends_here(cast: Cast, now: datetime, tmp_path: Path, clock: Clock) -> None:
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "My page")
        accounts.end_sessions(cast.administrator, now, cast.employee.id)
        await press(pilot, "f5")
        await shows(pilot, "This session has ended")
        await shows(pilot, "Who are you?")


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
        await press(pilot, "tab", "tab", "tab", "enter")
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

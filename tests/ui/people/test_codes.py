"""One-time codes for a whole team: whom one skips, that they are shown once, and the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.accounts.codes import CodeScope
from tui_app.domain.accounts.records import Session
from tui_app.domain.audit import AuditKind
from tui_app.domain.records.person import Viewer
from tui_app.files.settings import Settings
from tui_app.services import access_log
from tui_app.services.accounts import codes, passwords
from tui_app.services.accounts.password_hasher import PasswordHasher
from tui_app.text.i18n import using_language
from tui_app.ui.people.codes.issued_screen import IssuedCodesScreen


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


def made(cast: Cast, now: datetime) -> int:
    return len(access_log.all_entries(cast.administrator, now, (AuditKind.CODE_MADE,)))


def codes_on(screen: Any) -> list[str]:
    assert isinstance(screen, IssuedCodesScreen)
    return [one.code for one in screen._issued.codes]


async def test_a_leader_makes_codes_for_the_team_hands_them_out_and_one_signs_in(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    passwords.choose_password(cast.leader, now, HASHER, "", PASSWORD)
    settings = Settings(several=True)
    session = Session(cast.leader.id, terminal="here")
    async with running(setup_for(cast.leader, now, tmp_path, home="team", settings=settings, session=session)) as pilot:
        await shows(pilot, "2 people have no way to sign in yet")
        await shows(pilot, "D Make codes")
        await press(pilot, "0")
        await shows(pilot, "2 one-time codes")
        await press(pilot, "down", "space")
        await shows(pilot, "skipped")
        await shows(pilot, "1 one-time code")
        await press(pilot, "up", "space", "ctrl+s")
        await shows(pilot, "2 people get a one-time code each")
        await press(pilot, "enter")
        await shows(pilot, "30 November 2026 at")
        shown = codes_on(pilot.app.screen)
        assert len(shown) == 2
        for code in shown:
            assert code in screen_text(pilot)
        await press(pilot, "E", "enter")
        await press(pilot, "ctrl+u")
        await write(pilot, str(tmp_path / "slips"))
        await press(pilot, "ctrl+s")
        await shows(pilot, "Saved:")
        assert (tmp_path / "slips.pdf").read_bytes().startswith(b"%PDF")
        screen: Any = pilot.app.screen
        await press(pilot, "escape")
        await shows(pilot, "code until")
        assert screen._issued.codes == ()
        assert not any(code in screen_text(pilot) for code in shown)
        await press(pilot, "escape")
        await shows(pilot, "My team")
        assert "no way to sign in" not in screen_text(pilot)
    async with running(setup_for(None, now, tmp_path, settings=settings, asks_who=True)) as pilot:
        await write(pilot, "ola")
        await press(pilot, "enter")
        await write(pilot, shown[0].lower())
        await press(pilot, "enter")
        await shows(pilot, "New password")


async def test_what_is_not_saved_is_closed_only_after_asking(cast: Cast, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(cast.leader, now, tmp_path, home="team"), size=(80, 24)) as pilot:
        await shows(pilot, "Ola Hansen")
        assert "no way to sign in" not in screen_text(pilot)  # nobody else signs in at this computer
        await press(pilot, "D", "ctrl+s", "enter")
        await shows(pilot, "shown only now")
        shown = codes_on(pilot.app.screen)
        await press(pilot, "escape")
        await shows(pilot, "The codes are not saved.")
        await press(pilot, "enter")
        await shows(pilot, shown[0])
        await press(pilot, "escape", "tab", "enter")
        await shows(pilot, "code until")
        assert made(cast, now) == 2


async def test_a_lost_code_is_made_anew_on_purpose_only(cast: Cast, now: datetime, tmp_path: Path) -> None:
    codes.issue_codes(cast.leader, now, HASHER, [cast.employee.id])
    async with running(setup_for(cast.leader, now, tmp_path, home="team")) as pilot:
        await press(pilot, "D")
        await shows(pilot, "1 one-time code")
        await press(pilot, "space")
        await shows(pilot, "2 one-time codes")
        await press(pilot, "ctrl+s")
        await shows(pilot, "An unused code stops working")
        await press(pilot, "escape")
        await shows(pilot, "2 one-time codes")
        assert made(cast, now) == 1


async def test_where_nobody_is_chosen_it_says_how_to_choose(cast: Cast, now: datetime, tmp_path: Path) -> None:
    codes.issue_codes(cast.leader, now, HASHER, [cast.employee.id])
    async with running(setup_for(cast.leader, now, tmp_path, home="team"), (80, 24)) as pilot:
        await press(pilot, "D")
        await shows(pilot, "Ctrl+S makes a code for")
        await press(pilot, "down", "space")
        await shows(pilot, "Nobody is chosen. Space chooses one")


async def test_esc_stops_and_nobody_gets_a_code(
    cast: Cast, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = setup_for(cast.administrator, now, tmp_path, home="team")
    original = PasswordHasher.hash
    stop: list[Callable[[], None]] = []

    def hash_then_stop(hasher: PasswordHasher, password: str) -> str:
        stop[0]()
        return original(hasher, password)

    async with running(replace(setup)) as pilot:
        await press(pilot, "6", "enter", "D")
        await shows(pilot, "3 one-time codes")
        screen: Any = pilot.app.screen
        stop.append(screen.action_back)
        monkeypatch.setattr(PasswordHasher, "hash", hash_then_stop)
        await press(pilot, "ctrl+s", "enter")
        await shows(pilot, "Stopped. Nobody got a code.")
        await shows(pilot, "3 one-time codes")
    assert made(cast, now) == 0


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Med Mellomrom hopper du over en"), ("nn", "Med Mellomrom hoppar du over ein")]
)
async def test_where_everybody_has_a_password_that_is_said(
    cast: Cast, now: datetime, tmp_path: Path, language: str, words: str
) -> None:
    with using_language(language):
        async with running(setup_for(cast.leader, now, tmp_path, home="team"), size=(80, 24)) as pilot:
            await press(pilot, "D")
            await shows(pilot, words)
            for one in codes.without_password(cast.leader, now, CodeScope.TEAM):
                passwords.choose_password(Viewer(one.person.id, one.person.name), now, HASHER, "", PASSWORD)
            await press(pilot, "f5")
            await shows(pilot, "Alle kan logge inn.")


async def test_a_kiosk_shows_codes_and_saves_no_file(cast: Cast, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(cast.leader, now, tmp_path, home="team", is_kiosk=True)) as pilot:
        await press(pilot, "D", "ctrl+s", "enter")
        await shows(pilot, "shown only now")
        assert "Save as PDF" not in screen_text(pilot)
        await press(pilot, "E")
        assert isinstance(pilot.app.screen, IssuedCodesScreen)

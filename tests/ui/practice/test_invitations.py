"""A leader invites with a key; the employee finds it on the own page, practises, and is through."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.services.sample_conversations import Cast, cast_of
from tests.ui.host import SMALL
from tests.ui.screens import press, running, screen_text, setup_for, shows
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.practice import PracticeFormat
from tui_app.services.practice import invitations, sessions

INVITES = "Lise Łukasz invites you to practise: Feedforward, 10 min"


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


async def test_the_leader_invites_somebody_from_the_team(cast: Cast, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(cast.leader, now, tmp_path), SMALL) as pilot:
        await press(pilot, "7")
        await shows(pilot, "Open it up")
        assert "p Invite" not in screen_text(pilot)  # alone
        await press(pilot, *["down"] * 6)
        await shows(pilot, "p Invite")
        await press(pilot, "p")
        await shows(pilot, "Invite to: Feedforward")
        await press(pilot, "ctrl+s")
        await shows(pilot, "is invited.")
    found = [one for viewer in (cast.employee, cast.stranger) for one in invitations.waiting(viewer, now)]
    assert [one.format for one in found] == [PracticeFormat.FEEDFORWARD]


@pytest.mark.parametrize("is_kiosk", [False, True])
async def test_the_employee_practises_what_they_are_invited_to(
    cast: Cast, now: datetime, tmp_path: Path, is_kiosk: bool
) -> None:
    invitations.invite(cast.leader, now, cast.employee.id, PracticeFormat.FEEDFORWARD)
    seconds = [0.0]
    setup = setup_for(cast.employee, now, tmp_path, home="me", is_kiosk=is_kiosk, monotonic=lambda: seconds[0])
    async with running(setup, SMALL) as pilot:
        await shows(pilot, INVITES)
        await press(pilot, "7")
        await shows(pilot, "One screen is enough for both.")
        text = screen_text(pilot)
        assert INVITES in text
        for other in ("Open it up", "Peer supervision", "this year", "p Invite", "Next conversation"):
            assert other not in text
        await press(pilot, "enter")
        await shows(pilot, "Before you begin")
        for _step in range(8):
            await press(pilot, "enter")
            seconds[0] += 120
        await shows(pilot, "You are not invited to anything just now.")
        assert [one.format for one in sessions.overview(cast.employee, now).sessions] == [PracticeFormat.FEEDFORWARD]
        await press(pilot, "4")
        await shows(pilot, "4 My page")
        assert INVITES not in screen_text(pilot)
        assert "7 Practice" not in screen_text(pilot)


async def test_an_invitation_is_put_aside_with_one_key(cast: Cast, now: datetime, tmp_path: Path) -> None:
    invitations.invite(cast.leader, now, cast.employee.id, PracticeFormat.SHARE)
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), SMALL) as pilot:
        await shows(pilot, "invites you to practise")
        await press(pilot, "7")
        await shows(pilot, "y Mark as seen")
        await press(pilot, "y")
        await shows(pilot, "You are not invited to anything just now.")
    assert not invitations.waiting(cast.employee, now)


async def test_whoever_is_not_invited_has_no_such_mode(cast: Cast, now: datetime, tmp_path: Path) -> None:
    invitations.invite(cast.leader, now, cast.employee.id, PracticeFormat.SHARE)
    async with running(setup_for(cast.stranger, now, tmp_path, home="me"), SMALL) as pilot:
        await press(pilot, "7")
        await pilot.pause(0.2)
        assert "7 Practice" not in screen_text(pilot)
        assert "invites you" not in screen_text(pilot)

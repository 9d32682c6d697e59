"""Rights that change while somebody is signed in: tabs and keys follow, and a sentence says so."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import accounts
from tui_app.services.administration import stand_ins
from tui_app.services.people import people
from tui_app.ui.context import context_of
from tui_app.ui.messages import OpenPerson
from tui_app.ui.shell.rights import notify_returned_minutes


class Notices:
    """A source of changes that reports each one when asked to."""

    def __init__(self) -> None:
        self.waiting = False

    def changed(self) -> frozenset[int] | None:
        waiting, self.waiting = self.waiting, False
        return None if waiting else frozenset()

    def close(self) -> None:
        """Nothing to close."""


async def hides(pilot: Pilot[str], words: str) -> None:
    """Wait until the screen shows these words no more."""
    for _ in range(80):
        if words not in screen_text(pilot):
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{words!r} is still on the screen")


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    return cast_of(kari, now)


def lead(cast: Cast, now: datetime, person_id: int, leader_id: int) -> None:
    found = people.get_for_editing(cast.administrator, now, person_id)
    draft = validate_draft(PersonDraft, {"name": found.name, "leader_id": leader_id})
    people.edit(cast.administrator, now, person_id, found.version, draft)


def administer(cast: Cast, now: datetime, administers: bool) -> None:
    accounts.set_administrator(cast.administrator, now, cast.stranger.id, administers=administers)


async def test_minutes_returned_while_the_employee_is_signed_in_are_told(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    earlier = conversations.submitted(cast, now)
    conversations.return_minutes(cast.leader, now, earlier, {"work": "Mer"})
    conversation_id = conversations.submitted(cast, now)
    notices = Notices()
    setup = setup_for(cast.employee, now, tmp_path, home="me", change_source=notices)
    async with running(setup, (120, 30)) as pilot:
        ctx = context_of(pilot.app)
        while ctx.computer.returned is None:
            await pilot.pause(0.05)
        conversations.return_minutes(cast.leader, now, conversation_id, {"work": "Mer"})
        notices.waiting = True
        await shows(pilot, "returned the minutes to you")
        third = conversations.submitted(cast, now)
        conversations.return_minutes(cast.leader, now, third, {"work": "Mer"})
        ctx.computer.returned = {earlier: "", conversation_id: ""}
        await notify_returned_minutes(ctx, frozenset({cast.leader.id}))
        assert third not in ctx.computer.returned
        await notify_returned_minutes(ctx, frozenset({cast.employee.id}))
        assert third in ctx.computer.returned
        assert ctx.computer.returned.keys() == {earlier, conversation_id, third}


async def test_an_administrator_gets_and_loses_the_tab(cast: Cast, now: datetime, tmp_path: Path) -> None:
    notices = Notices()
    setup = setup_for(cast.stranger, now, tmp_path, home="me", change_source=notices)
    async with running(setup, (120, 30)) as pilot:
        await shows(pilot, "My page")
        assert "6 Admin" not in screen_text(pilot)
        administer(cast, now, True)
        notices.waiting = True
        await shows(pilot, "You are an administrator now")
        assert "6 Admin" in screen_text(pilot)
        await pilot.press("6")
        await shows(pilot, "People and accounts")
        administer(cast, now, False)
        notices.waiting = True
        await shows(pilot, "You are no longer an administrator.")
        assert "6 Admin" not in screen_text(pilot)
        assert pilot.app.current_mode == "me"


async def test_an_administrator_without_a_team_has_no_practice_on_any_screen(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    notices = Notices()
    async with running(setup_for(kari, now, tmp_path, change_source=notices), (120, 30)) as pilot:
        notices.waiting = True
        computer = context_of(pilot.app).computer
        while computer.rights.leads is None:
            await pilot.pause(0.05)
        await settled(pilot)
        for key in "1316":
            await press(pilot, key)
            assert "7 Practice" not in screen_text(pilot)


async def test_a_new_leader_gets_the_team_and_the_figures(cast: Cast, now: datetime, tmp_path: Path) -> None:
    notices = Notices()
    setup = setup_for(cast.stranger, now, tmp_path, home="me", change_source=notices)
    async with running(setup, (120, 30)) as pilot:
        await shows(pilot, "My page")
        assert "Figures" not in screen_text(pilot)
        lead(cast, now, cast.employee.id, cast.stranger.id)
        notices.waiting = True
        await shows(pilot, "You lead a team now")
        assert "5 Figures" in screen_text(pilot)
        await pilot.press("5")
        lead(cast, now, cast.employee.id, cast.leader.id)
        notices.waiting = True
        await shows(pilot, "You no longer lead anyone.")
        assert pilot.app.current_mode == "me"


async def test_a_stand_in_is_told_when_it_begins_and_ends(cast: Cast, now: datetime, tmp_path: Path) -> None:
    notices, days = Notices(), [0]

    def clock() -> datetime:
        return now + timedelta(days=days[0])

    setup = dataclasses.replace(setup_for(cast.stranger, now, tmp_path, home="me", change_source=notices), now=clock)
    async with running(setup, (120, 30)) as pilot:
        await shows(pilot, "My page")
        tomorrow = now.date() + timedelta(days=1)
        stand_ins.add(cast.administrator, now, cast.leader.id, cast.stranger.id, tomorrow, tomorrow)
        days[0] = 1
        await shows(pilot, "You cover for another leader")
        days[0] = 2
        await shows(pilot, "You no longer cover for another leader")


async def test_one_who_covers_for_another_leader_now_is_told_of_both(cast: Cast, now: datetime, tmp_path: Path) -> None:
    notices, days = Notices(), [0]

    def clock() -> datetime:
        return now + timedelta(days=days[0])

    tomorrow = now.date() + timedelta(days=1)
    stand_ins.add(cast.administrator, now, cast.leader.id, cast.stranger.id, now.date(), now.date())
    stand_ins.add(cast.administrator, now, cast.administrator.id, cast.stranger.id, tomorrow, tomorrow)
    covering = replace(cast.stranger, stands_in_for=frozenset({cast.leader.id}))
    setup = dataclasses.replace(setup_for(covering, now, tmp_path, change_source=notices), now=clock)
    async with running(setup, (120, 30)) as pilot:
        await shows(pilot, "Ola Hansen")
        days[0] = 1
        await shows(pilot, "You cover for another leader")
        await shows(pilot, "You no longer cover for another leader")


async def test_a_page_that_is_lost_is_not_shown_behind_a_dialog_either(
    cast: Cast, now: datetime, tmp_path: Path
) -> None:
    talk = conversations.held(cast, now)
    conversations.agree_action(cast, now, talk, cast.leader, "Between us two")
    notices = Notices()
    async with running(setup_for(cast.leader, now, tmp_path, change_source=notices), (100, 30)) as pilot:
        pilot.app.ctx.open(OpenPerson(cast.employee.id))  # type: ignore[attr-defined]
        await shows(pilot, "Between us two")
        await press(pilot, "t")
        await shows(pilot, "Ctrl+S Add")
        await write(pilot, "half a topic")
        lead(cast, now, cast.employee.id, cast.administrator.id)
        notices.waiting = True
        await hides(pilot, "Between us two")
        assert "half a topic" in screen_text(pilot)
        lead(cast, now, cast.employee.id, cast.leader.id)
        notices.waiting = True
        await shows(pilot, "Between us two")
        lead(cast, now, cast.employee.id, cast.administrator.id)
        notices.waiting = True
        await hides(pilot, "Between us two")
        await press(pilot, "escape")
        await settled(pilot)
        assert "Between us two" not in screen_text(pilot)


async def test_what_changes_for_others_is_not_told(cast: Cast, now: datetime, tmp_path: Path) -> None:
    notices = Notices()
    for viewer in (cast.administrator, cast.leader):
        async with running(setup_for(viewer, now, tmp_path, change_source=notices), (120, 30)) as pilot:
            await shows(pilot, "Team")
            people.add(cast.administrator, now, validate_draft(PersonDraft, {"name": "Nina Ny"}))
            notices.waiting = True
            await pilot.pause(1.2)
            assert "You " not in screen_text(pilot)

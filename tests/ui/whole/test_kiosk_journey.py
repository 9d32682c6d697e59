"""An employee at a shared terminal, for the first time: every key stands on the screen before it is pressed."""

from __future__ import annotations

import re
from datetime import datetime, time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import Cast, cast_of, planned
from tests.ui.languages import ONE_QUICKLY
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Viewer
from tui_app.files.settings import Settings
from tui_app.services.accounts import accounts, sessions
from tui_app.services.actions import actions
from tui_app.services.people import person_page
from tui_app.text.i18n import using_language
from tui_app.ui.setup import AppSetup
from tui_app.ui.widgets.key_names import key_name

KEYS_BESIDE_PROSE = 6
"""So many at most, once name and password are typed."""


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Ola has a conversation today and something to do."""
    found = cast_of(kari, now)
    planned(found, now, on=now.date(), at=time(23, 30))
    due = {"text": "Ta kurs i sårstell", "responsible_id": found.employee.id, "due": now.date()}
    actions.add(found.leader, now, found.employee.id, validate_draft(ActionDraft, due))
    return found


def kiosk(now: datetime, folder: Path) -> AppSetup:
    """A terminal at which people take turns."""
    return setup_for(None, now, folder, settings=Settings(several=True), asks_who=True, is_kiosk=True)


class Newcomer:
    """Presses only what stands on the screen, and counts it."""

    def __init__(self, pilot: Pilot[str]) -> None:
        self._pilot = pilot
        self.pressed = 0

    async def press(self, key: str) -> None:
        """Press a key that the screen names, followed by what it does."""
        shown = screen_text(self._pilot)
        assert re.search(rf"(?m)(^|[\s│┃]){re.escape(key_name(key))} \w", shown), (
            f"{key} is not on the screen:\n{shown}"
        )
        self.pressed += 1
        await press(self._pilot, key)

    async def enter(self, text: str) -> None:
        """Type a text and go on, as the screen says."""
        await write(self._pilot, text)
        await self.press("enter")


@pytest.mark.parametrize("language", ONE_QUICKLY)
@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_in_tick_comment_look_at_today_and_out(
    cast: Cast, now: datetime, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    code = accounts.issue_code(cast.leader, now, HASHER, cast.employee.id)
    sessions.choose_password_with_code(now, HASHER, "here", cast.employee.id, code, PASSWORD)
    with using_language(language):
        async with running(kiosk(now, tmp_path), size) as pilot:
            newcomer = Newcomer(pilot)
            await newcomer.enter("ola")
            await newcomer.enter(PASSWORD)
            await shows(pilot, "Ta kurs i sårstell")
            newcomer.pressed = 0
            await newcomer.press("c")
            await write(pilot, "Jeg er påmeldt")
            await newcomer.press("ctrl+s")
            await newcomer.press("space")
            await newcomer.press("0")
            await shows(pilot, "Lise Łukasz")
            await newcomer.press("f4")
            assert "Ta kurs" not in screen_text(pilot)
            assert newcomer.pressed <= KEYS_BESIDE_PROSE
    page = person_page.get(cast.employee, now, cast.employee.id)
    assert [one.status for one in page.actions] == [ActionStatus.DONE]


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_first_sign_in_with_a_code_goes_through_without_a_stop(
    cast: Cast, now: datetime, tmp_path: Path, size: tuple[int, int]
) -> None:
    code = accounts.issue_code(cast.leader, now, HASHER, cast.employee.id)
    async with running(kiosk(now, tmp_path), size) as pilot:
        newcomer = Newcomer(pilot)
        await shows(pilot, "one-time code")
        await newcomer.enter("ola")
        await newcomer.enter(code)
        for _time in range(2):
            await newcomer.enter(PASSWORD)
        await shows(pilot, "Ta kurs i sårstell")
        assert not pilot.app.screen.is_modal
        assert newcomer.pressed == 4

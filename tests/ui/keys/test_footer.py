"""The footer in the smallest terminal: what people use most is on it, and what has no room is one click away."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.services.actions.agreements import agreed, change
from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import cast_of, planned
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows
from tui_app.domain.actions.changes import SetStatus
from tui_app.domain.records.action import ActionStatus
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import passwords, sessions
from tui_app.text.i18n import using_language
from tui_app.ui.widgets.frame import MORE


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
@pytest.mark.parametrize("status", ActionStatus)
async def test_done_and_comment_stay_in_eighty_columns_whatever_the_action_is(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, language: str, status: ActionStatus
) -> None:
    action_id = agreed(kari, now, ola, ola.id, now.date() - timedelta(days=9), "Ta kurs")
    if status is not ActionStatus.OPEN:
        change(Viewer(ola.id, ola.name), now, action_id, SetStatus(status, reason="Trengs ikke"))
    with using_language(language):
        passwords.choose_password(kari, now, HASHER, "", PASSWORD)
        session = sessions.sign_in(now, HASHER, "here", kari.name, PASSWORD)
        setup = setup_for(kari, now, tmp_path, home="actions", is_kiosk=True, session=session)
        async with running(setup, (80, 24)) as pilot:
            await press(pilot, "w")
            await shows(pilot, "Ta kurs")
            footer = screen_text(pilot).splitlines()[-1]
            assert "c Comment" in footer if language == "en" else "c Kommentar" in footer
            assert status is ActionStatus.DONE or ("Space" if language == "en" else "Mellomrom") in footer
            assert "F4" in footer


async def test_a_click_on_the_sign_for_more_keys_lists_all(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path, home="team"), (60, 24)) as pilot:
        footer = screen_text(pilot).splitlines()[-1]
        await pilot.click(offset=(cell_len(footer[: footer.index(MORE)]), 23))
        await settled(pilot)
        assert pilot.app.screen.is_modal
        assert "Everywhere" in screen_text(pilot)


@pytest.mark.parametrize(("language", "cancels"), [("en", "x Cancel it"), ("nb", "x Avlys"), ("nn", "x Avlys")])
async def test_only_ways_out_are_never_left_out(
    kari: Viewer, now: datetime, tmp_path: Path, language: str, cancels: str
) -> None:
    cast = cast_of(kari, now)
    planned(cast, now)
    with using_language(language):
        async with running(setup_for(cast.leader, now, tmp_path, home="conversations"), (80, 24)) as pilot:
            await shows(pilot, "Ola Hansen")
            _before, _more, end = screen_text(pilot).splitlines()[-1].partition(MORE)
            assert cancels not in end
            assert "F1" in end or not end


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
async def test_in_a_follow_up_going_on_and_commenting_stay(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, language: str
) -> None:
    agreed(kari, now, ola, ola.id, now.date() - timedelta(days=9), "Ta kurs")
    with using_language(language):
        async with running(setup_for(kari, now, tmp_path, home="team"), (80, 24)) as pilot:
            await shows(pilot, "Ola Hansen")
            await press(pilot, "f")
            await shows(pilot, "Ta kurs")
            footer = screen_text(pilot).splitlines()[-1]
            assert "Enter " in footer
            assert " c " in footer

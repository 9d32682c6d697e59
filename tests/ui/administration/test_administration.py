"""An administrator's work, key by key: what the people concerned see of it, and who has seen what."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.services.hasher import HASHER, OTHER_PASSWORD, PASSWORD
from tests.services.sample_conversations import cast_of, signed
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tui_app.domain.accounts.records import Session
from tui_app.domain.audit import AuditKind
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Viewer
from tui_app.domain.records.reminder import ReminderStatus
from tui_app.domain.reminders import MAX_DELIVERY_ATTEMPTS
from tui_app.files.settings import Settings
from tui_app.services.accounts import accounts, passwords, sessions, signed_in
from tui_app.services.conversations import conversation_view
from tui_app.services.people import people
from tui_app.services.reminders import delivery
from tui_app.text.administration import audit_log
from tui_app.text.i18n import set_language
from tui_app.ui.administration import audit_log_screen
from tui_app.ui.messages import OpenConversation
from tui_app.ui.people.one_time_code import OneTimeCodeDialog


async def test_somebody_is_added_gets_a_code_signs_in_with_it_and_sees_that_in_their_log(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    passwords.choose_password(kari, now, HASHER, "", PASSWORD)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "6")
        await shows(pilot, "1 person")
        await press(pilot, "enter", "p")
        await write(pilot, "Nora Ny")
        await press(pilot, "tab")
        await write(pilot, "kari")
        await press(pilot, "tab", "ctrl+s")
        await shows(pilot, "no password yet")
        await press(pilot, "d")
        await shows(pilot, "One-time code for Nora Ny")
        await shows(pilot, "30 November 2026 at")
        screen: Any = pilot.app.screen
        assert isinstance(screen, OneTimeCodeDialog)
        code = screen._code
        assert " ".join(code.split("-")[0]) in screen_text(pilot)
        await press(pilot, "escape")
        await shows(pilot, "code until 30 Nov")
        assert not screen._code
        assert pilot.app.clipboard == ""
    settings = Settings(several=True)
    async with running(setup_for(None, now, tmp_path, settings=settings, asks_who=True)) as pilot:
        await write(pilot, "nora")
        await press(pilot, "enter")
        await write(pilot, code)
        await press(pilot, "enter")
        await shows(pilot, "choose a password")
        for _ in range(2):
            await write(pilot, OTHER_PASSWORD)
            await press(pilot, "enter")
        await shows(pilot, "Kari Nordmann made you a")
        assert "Admin" not in screen_text(pilot)
        await press(pilot, "6", "f6")
        await shows(pilot, "made a one-time code")
        assert "chose a new password" in screen_text(pilot)


async def test_a_closed_account_ends_its_session_at_another_terminal(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    cast = cast_of(kari, now)
    passwords.choose_password(cast.employee, now, HASHER, "", PASSWORD)
    session = sessions.sign_in(now, HASHER, "canteen", cast.employee.name, PASSWORD)
    assert session is not None
    there = setup_for(cast.employee, now, tmp_path, session=session)
    async with running(there) as canteen:
        await shows(canteen, "Your team is empty")
        accounts.set_open(kari, now, cast.employee.id, is_open=False)
        await press(canteen, "4")
        await shows(canteen, "This session has ended")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "6", "enter", "slash")
        await write(pilot, "ola")
        await press(pilot, "enter", "O", "enter")
        await shows(pilot, "Ola Hansen's account is open.")
        await press(pilot, "x", "enter")
        await shows(pilot, "closed")
        assert not accounts.state_of(kari, now, cast.employee.id).is_open


async def test_another_leader_is_said_in_words_before_it_is_done(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    cast = cast_of(kari, now)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "6", "enter", "slash")
        await write(pilot, "ola")
        await press(pilot, "enter", "enter", "tab", "ctrl+u")
        await write(pilot, "per b")
        await press(pilot, "tab", "ctrl+s")
        await shows(pilot, "only if Ola shows them")
        await press(pilot, "enter")
        await shows(pilot, "Nothing is saved yet.")
        assert people.get_for_editing(kari, now, cast.employee.id).leader_id == cast.leader.id
        await press(pilot, "ctrl+s", "right", "enter")
        await shows(pilot, "Per Berg")
        assert people.get_for_editing(kari, now, cast.employee.id).leader_id == cast.stranger.id


async def test_a_stand_in_is_named_and_both_see_it_on_their_team(kari: Viewer, now: datetime, tmp_path: Path) -> None:
    cast = cast_of(kari, now)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "6", "down", "enter", "a")
        await write(pilot, "lise")
        await press(pilot, "enter")
        await write(pilot, "per b")
        await press(pilot, "enter", "enter")
        await write(pilot, "4.12")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Per Berg Lise Łukasz")
        await press(pilot, "escape")
        await shows(pilot, "Per Berg for Lise Łukasz until 4 Dec")
    stand_in = signed_in.get_viewer(Session(cast.stranger.id), now)
    async with running(setup_for(stand_in, now, tmp_path)) as pilot:
        await shows(pilot, "You cover for Lise Łukasz until 4 Dec")
        await shows(pilot, "Ola Hansen")
    async with running(setup_for(cast.leader, now, tmp_path)) as pilot:
        await shows(pilot, "Per Berg covers for you until 4 Dec")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "6", "down", "enter", "x", "enter")
        await shows(pilot, "No stand-ins now.")


async def test_the_employee_sees_who_opened_a_conversation_and_the_administrator_no_title(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    cast = cast_of(kari, now)
    talk = signed(cast, now, "Fortrolig")
    conversation_view.get_view(cast.leader, now + timedelta(hours=1), talk)
    accounts.issue_code(cast.leader, now, HASHER, cast.employee.id)
    async with running(setup_for(cast.employee, now, tmp_path)) as pilot:
        app: Any = pilot.app
        await press(pilot, "4", "f6")
        await shows(pilot, "made a one-time code")
        await shows(pilot, "Lise Łukasz")
        assert "opened “" in screen_text(pilot)
        await press(pilot, "escape")
        app.ctx.open(OpenConversation(talk))
        await shows(pilot, "F6")
        await press(pilot, "f6")
        await shows(pilot, "opened “")
        assert "made a one-time code" not in screen_text(pilot)
    async with running(setup_for(kari, now, tmp_path), (120, 30)) as pilot:
        await press(pilot, "6", "end", "enter")
        await shows(pilot, "opened a conversation")
        await press(pilot, "w")
        await shows(pilot, "opened a conversation")
        assert "one-time code" not in screen_text(pilot)
        await press(pilot, "w", "w", "p")
        await write(pilot, "ola")
        await press(pilot, "enter")
        await shows(pilot, "About Ola Hansen:")
        assert "made a one-time code" in screen_text(pilot)


async def test_on_a_kiosk_nobody_administers_but_a_leader_gives_a_code(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    cast_of(kari, now)
    async with running(setup_for(kari, now, tmp_path, is_kiosk=True)) as pilot:
        await shows(pilot, "Lise Łukasz")
        assert "Admin" not in screen_text(pilot)
        await press(pilot, "6")
        assert pilot.app.current_mode == "team"
        await press(pilot, "d")
        await shows(pilot, "One-time code for")


@pytest.mark.parametrize("language", ["en", "nb"])
async def test_every_mode_fits_on_the_top_line_and_each_chooses_a_secret_in_the_settings(
    kari: Viewer, now: datetime, tmp_path: Path, language: str
) -> None:
    set_language(language)
    async with running(setup_for(kari, now, tmp_path, is_demo=True), (80, 24)) as pilot:
        assert "6 Admin" in screen_text(pilot).splitlines()[0]
        await press(pilot, "f2")
        pilot.app.screen.query_one("#choose-password").focus()
        await press(pilot, "enter")
        await shows(pilot, {"en": "Choose your password", "nb": "Ditt eget passord"}[language])
    set_language("en")


def test_every_kind_of_line_has_words_and_a_place() -> None:
    assert set(audit_log.ENTRY_MESSAGES) == set(AuditKind)
    assert {kind for kinds in audit_log_screen.LOG_FILTERS.values() for kind in kinds} == set(AuditKind)


async def test_an_administrator_sees_whose_mail_is_not_delivered_and_what_the_server_says(
    kari: Viewer, now: datetime, tmp_path: Path
) -> None:
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Nora Ny", "email": "nora@example.org"}))
    [recipient] = delivery.recipients(now)
    for _try in range(MAX_DELIVERY_ATTEMPTS):
        delivery.record_rejection(now, recipient, ReminderStatus.REFUSED, "550 5.1.1 nobody here")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "6")
        await shows(pilot, "1 e-mail was not delivered")
        screen: Any = pilot.app.screen
        screen.action_reminders()
        await shows(pilot, "Nora Ny <nora@example.org>: “550 5.1.1 nobody here”.")

"""What is typed in a form is kept for its writer until the form is opened again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.services.hasher import HASHER, OTHER_PASSWORD, PASSWORD
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.editing.test_unsaved import agree, without_rights
from tests.ui.screens import press, running, screen_text, settled, setup_for, shows, write
from tests.ui.sign_in.shared_computer import Clock, shared, sign_in
from tui_app.domain.form_drafts import FormDraftKey
from tui_app.domain.records.person import Person, Viewer
from tui_app.services import form_drafts
from tui_app.services.accounts import accounts, passwords
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.storage.database import bypassing_row_security, reading
from tui_app.storage.tables import registry as tables
from tui_app.ui.editing import autosave

SAID = "You started this at 12:00; Esc discards it."


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


def kept() -> list[dict[str, str]]:
    """What is begun, whoever did."""
    with reading(), bypassing_row_security():
        return [row.texts for row in tables.FormDraft.select()]


async def is_kept(pilot: Any, *found: dict[str, str]) -> None:
    """What is typed is kept now, and this is all that is begun."""
    await pilot.app.screen.flush()
    assert kept() == list(found)


async def comes_to_be_kept(pilot: Any, *found: dict[str, str]) -> None:
    """Wait until what is typed is kept by itself."""
    for _ in range(60):
        if kept() == list(found):
            return
        await pilot.pause(0.05)
    assert kept() == list(found)


async def test_half_an_action_is_there_after_the_lock_and_nobody_else_sees_it(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock
) -> None:
    async with running(shared(now, tmp_path, clock), (80, 24)) as pilot:
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        await press(pilot, "a")
        await write(pilot, "Ta kurs i")
        await press(pilot, "tab")
        await write(pilot, "fredag")
        clock.seconds += 91
        app: Any = pilot.app
        app.session_lock.watch_idle()
        await shows(pilot, "Locked by Lise")
        assert kept() == [{"text": "Ta kurs i", "due": "27.11.2026"}]  # the day that was meant, whenever it is read
        await press(pilot, "escape")
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "My page")
        assert "Not finished" not in screen_text(pilot)
        await press(pilot, "a")
        await shows(pilot, "Due")
        assert "Ta kurs" not in screen_text(pilot)
        await press(pilot, "escape", "ctrl+q")
        await shows(pilot, "Locked by Lise")
        await write(pilot, PASSWORD)
        await press(pilot, "enter")
        await shows(pilot, "Not finished: New action for Ola")
        await press(pilot, "a")
        await shows(pilot, SAID)
        text = screen_text(pilot)
        assert "Ta kurs i" in text
        assert "Friday 27 November 2026" in text
        await write(pilot, " januar")
        await press(pilot, "ctrl+s")
        [made] = actions.checklist(cast.leader, now, ChecklistScope.TEAM)
        assert made.text == "Ta kurs i januar"
        assert kept() == []


async def test_what_the_last_one_typed_is_not_kept_as_the_next_ones(
    cast: Cast, now: datetime, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "RETRY_SECONDS", 0.2)
    async with running(shared(now, tmp_path, clock)) as pilot:
        await sign_in(pilot, "lise", PASSWORD)
        await shows(pilot, "My team")
        await press(pilot, "a")
        accounts.end_sessions(cast.administrator, now, cast.leader.id)
        await write(pilot, "Fortrolig")
        await shows(pilot, "Who are you?")
        await press(pilot, "ctrl+u")  # the sign-in screen may have come while the last letters were typed
        await sign_in(pilot, "ola", OTHER_PASSWORD)
        await shows(pilot, "My page")
        await pilot.pause(autosave.SAVE_DELAY_SECONDS + 0.3)
    assert kept() == []


async def test_what_is_left_or_as_at_first_is_forgotten(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ring")
        await comes_to_be_kept(pilot, {"text": "Ring"})
        await press(pilot, *["backspace"] * 4)
        await is_kept(pilot)
        await write(pilot, "Ring")
        await is_kept(pilot, {"text": "Ring"})
        await press(pilot, "escape")
        assert kept() == []
        await press(pilot, "a")
        assert "Ring" not in screen_text(pilot)
        await press(pilot, "escape", "enter", "c")
        await write(pilot, "Den første")
        await press(pilot, "enter")
        await write(pilot, "linjen")
        await is_kept(pilot, {"text": "Den første\nlinjen"})
        await press(pilot, "escape")
        await press(pilot, "right", "enter")
        assert kept() == []


async def test_every_kind_of_field_is_as_it_was_and_about_the_same_action_alone(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "g")
        await write(pilot, "Bli trygg")
        await press(pilot, "tab", "right", "tab")
        await write(pilot, "om litt")
        await is_kept(pilot, {"text": "Bli trygg", "kind": "work", "target": "om litt"})
    [goal] = form_drafts.unannounced_titles(kari, now).values()
    assert goal == "New goal for Ola Hansen"
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "g")
        await shows(pilot, "om litt")
        text = screen_text(pilot)
        assert "Bli trygg" in text
        assert "‹ work goal ›" in text
        await press(pilot, "escape", "e", "tab", "tab", *["backspace"] * 10)
        await write(pilot, "Kari")
        await press(pilot, "shift+tab")
        await is_kept(pilot, {"responsible_id": "Kari Nordmann", "responsible_id-id": str(kari.id)})
        app: Any = pilot.app
        await app.action_quit()
        await settled(pilot)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "e")
        await shows(pilot, "You started this")
        await press(pilot, "ctrl+s")
        [made] = actions.checklist(kari, now, ChecklistScope.TEAM)
        assert made.responsible_id == kari.id
        assert kept() == []
        await press(pilot, "e")
        assert "You started this" not in screen_text(pilot)


async def test_a_form_opens_and_saves_though_nothing_can_be_kept(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    form_drafts.save(kari, now, FormDraftKey(f"action-new:{ola.id}:0", ola.id), "New action", {"text": "Ta kurs"})
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        with without_rights():
            await press(pilot, "a")
            await write(pilot, " nå")
            await pilot.pause(autosave.SAVE_DELAY_SECONDS + 0.1)
            assert "The database is read-only" not in screen_text(pilot)
        await press(pilot, "tab")
        await write(pilot, "fredag")
        await press(pilot, "ctrl+s")
        [made] = actions.checklist(kari, now, ChecklistScope.TEAM)
        assert made.text == "Ta kurs nå"
    assert kept() == []


async def test_what_is_typed_before_the_begun_is_read_stands_beside_it(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    form_drafts.save(
        kari, now, FormDraftKey(f"action-new:{ola.id}:0", ola.id), "New action", {"text": "Ta", "due": "fre"}
    )
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        app: Any = pilot.app
        with held(app.ctx.draft_lock):
            await app.ctx.draft_lock.acquire()
            await press(pilot, "a")
            await write(pilot, "kurs")
        await shows(pilot, "Ta kurs")
        await is_kept(pilot, {"text": "Ta kurs", "due": "27.11.2026"})


@contextmanager
def held(lock: asyncio.Lock) -> Iterator[None]:
    """The database answers only afterwards."""
    yield
    lock.release()


async def test_two_terminals_fill_in_one_form(kari: Viewer, ola: Person, now: datetime, tmp_path: Path) -> None:
    key = FormDraftKey(f"action-new:{ola.id}:0", ola.id)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await is_kept(pilot, {"text": "Ta kurs"})
        read = form_drafts.get(kari, now, key)
        assert read is not None
        form_drafts.save(kari, now, key, "New action", {"text": "Ta kurs", "due": "fre"}, read.version)
        await write(pilot, " nå")
        await comes_to_be_kept(pilot, {"due": "27.11.2026", "text": "Ta kurs nå"})
        assert "27 November 2026" in screen_text(pilot)


async def test_what_both_have_typed_in_one_field_is_kept_aside(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    key = FormDraftKey(f"action-new:{ola.id}:0", ola.id)
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta")
        await pilot.app.screen.flush()  # type: ignore[attr-defined]
        read = form_drafts.get(kari, now, key)
        assert read is not None
        form_drafts.save(kari, now, key, "New action", {"text": "Dra på messe"}, read.version)
        await write(pilot, " kurs")
        await pilot.app.screen.flush()  # type: ignore[attr-defined]
        assert [dict(one) for one in kept() if "why" not in one] == [{"text": "Ta kurs"}]
        [aside] = form_drafts.unsaved_texts(kari, now)
        assert "Dra på messe" in aside.text
        await shows(pilot, "kept for you")
        await press(pilot, "escape")
        await shows(pilot, "Dra på messe")

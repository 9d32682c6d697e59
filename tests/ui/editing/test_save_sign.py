"""The sign in the corner: it says "saved" only while that is true, otherwise since when not, and why."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.conftest import NOW
from tests.disks import filled, small_disk
from tests.services import sample_conversations as conversations
from tests.ui.editing.test_unsaved import agree, paste
from tests.ui.screens import press, running, screen_text, setup_for, shows, write
from tests.ui.whole.test_slow_database import held
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, InvalidInput, StorageError
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.accounts import first_start
from tui_app.services.conversations import conversation_view
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.text.conversations.saving import unsaved_texts
from tui_app.ui.executor import ThreadExecutor
from tui_app.ui.messages import OpenConversation
from tui_app.ui.setup import AppSetup

LONG = "Kurset er fullt til over jul, men det er en plass i januar. " * 300


class Clock:
    """The clock of the application; a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def with_clock(setup: AppSetup, clock: Clock) -> AppSetup:
    """The same start with a clock that a test moves."""
    return replace(setup, now=clock)


async def open_minutes(pilot: Pilot[str], conversation_id: int) -> None:
    """Put the cursor in the minutes of the first section."""
    pilot.app.ctx.open(OpenConversation(conversation_id))  # type: ignore[attr-defined]
    await shows(pilot, "Your turn: write the")
    await press(pilot, "down", "enter")
    await shows(pilot, "Minutes")


async def seen(pilot: Pilot[str], words: str, seconds: float = 15) -> None:
    """Wait for words on the screen, longer than SQLite waits for a lock."""
    for _ in range(int(seconds / 0.05)):
        if words in screen_text(pilot):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{words!r} is not on the screen:\n{screen_text(pilot)}")


@pytest.mark.slow
async def test_a_locked_database_is_told_until_everything_is_saved(
    kari: Viewer, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    cast = conversations.cast_of(kari, now)
    conversation_id, clock = conversations.held(cast, now), Clock()
    async with running(with_clock(setup_for(cast.employee, now, tmp_path, executor=ThreadExecutor()), clock)) as pilot:
        await open_minutes(pilot, conversation_id)
        await write(pilot, "Ett")
        await seen(pilot, "saved 12:00")
        clock.now += timedelta(minutes=7)
        with held(database, reads_too=False) as let_go:
            await write(pilot, " to")
            await seen(pilot, "not saved since 12:07 · the database does not answer")
            assert " saved 12:00" not in screen_text(pilot)
            clock.now += timedelta(minutes=1)
            await write(pilot, " tre")
            await seen(pilot, "not saved since 12:07 · the database is busy")
            let_go()
            await seen(pilot, " saved 12:08")
        assert "not saved" not in screen_text(pilot)
    draft = conversation_view.get_view(cast.employee, now, conversation_id).draft
    assert draft is not None
    assert "Ett to tre" in [text.value for text in draft.texts.values()]


@pytest.fixture
def disk(tmp_path: Path, empty_sqlite: Path, key: str) -> Iterator[Path]:
    """A database on a small disk of its own."""
    with small_disk(tmp_path) as path:
        shutil.copy(empty_sqlite, path / "samtale.db")
        opened = schema.open_database(SqliteAddress(path / "samtale.db", key))
        storage.bind_database(opened)
        yield path
        opened.close()


@pytest.mark.slow
async def test_a_full_disk_is_told_until_there_is_room(disk: Path, now: datetime, tmp_path: Path) -> None:
    first = first_start.create_first_person(now, validate_draft(PersonDraft, {"name": "Kari Nordmann"}))
    cast = conversations.cast_of(first, now)
    conversation_id, clock = conversations.held(cast, now), Clock()
    async with running(with_clock(setup_for(cast.employee, now, tmp_path), clock)) as pilot:
        await open_minutes(pilot, conversation_id)
        await write(pilot, "Ett")
        await seen(pilot, "saved 12:00")
        clock.now += timedelta(minutes=7)
        with filled(disk):
            await paste(pilot, LONG)
            await seen(pilot, "not saved since 12:07")
            assert " saved 12:00" not in screen_text(pilot)
            await asyncio.sleep(3)  # the next try is refused too
            assert "not saved since 12:07" in screen_text(pilot)
        await seen(pilot, " saved 12:07")
        assert "not saved" not in screen_text(pilot)
    draft = conversation_view.get_view(cast.employee, now, conversation_id).draft
    assert draft is not None
    assert any(LONG.strip() in str(text.value) for text in draft.texts.values())


async def test_a_form_whose_draft_is_not_saved_says_so(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path, executor=ThreadExecutor())) as pilot:
        await shows(pilot, "Ola Hansen")
        await press(pilot, "a")
        await write(pilot, "Ta ku")
        await asyncio.sleep(0.6)
        assert "saved" not in screen_text(pilot)
        with held(database, reads_too=False):
            await write(pilot, "rs")
            await seen(pilot, "not saved since 12:00")
        for _ in range(200):
            if "not saved" not in screen_text(pilot):
                break
            await asyncio.sleep(0.05)
        assert "not saved" not in screen_text(pilot)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (None, "the database does not answer"),
        (StorageError("disk_full"), "the disk is full"),
        (StorageError("read_only"), "the database is read-only"),
        (StorageError("database_failed"), "the database cannot save it"),
        (ConflictError(None, "Ola"), "edited in two places"),
        (InvalidInput({"work": "too_long"}), "it is too long"),
        (DomainError("minutes_are_closed"), "it cannot be saved here"),
    ],
)
def test_the_reason_is_named(error: DomainError | None, reason: str) -> None:
    assert unsaved_texts(NOW, error, NOW) == (f"not saved since 12:00 · {reason}", f"not saved · {reason}")

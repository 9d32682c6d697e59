"""What cannot be saved is said clearly, nothing typed is lost, and the work goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from textual.events import Paste
from textual.pilot import Pilot

from tests.ui.screens import press, running, screen_text, settled, setup_for, write
from tui_app.domain.drafts.actions import ActionDraft
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.records.person import Person, Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ChecklistScope
from tui_app.storage import database as storage
from tui_app.storage.addresses import SqliteAddress

LONG = "Kurset er fullt til over jul, men det er en plass i januar. " * 200
"""More than any page of the database has room for."""


@contextmanager
def without_room() -> Iterator[None]:
    """The disk is full: the database file may not grow by one page."""
    with storage.reading():
        pages = storage.proxy.execute_sql("pragma page_count").fetchone()[0]
        storage.proxy.obj.pragma("max_page_count", pages, permanent=True)
    yield
    with storage.reading():
        storage.proxy.obj.pragma("max_page_count", 1_000_000, permanent=True)


@contextmanager
def without_rights() -> Iterator[None]:
    """SQLite may only read, as when the rights to the folder were taken away."""
    with storage.reading():
        storage.proxy.obj.pragma("query_only", 1, permanent=True)
    yield
    with storage.reading():
        storage.proxy.obj.pragma("query_only", 0, permanent=True)


def agree(viewer: Viewer, now: datetime, person: Person, text: str) -> int:
    values = {"text": text, "responsible_id": person.id, "due": date(2026, 11, 27)}
    return actions.add(viewer, now, person.id, validate_draft(ActionDraft, values)).subject_id


def texts(viewer: Viewer, now: datetime) -> list[str]:
    return [action.text for action in actions.checklist(viewer, now, ChecklistScope.TEAM) if action.is_open]


async def paste(pilot: Pilot[str], text: str) -> None:
    pilot.app.post_message(Paste(text))
    await settled(pilot)


async def test_a_comment_waits_in_its_form_until_the_disk_has_room(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    action_id = agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "c")
        await paste(pilot, LONG)
        with without_room():
            await press(pilot, "ctrl+s")
            assert "The disk is full." in screen_text(pilot)
            assert "Kurset er fullt" in screen_text(pilot)
            assert actions.get(kari, now, action_id).comments == 0
        await press(pilot, "ctrl+s")
        assert "The disk is full." not in screen_text(pilot)
        assert actions.get(kari, now, action_id).comments == 1
        assert actions.history_of(kari, now, action_id)[0].note == LONG.strip()


async def test_a_new_action_waits_in_its_form_until_it_may_be_saved(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "a")
        await write(pilot, "Ta kurs")
        await press(pilot, "tab")
        await write(pilot, "fredag")
        with without_rights():
            await press(pilot, "ctrl+s")
            text = screen_text(pilot)
            assert "The database is read-only" in text
            assert "Ta kurs" in text
            assert "Friday 27 November 2026" in text
        assert texts(kari, now) == []
        await press(pilot, "ctrl+s")
        assert texts(kari, now) == ["Ta kurs"]


async def test_a_tick_that_is_not_saved_does_not_look_done_and_the_keys_go_on(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter")
        with without_rights():
            await press(pilot, "space")
            text = screen_text(pilot)
            assert "The database is read-only" in text
            assert "Actions (1)" in text
            await press(pilot, "escape", "2", "w")
            assert "Ta kurs" in screen_text(pilot)
        await press(pilot, "space")
        assert texts(kari, now) == []


async def test_an_undo_that_is_not_saved_can_be_tried_again(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path
) -> None:
    agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path)) as pilot:
        await press(pilot, "enter", "space")
        assert texts(kari, now) == []
        with without_rights():
            await press(pilot, "u")
            assert "The database is read-only" in screen_text(pilot)
        await press(pilot, "u")
        assert texts(kari, now) == ["Ta kurs"]


async def test_a_database_that_is_taken_away_is_named_and_found_again(
    kari: Viewer, ola: Person, now: datetime, tmp_path: Path, database: SqliteAddress
) -> None:
    agree(kari, now, ola, "Ta kurs")
    async with running(setup_for(kari, now, tmp_path), (200, 30)) as pilot:
        await press(pilot, "enter")
        away = database.path.rename(tmp_path / "away.db")
        await press(pilot, "space")
        text = screen_text(pilot)
        assert "The database was not found" in text
        assert database.path.name in text
        away.rename(database.path)
        await press(pilot, "space")
        assert texts(kari, now) == []

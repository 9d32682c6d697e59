"""Walks through all screens and dialogs, on a frozen day, and stops at each for its picture."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from textual.pilot import Pilot

from tests.conftest import NOW
from tests.services.hasher import HASHER, PASSWORD
from tests.ui.pictures.scenes import EMPLOYEE, LEADER, NOBODY_YET
from tests.ui.screens import press, running, setup_for, write
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.conversations import ConversationPlanDraft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Person, Viewer
from tui_app.files.demo.team import read_demo_team
from tui_app.files.resources import resource_path
from tui_app.files.settings import Settings
from tui_app.services.accounts import accounts, first_start, sessions
from tui_app.services.administration import templates
from tui_app.services.conversations import planning
from tui_app.services.demo.fill import fill_database
from tui_app.services.people import people
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.text.i18n import using_language

Size = tuple[int, int]
"""Columns and rows."""
EMPLOYEE_NAME = "Ola Hansen"


async def pictures(folder: Path, language: str, size: Size, **changed: Any) -> AsyncIterator[tuple[str, Pilot[str]]]:
    """Each screen and dialog in turn: its name, and the application that shows it.

    Args:
        folder: for databases and files.
        language: of the team and the screen.
        size: of the terminal.
        changed: settings that differ.
    """
    settings = Settings(language=language, **changed)
    with using_language(language):
        _new_database(folder / "empty.db")
        async with running(setup_for(None, NOW, folder, settings=settings), size) as pilot:
            yield "welcome", pilot
        viewer = first_start.create_first_person(NOW, validate_draft(PersonDraft, {"name": "Kari Nordmann"}))
        async with running(setup_for(viewer, NOW, folder, settings=settings), size) as pilot:
            async for name in _walk(pilot, NOBODY_YET):
                yield name, pilot
        _new_database(folder / "demo.db")
        viewer = fill_database(read_demo_team(resource_path("demo_team.toml"), NOW.date(), language), NOW)
        async with running(setup_for(viewer, NOW, folder, settings=settings, is_demo=True), size) as pilot:
            async for name in _walk(pilot, LEADER):
                yield name, pilot
        employee = _invite(viewer)
        async with _shared_terminal(folder, settings, size) as pilot:
            yield "sign in", pilot
            await write(pilot, employee.name)
            await press(pilot, "enter")
            await write(pilot, PASSWORD)
            await press(pilot, "enter")
            async for name in _walk(pilot, EMPLOYEE):
                yield name, pilot


def _new_database(path: Path) -> None:
    storage.bind_database(schema.open_sqlite(SqliteAddress(path, "ab" * 32), create=True))


def _invite(leader: Viewer) -> Person:
    """Somebody with a password and a conversation today."""
    employee = people.find(leader, NOW, EMPLOYEE_NAME)[0]
    form = next(one for one in templates.published(leader, NOW) if one.key == "yearly")
    plan = validate_draft(ConversationPlanDraft, {"template_id": form.id, "on": NOW.date(), "at": time(14, 30)})
    planning.plan(leader, NOW, employee.id, plan)
    code = accounts.issue_code(leader, NOW, HASHER, employee.id)
    sessions.choose_password_with_code(NOW, HASHER, "here", employee.id, code, PASSWORD)
    return employee


@asynccontextmanager
async def _shared_terminal(folder: Path, settings: Settings, size: Size) -> AsyncIterator[Pilot[str]]:
    """A terminal at which several people take turns; nobody is signed in."""
    shared = replace(settings, several=True)
    async with running(setup_for(None, NOW, folder, settings=shared, asks_who=True, is_kiosk=True), size) as pilot:
        yield pilot


async def _walk(pilot: Pilot[str], scenes: dict[str, str]) -> AsyncIterator[str]:
    """Go to each scene; its name."""
    for name, keys in scenes.items():
        starts_anew = keys[0].isdigit()
        while pilot.app.screen.is_modal or (starts_anew and len(pilot.app.screen_stack) > 1):
            await press(pilot, "escape")
        pilot.app.clear_notifications()  # they go when their time is up, which no picture can wait for
        first, *more = keys.split()
        await press(pilot, first, *(["home"] if starts_anew else []), *more)
        yield name

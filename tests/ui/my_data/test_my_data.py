"""My data: what is kept and until when, and a copy of it all after the password."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.services.administration.test_my_data import MINE, filled
from tests.services.hasher import HASHER, PASSWORD
from tests.services.sample_conversations import Cast, cast_of
from tests.ui.screens import links_on, press, running, screen_text, setup_for, shows, write
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import passwords
from tui_app.text.i18n import set_language


def exported_files(folder: Path) -> list[Path]:
    """What an export would have written."""
    return [*folder.glob("*.md"), *folder.glob("my-data*")]


@pytest.fixture(autouse=True)
def english() -> Any:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def database(sqlite_address: Any) -> Any:
    """Screens are tried on SQLite; the services below them on both."""
    from tui_app.storage import database as storage
    from tui_app.storage import schema

    storage.bind_database(schema.open_database(sqlite_address))
    return sqlite_address


@pytest.fixture
def cast(kari: Viewer, now: datetime) -> Cast:
    """Ola has something of every kind, and a secret."""
    found = cast_of(kari, now)
    filled(found, now)
    passwords.choose_password(found.employee, now, HASHER, "", PASSWORD)
    return found


async def test_an_employee_sees_what_is_kept_and_takes_it_out(cast: Cast, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(cast.employee, now, tmp_path, home="me"), (80, 24)) as pilot:
        app: Any = pilot.app
        app.ctx.computer.has_password = True
        await press(pilot, "f7")
        await shows(pilot, "What is kept about me")
        text = screen_text(pilot)
        assert "Klagesak" in text
        assert "Friday 23 November 2029" in text
        assert "12 months after the last working day" in text
        assert links_on(pilot) == []
        await press(pilot, "E")
        await write(pilot, "feil hemmelighet")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Wrong name or password")
        await press(pilot, *["backspace"] * 16)
        await write(pilot, PASSWORD)
        await press(pilot, "ctrl+s")
        await shows(pilot, "Saved, with 3 conversations")
    assert_taken(tmp_path)


def assert_taken(folder: Path) -> None:
    (readable,) = folder.glob("*.md")
    (data,) = folder.glob("my-data*.json")
    text = readable.read_text()
    assert not [word for word in (*MINE, "E-mail: every day") if word not in text]
    assert json.loads(data.read_text())["person"]["name"] == "Ola Hansen"


async def test_a_kiosk_says_how_else_one_gets_it(cast: Cast, now: datetime, tmp_path: Path) -> None:
    async with running(setup_for(cast.employee, now, tmp_path, home="me", is_kiosk=True)) as pilot:
        await press(pilot, "f7")
        await shows(pilot, "sign in on a computer of your own")
        await press(pilot, "E")
        await shows(pilot, "Export my data: ")
        assert not pilot.app.screen.is_modal
    assert not exported_files(tmp_path)

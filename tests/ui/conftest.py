"""What the tests of the screens share: English on the screen, and SQLite below it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import textual.app
import textual.pilot
import textual.screen
from textual.css.stylesheet import Stylesheet

from tests.services.hasher import PASSWORD
from tests.ui.parsed_styles import parse_once
from tests.ui.quiet import quiet
from tui_app import environment
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.records.person import Viewer
from tui_app.services.accounts import first_start, passwords
from tui_app.services.accounts.password_hasher import HashCost, PasswordHasher
from tui_app.services.people import people
from tui_app.storage import database as storage
from tui_app.storage import schema
from tui_app.storage.addresses import SqliteAddress
from tui_app.text.i18n import set_language
from tui_app.text.key_meanings import name_keys_with

textual.app.wait_for_idle = textual.pilot.wait_for_idle = quiet  # type: ignore[attr-defined]
textual.screen.UPDATE_PERIOD = 1 / 500  # type: ignore[misc]  # nobody watches: a key waits for its frame, often several
Stylesheet._parse_rules = parse_once  # type: ignore[method-assign]

FAST_FOLDERS = {"actions", "dialogs", "figures", "keys", "my_data", "shell", "widgets"}
"""Where dialogs, widgets and keys are tried alone, and a few short journeys."""
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark journeys through the whole application as slow: they are one test in seven, and half of the time."""
    for item in items:
        if item.path.is_relative_to(HERE) and item.path.relative_to(HERE).parts[0] not in FAST_FOLDERS:
            item.add_marker("slow")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The screen's words as they stand in the code."""
    set_language("en")
    yield
    set_language("en")
    name_keys_with(None)  # an application with changed keys may have run


@pytest.fixture
def database(sqlite_address: SqliteAddress) -> SqliteAddress:
    """Screens are tried on SQLite; the services below them on both."""
    storage.bind_database(schema.open_database(sqlite_address))
    return sqlite_address


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment with nothing of the developer's in it."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture
def set_up(home: dict[str, str], now: datetime, empty_sqlite: Path, key: str) -> SqliteAddress:
    """A computer that Kari has used before."""
    config, data = Path(home["XDG_CONFIG_HOME"]) / "samtale", Path(home["XDG_DATA_HOME"]) / "samtale"
    config.mkdir(parents=True)
    data.mkdir(parents=True)
    address = SqliteAddress(data / "samtale.db", key)
    shutil.copy(empty_sqlite, address.path)
    (config / "samtale.key").write_text(address.key)
    storage.bind_database(schema.open_database(address))
    kari = first_start.create_first_person(now, validate_draft(PersonDraft, {"name": "Kari Nordmann"}))
    people.add(kari, now, validate_draft(PersonDraft, {"name": "Ola Hansen"}))
    (config / "settings.json").write_text(f'{{"language": "en", "me": {{"{address.path}": {kari.id}}}}}')
    return address


@pytest.fixture
def shared_terminal(set_up: SqliteAddress, home: dict[str, str]) -> SqliteAddress:
    """A terminal on which Kari and Ola take turns; each signs in with `PASSWORD`."""
    config = Path(home["XDG_CONFIG_HOME"]) / "samtale"
    (config / "sign-in.key").write_text(key := secrets.token_hex(32))
    hasher = PasswordHasher(bytes.fromhex(key), os.urandom, HashCost(memory_kib=64, rounds=1))
    for number, name in ((1, "Kari Nordmann"), (2, "Ola Hansen")):
        passwords.choose_password(Viewer(number, name), environment.now(), hasher, "", PASSWORD)
    settings = json.loads((config / "settings.json").read_text())
    (config / "settings.json").write_text(json.dumps(settings | {"several": True, "me": {}}))
    return set_up

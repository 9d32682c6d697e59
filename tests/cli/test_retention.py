"""`samtale retention`: what a timer runs, and what it says."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.programs import Done, samtale
from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import cast_of
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.records.person import Viewer
from tui_app.services.administration import retention
from tui_app.storage import database as storage
from tui_app.storage import schema


@pytest.fixture
def database(sqlite_address: Any, tmp_path: Path) -> Any:
    """One that the command can open by its own key file."""
    storage.bind_database(schema.open_database(sqlite_address))
    config = tmp_path / "config" / "samtale"
    config.mkdir(parents=True)
    (config / "samtale.key").write_text(sqlite_address.key)
    (config / "samtale.key").chmod(0o600)
    return sqlite_address


def erase(folder: Path, *words: str) -> Done:
    return samtale(folder, "--database", str(folder / "samtale.db"), "retention", *words, HOME=str(folder))


def test_a_timer_erases_what_is_due_and_says_so(database: Any, kari: Viewer, tmp_path: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=1200)
    cast = cast_of(kari, long_ago)
    conversations.signed(cast, long_ago)
    retention.add_hold(kari, long_ago, cast.stranger.id, validate_draft(ReasonDraft, {"reason": "Sak"}))
    dry = erase(tmp_path, "--dry-run")
    assert (dry.returncode, dry.stderr) == (0, "")
    assert "Signed minutes: 1" in dry.stdout
    assert "Ola Hansen" in dry.stdout
    told = json.loads(erase(tmp_path, "--dry-run", "--json").stdout)
    assert told["counts"]["minutes"] == 1
    done = erase(tmp_path, "--json")
    assert done.returncode == 0
    receipt = json.loads(done.stdout)
    assert (receipt["counts"]["minutes"], receipt["by"], receipt["is_settled"]) == (1, None, True)
    again = erase(tmp_path)
    assert again.returncode == 0
    assert "There was nothing to erase." in again.stdout


def test_copies_in_which_it_still_stands_are_named(database: Any, kari: Viewer, tmp_path: Path) -> None:
    (tmp_path / "samtale.db.before-0005_row_security").write_bytes(b"older")
    done = erase(tmp_path)
    assert done.returncode == 1
    assert "samtale.db.before-0005_row_security" in done.stdout


def test_nothing_is_made_where_nothing_is(tmp_path: Path) -> None:
    found = erase(tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert not (tmp_path / "samtale.db").exists()

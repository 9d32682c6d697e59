"""Samtale's own files: settings, keys and logs, which nobody else can read."""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui_app.domain.errors import DomainError
from tui_app.files.atomic_write import write_atomically
from tui_app.files.crash_log import write_crash
from tui_app.files.keys import activate_pending_key, pending_key_path, read_key, read_pending_key, write_key
from tui_app.files.private_log import PrivateLogHandler
from tui_app.files.settings import MIN_LOCK_SECONDS, Settings, load_settings, save_settings

KEY, NEXT_KEY = "ab" * 32, "cd" * 32


def mode(path: Path) -> int:
    """The permissions of a file."""
    return path.stat().st_mode & 0o777


def test_settings_are_read_back_as_they_were_saved(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    assert load_settings(path) == Settings()
    for settings in (
        Settings(),
        Settings(language="nb", several=True, sharing_wished=True, me={"db": 7}, codes_told="2026-11-23T12:00+01:00"),
    ):
        save_settings(settings, path)
        assert load_settings(path) == settings
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "xx"),
        ("theme", 1),
        ("database", False),
        ("me", {"db": "Kari"}),
        ("several", 1),
        ("lock_own", MIN_LOCK_SECONDS - 1),
        ("codes_told", "2026-11-23T12:00"),
        ("unknown", 1),
    ],
)
def test_settings_that_cannot_be_are_told(tmp_path: Path, name: str, value: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({name: value}))
    with pytest.raises(DomainError, match="settings_unreadable") as refused:
        load_settings(path)
    assert refused.value.values == {"path": path}


def test_settings_that_cannot_be_saved_are_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(DomainError, match="settings_unwritable"):
        save_settings(Settings(), blocked / "settings.json")


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "new" / "samtale.key"
    assert read_key(path) is None
    assert write_key(path, KEY) == KEY
    assert (read_key(path), mode(path), mode(path.parent)) == (KEY, 0o600, 0o700)
    with pytest.raises(DomainError, match="folder_unwritable"):
        write_key(path, NEXT_KEY)
    assert read_key(path) == KEY


@pytest.mark.parametrize("content", ["", "ab", "AB" * 32, "ab" * 33, "xy" * 32])
def test_what_is_not_a_key_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "samtale.key"
    path.write_text(content)
    with pytest.raises(DomainError, match="key_unreadable"):
        read_key(path)
    pending_key_path(path).write_text(content)
    assert read_pending_key(path) is None  # half written, perhaps


def test_a_pending_key_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "samtale.key"
    write_key(path, KEY)
    assert read_pending_key(path) is None
    write_key(pending_key_path(path), NEXT_KEY)
    assert (read_key(path), read_pending_key(path)) == (KEY, NEXT_KEY)
    activate_pending_key(path)
    assert (read_key(path), read_pending_key(path)) == (NEXT_KEY, None)


def test_a_crash_is_logged_without_what_anybody_wrote(tmp_path: Path) -> None:
    path = tmp_path / "crashes.log"
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    with pytest.raises(ValueError, match="slutter") as raised:
        raise ValueError("Ola har sagt at han slutter")
    assert write_crash(path, "1234abcd", now, raised.value) == str(path)
    assert write_crash(path, "5678abcd", now, None) == str(path)
    lines = path.read_text().splitlines()
    assert lines[0] == "2026-11-23 12:00:00+0000 1234abcd ValueError"
    assert lines[1].startswith("  test_private_files.py:")
    assert lines[2] == "2026-11-23 12:00:00+0000 5678abcd NoneType"
    assert "Ola" not in path.read_text()
    assert mode(path) == 0o600
    assert write_crash(tmp_path / "none" / "crashes.log", "1234abcd", now, None) == ""


def test_a_log_is_private_and_made_at_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "samtale.log"
    handler = PrivateLogHandler(path)
    assert not path.exists()
    handler.handle(logging.LogRecord("samtale", logging.INFO, "", 0, "reminders: sent 3", None, None))
    handler.close()
    assert (path.read_text(), mode(path)) == ("reminders: sent 3\n", 0o600)


def test_a_pipe_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        with pytest.raises(DomainError, match="file_unwritable"):
            write_atomically(path, b"text", replace=True)
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert {*tmp_path.iterdir()} == {pipe, link}

"""The rules that judge a computer and its database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.maintenance import health_checks
from tui_app.domain.maintenance.health_checks import FileState, HealthFinding, Severity

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HERE = Path("/home/kari/samtale")
MB = 1024 * 1024


def codes(found: list[HealthFinding]) -> list[tuple[str, str]]:
    return [(one.code, one.severity.value) for one in found]


@given(st.integers(0, 0o7777), st.booleans())
def test_files_open_to_others_are_found_and_the_named_mode_fixes_them(mode: int, is_folder: bool) -> None:
    found = list(health_checks.check_files([FileState(HERE, mode, 1, is_folder)], user_id=1))
    if mode & 0o077:
        assert [one.code for one in found] == ["open_to_others"]
        fixed = FileState(HERE, int(str(found[0].values["mode"]), 8), 1, is_folder)
        found = list(health_checks.check_files([fixed], user_id=1))
    assert codes(found) == [("files_private", "fine")]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (FileState(HERE, 0o755, 1, is_folder=True), [("open_to_others", "warning")]),
        (FileState(HERE, 0o770, 1, is_folder=True), [("open_to_others", "wrong")]),
        (FileState(HERE, 0o640, 1, is_folder=False), [("open_to_others", "wrong")]),
        (FileState(HERE, 0o600, 2, is_folder=False), [("anothers", "wrong")]),
        (FileState(HERE, 0o777, 0, is_folder=True, is_ours=False), [("folder_open", "wrong")]),
        (FileState(HERE, 0o1777, 0, is_folder=True, is_ours=False), []),
        (FileState(HERE, 0o755, 0, is_folder=True, is_ours=False), []),
    ],
)
def test_files_are_judged_by_mode_and_owner(file: FileState, expected: list[tuple[str, str]]) -> None:
    assert codes(list(health_checks.check_files([file], user_id=1))) == expected


def test_the_clock_is_compared_with_the_log_and_the_server() -> None:
    assert health_checks.check_clock(NOW, None).severity is Severity.OK
    assert health_checks.check_clock(NOW, NOW + timedelta(minutes=4)).severity is Severity.OK
    assert health_checks.check_clock(NOW, NOW + timedelta(minutes=6)).severity is Severity.ERROR
    assert not list(health_checks.compare_clocks(NOW, NOW - timedelta(seconds=20)))
    (apart,) = health_checks.compare_clocks(NOW, NOW - timedelta(seconds=90))
    assert (apart.severity, apart.values["seconds"]) == (Severity.WARNING, 90)


def test_a_backup_is_too_old_after_a_week_and_a_day() -> None:
    assert codes([health_checks.check_backup(NOW, None)]) == [("backup_none", "warning")]
    assert codes([health_checks.check_backup(NOW, NOW - timedelta(days=8))]) == [("backup", "fine")]
    assert codes([health_checks.check_backup(NOW, NOW - timedelta(days=9))]) == [("backup_old", "warning")]


@pytest.mark.parametrize(
    ("free", "size", "severity"), [(900, 100, "fine"), (300, 100, "warning"), (110, 100, "wrong"), (5, 0, "wrong")]
)
def test_free_space_is_compared_with_the_size_of_a_backup(free: int, size: int, severity: str) -> None:
    assert health_checks.check_disk_space(free * MB, size * MB).severity.value == severity


@pytest.mark.parametrize(("version", "is_wrong"), [("3.40.1", True), ("3.51.2", True), ("3.51.3", False)])
def test_an_sqlite_version_that_can_damage_a_database_is_an_error(version: str, is_wrong: bool) -> None:
    assert [one.code for one in health_checks.check_sqlite(version)] == ["sqlite_old"] * is_wrong


@pytest.mark.parametrize(
    ("kind", "size", "encoding", "expected"),
    [
        ("xterm-256color", (80, 24), "utf-8", ["terminal"]),
        ("linux", (80, 24), "UTF-8", ["terminal"]),
        ("dumb", (80, 24), "utf-8", ["terminal_dumb"]),
        ("", (80, 20), "iso8859-1", ["terminal_dumb", "terminal_small", "terminal_encoding"]),
        ("", None, "utf-8", ["terminal_none"]),
    ],
)
def test_a_terminal_must_fit_the_screens(
    kind: str, size: tuple[int, int] | None, encoding: str, expected: list[str]
) -> None:
    assert [one.code for one in health_checks.check_terminal(kind, size, encoding)] == expected

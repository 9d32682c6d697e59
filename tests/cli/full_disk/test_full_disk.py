"""A disk that is really full or read-only is called that, at every command; nothing is said to be damaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.computer import Computer, set_up
from tests.small_disks import fill_up, make_read_only, small_disk

pytestmark = pytest.mark.slow

COMMANDS = [("verify",), ("backup",), ("team",), ("doctor",), ("retention",), ("rekey",), ("upgrade",)]
GRAVE = ("damaged", "Traceback", "Logging error", "$path", "Reference", "Restore it")


@pytest.fixture
def on_small_disk(tmp_path: Path) -> Iterator[Computer]:
    """A computer whose whole disk is a few megabytes."""
    with small_disk(tmp_path / "disk") as folder:
        yield set_up(folder)


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("leaving", [0, 4096, 40_000])
def test_a_full_disk_is_called_full(on_small_disk: Computer, words: tuple[str], leaving: int) -> None:
    before = on_small_disk.names()
    fill_up(on_small_disk.home, leaving)
    done = on_small_disk.run(*words)
    said = done.stdout + done.stderr
    assert not [word for word in GRAVE if word in said], said
    assert done.returncode == 0 or "full" in said, said
    assert {name for name in on_small_disk.names() - before if "-wal" not in name and "-shm" not in name} == set()
    (on_small_disk.home / "filler").unlink()
    assert on_small_disk.run("verify").returncode == 0


@pytest.mark.parametrize("words", COMMANDS)
def test_a_read_only_disk_is_called_that(on_small_disk: Computer, words: tuple[str]) -> None:
    make_read_only(on_small_disk.home)
    done = on_small_disk.run(*words)
    said = done.stdout + done.stderr
    assert not [word for word in GRAVE if word in said], said
    assert done.returncode != 0
    assert "read-only" in said, said

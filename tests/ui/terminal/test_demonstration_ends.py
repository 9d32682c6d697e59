"""However a demonstration ends, nothing of it is left."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import programs
from tests.ui.tty import Tty

DEMO = [*programs.COMMAND, "demo"]


@pytest.fixture
def demos(tmp_path: Path, home: dict[str, str]) -> Path:
    """Where the folders of demonstrations are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    home["TMPDIR"] = str(folder)
    return folder


def wait_until(holds: Callable[[], bool], tty: Tty) -> None:
    """Wait for what another process does, and take in what it draws."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        tty.read(0.005)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_during_the_start_leaves_nothing(number: signal.Signals, demos: Path, home: dict[str, str]) -> None:
    with Tty(DEMO, env=home) as tty:
        wait_until(lambda: any(demos.glob("samtale-demo-*/demo.db")), tty)
        tty.kill(number)
        tty.wait_exit()
        wait_until(lambda: not list(demos.iterdir()), tty)


def test_the_next_one_deletes_what_a_killed_one_left_and_nothing_that_is_in_use(
    demos: Path, home: dict[str, str]
) -> None:
    with Tty(DEMO, env=home) as killed, Tty(DEMO, env=home) as running:
        for tty in (killed, running):
            tty.wait_for("My team")
        folders = {*demos.iterdir()}
        assert len(folders) == 2
        killed.kill(signal.SIGKILL)
        killed.wait_exit()
        for folder in folders:
            os.utime(folder, (1, 1))
        with Tty(DEMO, env=home) as following:
            following.wait_for("My team")
            assert len(folders & {*demos.iterdir()}) == 1
            following.type("\x11")
            assert following.wait_exit() == 0
        running.type("\x11")
        assert running.wait_exit() == 0
        assert not list(demos.iterdir())
